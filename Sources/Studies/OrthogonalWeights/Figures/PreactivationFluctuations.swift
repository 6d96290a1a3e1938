// The connected four-point correlator of the preactivations against depth: tanh, and ReLU beside it.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// V/K² of both ensembles, in a panel per nonlinearity.
struct PreactivationFluctuations: Figure {
    let plot = Plot.panels("preactivation-fluctuations", height: 380)
    /// By panel, then by ensemble.
    let deep: [[PreactivationEvidence]]

    init(_ simulations: Simulations) { deep = [simulations.deepTanh, simulations.deepRelu] }

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let rows = try deep.enumerated().flatMap { k, kinds in try kinds.map { try Rows($0, panel: Drawing.letter(k), inputs) } }
        drawing.add("theory", family: rows.map(\.theory))
        drawing.add("simulation", family: rows.map(\.simulation))
        drawing.setPanels(deep.map { ($0.first?.setting.nonlinearity ?? .tanh).displayName })
        drawing.set("ensembles", WeightEnsemble.inOrder.map(\.displayName))
        drawing.set("depth", Double(deep.first?.first?.depth ?? 1))
        drawing.set("tested_depth", Double((deep.first?.first?.widths.first ?? 8) / TensorRecords.leastWidthPerLayer))
        drawing.set("lowest", deep.indices.map { k in rows[2 * k + 1].theory.columns.compactMap(\.numbers).last?.min() ?? 0 })
        // Simulated values grow faster than the theory where l/n is not small; the axis ends with the theory.
        drawing.set("highest", deep.indices.map { k in rows[2 * k].theory.columns.compactMap(\.numbers).last?.max() ?? 1 })
        return drawing
    }

    /// One curve and its points.
    private struct Rows {
        let theory, simulation: Drawing.Member

        init(_ evidence: PreactivationEvidence, panel: String, _ inputs: Inputs) throws {
            let statistics = try evidence.theory()
            theory = Drawing.Member(evidence.setting.name, panel: panel, [
                Column("layer", statistics.map { Double($0.layer) }), Column("ratio", statistics.map { $0.fourPoint / ($0.kernel * $0.kernel) }),
            ])
            let values = try evidence.fourPoint(inputs), shown = Layers.logarithmic(to: evidence.depth, perDecade: 8)
            let estimates = shown.map { TensorEstimate(of: values[$0 - 1]) }
            simulation = Drawing.Member(evidence.setting.name, panel: panel, [
                Column("width", constant: Double(evidence.widths.first ?? 0)), Column("layer", shown.map(Double.init)),
                Column("ratio", estimates.map(\.value)), Column("standard_error", estimates.map(\.standardError)),
            ])
        }
    }
}

/// Layers at which simulated values are drawn.
enum Layers {
    /// 1, 2, 3, … at first, then about `perDecade` per decade, and the last.
    static func logarithmic(to last: Int, perDecade: Int) -> [Int] {
        TrainingRun.logarithmicSteps(to: last, perDecade: perDecade).filter { $0 > 0 }
    }
}

extension Column {
    /// Its numbers, one per row.
    var numbers: [Double]? {
        guard case .numbers(let values) = values else { return nil }
        return values
    }
}
