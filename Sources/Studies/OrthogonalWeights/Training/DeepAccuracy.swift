// How deep networks of both ensembles learn with the squared error, with the cross-entropy and on CIFAR-10: accuracy, which unlike the
// loss has one meaning for all three.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Test accuracy against steps, one panel per loss and data set.
struct DeepAccuracy: Figure {
    let plot = Plot.panels("deep-accuracy", width: 900, height: 340)
    let panels: [TrainingPanel]
    /// K.
    let depth: Int

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let ensembles = WeightEnsemble.inOrder, origins = try panels.map { try inputs[$0.origin] }
        drawing.add("accuracy", family: try panels.enumerated().flatMap { k, panel in
            try ensembles.compactMap { panel.kind($0, depth: depth) }.map { kind in
                let courses = Self.accuracies(try inputs[kind.trainings])
                return Drawing.Member(kind.ensemble.displayName, panel: Drawing.letter(k), [
                    Column("step", courses.map { Double($0.step) }), Column("test_accuracy", courses.map { Moments.mean($0.values) }),
                    Column("standard_error", courses.map { Moments.standardError($0.values) }), Column("rate", constant: try inputs[kind.rate].rate),
                ])
            }
        })
        drawing.setPanels(zip(panels, origins).map { "\($1.name), \($0.loss == .squaredError ? "squared error" : "cross-entropy")" })
        drawing.set("ensembles", ensembles.map(\.displayName))
        drawing.set("steps", Double(panels.map(\.steps).max() ?? 1))
        drawing.set("chance", 0.1)
        drawing.set("origin", origins.map(\.note).filter { !$0.isEmpty }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; "))
        return drawing
    }

    /// Accuracies on test images, step by step, of the networks that are still there.
    private static func accuracies(_ records: [TrainingRecord]) -> [(step: Int, values: [Double])] {
        let steps = records.map { $0.evaluations.map(\.step) }.max { $0.count < $1.count } ?? []
        return steps.enumerated().filter { $0.element > 0 }.map { k, step in
            (step, records.compactMap { k < $0.evaluations.count && $0.evaluations[k].loss.isFinite ? $0.evaluations[k].accuracy : nil })
        }
    }
}
