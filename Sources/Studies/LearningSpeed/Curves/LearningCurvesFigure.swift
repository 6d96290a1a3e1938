// Figure 4: test accuracy against steps under four optimisers, for the six networks, each labelled with how isometric it is
// at initialisation.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Accuracies of the six networks under the four optimisers.
public struct LearningCurvesFigure: Figure {
    public let plot = Plot.panels("learning-curves", height: 640)
    /// Ordered by optimiser, then by network.
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let optimisers = curves.map(\.optimiser).uniqued()
        let networks = curves.filter { $0.optimiser == optimisers.first }
        let family = try optimisers.enumerated().flatMap { k, optimiser in
            try curves.filter { $0.optimiser == optimiser }.map { curve in
                Drawing.Member("\(curve.initialisation.name), \(optimiser.name)", panel: Drawing.letter(k), try columns(curve, inputs))
            }
        }
        // Ordered by panel, then by network.
        drawing.add("curves", family: family)
        drawing.setPanels(optimisers.map(\.name))
        drawing.set("networks", try networks.map { curve in
            let largest = try curve.initialisation.spectrum(depth: curve.depth).largestSingularValue()
            return "\(curve.initialisation.plotName), {/:Italic s}_{max} = \(NumberText.text(largest, .significant(3), in: .plain) ?? "?")"
        })
        setLooks(&drawing, networks.map(\.initialisation))
        drawing.set("highest", drawing.greatest("accuracy") ?? 1)
        drawing.set("steps", Double(curves.first?.steps ?? 1))
        drawing.set("mark", learningMark)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// A hue for each nonlinearity and point (0 for ReLU), and a dash type for each ensemble.
    private func setLooks(_ drawing: inout Drawing, _ networks: [Initialisation]) {
        func places<Key: Equatable>(_ keys: [Key]) -> [Double] {
            var seen: [Key] = []
            return keys.map { key in
                if !seen.contains(key) { seen.append(key) }
                return Double(1 + (seen.firstIndex(of: key) ?? 0))
            }
        }
        let hues = places(networks.map { "\($0.nonlinearity.displayName) \($0.point)" })
        drawing.set("hues", zip(networks, hues).map { $0.nonlinearity == .relu ? 0 : $1 })
        drawing.set("dashes", places(networks.map(\.ensemble)))
    }

    /// Mean accuracy over the networks and its standard error, step by step. A diverged network counts as guessing.
    private func columns(_ curve: LearningCurve, _ inputs: Inputs) throws -> [Column] {
        let records = try inputs[curve.trainings]
        // A logarithmic axis cannot show step 0.
        let shown = TrainingRecord.accuracies(records).filter { $0.step > 0 }
        return [
            Column("step", shown.map { Double($0.step) }), Column("accuracy", shown.map { Moments.mean($0.values) }),
            Column("standard_error", shown.map { Moments.standardError($0.values) }), Column("rate", constant: try inputs[curve.rate].rate),
            Column("network_count", constant: Double(records.count)),
        ]
    }
}
