// How the tensors depend on the width: coefficients of 1/n measured at several widths tend to the recursions' as 1/n → 0.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Measured coefficients over the theory's, against 1/n, in a panel per tensor.
struct WidthDependence: Figure {
    let plot = Plot.panels("width-dependence", height: 640)
    /// By ensemble.
    let evidence: [TensorEvidence]
    let correlators: [Correlator] = [.V, .B, .F, .R]
    /// The deepest layer that is simulated at every width.
    let layer: Int

    init(_ simulations: Simulations) {
        evidence = simulations.tested
        layer = max(2, (evidence.first?.widths.first ?? 16) / TensorRecords.leastWidthPerLayer)
    }

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let records = try evidence.map { try inputs.records($0) }
        func member(_ correlator: Correlator, _ panel: Int, _ records: TensorRecords) -> Drawing.Member {
            let estimates = records.widths.indices.map { records.estimate(correlator, layer: layer, width: $0) }
            return Drawing.Member(correlator.rawValue, panel: Drawing.letter(panel), [
                Column("layer", constant: Double(layer)), Column("inverse_width", records.widths.map { 1 / Double($0) }),
                Column("ratio", estimates.map(\.value)), Column("standard_error", estimates.map(\.standardError)),
            ])
        }
        drawing.add("simulation", family: correlators.enumerated().flatMap { k, correlator in records.map { member(correlator, k, $0) } })
        drawing.add("theory", family: correlators.enumerated().flatMap { k, correlator in
            records.map {
                Drawing.Member(correlator.rawValue, panel: Drawing.letter(k), [
                    Column("layer", constant: Double(layer)), Column("inverse_width", [0]), Column("ratio", [$0.theory[layer - 1].ratio(correlator)]),
                ])
            }
        })
        drawing.setPanels(correlators.map(\.plotName))
        drawing.set("ensembles", WeightEnsemble.inOrder.map(\.displayName))
        drawing.set("least_width", Double(evidence.first?.widths.first ?? 1))
        drawing.set("widths", (evidence.first?.widths ?? []).map(Double.init))
        return drawing
    }
}
