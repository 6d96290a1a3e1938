// The tensors of the tangent kernel, and those of its descendants, against depth: Gaussian beside orthogonal, the setting of the
// original above that without learning biases.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Several tensors in a panel per ensemble and setting.
struct KernelTensors: Figure {
    /// Which tensors.
    enum Subject: String, Encodable {
        case fluctuations = "kernel-fluctuations", descendants = "kernel-descendants"
    }

    let plot: Plot
    let correlators: [Correlator]
    /// By ensemble.
    let evidence: [TensorEvidence]
    let silent: [Input<[FiniteWidthStatistics]>]
    let depth: Int

    init(_ subject: Subject, _ simulations: Simulations) {
        plot = Plot(subject.rawValue, height: 700, script: SourceFile("figures/kernel-tensors.gp"), styles: [.figureStyle, .panelLayout])
        correlators = subject == .fluctuations ? Correlator.fluctuations : Correlator.descendants
        evidence = simulations.deep
        depth = evidence.first?.depth ?? 1
        let depth = depth
        silent = WeightEnsemble.inOrder.map { Input(TensorTheory(setting: .silentBiases($0), depth: depth)) }
    }

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let records = try evidence.map { try inputs.records($0) }, silent = try silent.map { try inputs[$0] }
        let theories = records.map(\.theory) + silent
        drawing.add("theory", family: theories.enumerated().flatMap { k, theory in
            correlators.map { correlator in
                Drawing.Member(correlator.rawValue, panel: Drawing.letter(k), [
                    Column("layer", theory.map { Double($0.layer) }), Column("ratio", theory.map { $0.ratio(correlator) }),
                ])
            }
        })
        drawing.add("simulation", family: records.enumerated().flatMap { k, records in
            correlators.map { points(records, $0, panel: Drawing.letter(k)) }
        })
        let ensembles = WeightEnsemble.inOrder.map(\.displayName)
        drawing.setPanels(ensembles.map { "\($0), {/:Italic λ}_b = {/:Italic λ}/{/:Italic l}" } + ensembles.map { "\($0), {/:Italic λ}_b = 0" })
        drawing.set("tensors", correlators.map(\.plotName))
        drawing.set("tensor_count", count: correlators.count)
        drawing.set("depth", Double(depth))
        drawing.set("tested_depth", Double(max(2, (evidence.first?.widths.first ?? 8) / TensorRecords.leastWidthPerLayer)))
        drawing.set("lowest", theories.map { theory in extreme(theory, min) })
        drawing.set("highest", theories.map { theory in extreme(theory, max) })
        drawing.set("ends", theories.flatMap { theory in correlators.map { theory.last?.ratio($0) ?? 0 } })
        return drawing
    }

    private func extreme(_ theory: [FiniteWidthStatistics], _ choose: (Double, Double) -> Double) -> Double {
        theory.reduce(0) { value, statistics in correlators.reduce(value) { choose($0, statistics.ratio($1)) } }
    }

    private func points(_ records: TensorRecords, _ correlator: Correlator, panel: String) -> Drawing.Member {
        let estimates = records.layers.map { records.estimate(correlator, layer: $0, width: 0) }
        return Drawing.Member(correlator.rawValue, panel: panel, [
            Column("width", constant: Double(records.widths.first ?? 0)), Column("layer", records.layers.map(Double.init)),
            Column("ratio", estimates.map(\.value)), Column("standard_error", estimates.map(\.standardError)),
        ])
    }
}
