// What targets for the biases do to plain networks, beside residual ones: the training accuracy, and the gradients with respect to
// each layer's signals.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// Training accuracy against steps, and gradient norms against layers.
public struct BiasRegularisationFigure: Figure {
    public let plot = Plot.panels("bias-regularisation", height: 420)
    let networks: ComparedNetworks
    let origin: Input<ImageOrigin.Value>
    let shown = order

    /// The kinds in the order of their line types.
    static let order: [NetworkKind] = [
        .residual, .maliciouslyInitialised, .biasRegularisedNormalised, .biasRegularised, .biasDecayed, .biasInitialised, .plain,
    ]

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let positions = shown.compactMap { networks.kinds.firstIndex(of: $0) }
        var drawing = Drawing()
        drawing.add("accuracy_of", family: try positions.map { kind in
            Drawing.Member(
                networks.kinds[kind].name, panel: "a",
                Column.meansAlongTraining("accuracy", TrainingRecord.accuracies(try inputs[networks.trainings[kind]])))
        })
        // In the middle of the training; the geometric mean of the networks.
        let middle = networks.setting.snapshots.count / 2
        drawing.add("gradient_of", family: try positions.map { kind in
            let norms = try inputs[networks.gradients[kind]].map { $0.points[middle].norms }
            let layers = Array(1...networks.setting.depth)
            return Drawing.Member(networks.kinds[kind].name, panel: "b", [
                Column("layer", layers.map(Double.init)),
                Column("gradient", layers.map { l in exp(Moments.mean(norms.map { log(max(1e-12, $0[l - 1])) })) }),
            ])
        })
        // Before training the penalty has done nothing: two lines tell all.
        drawing.add("gradient_at_start", family: try [NetworkKind.plain, .residual].compactMap { kind in
            guard let position = networks.kinds.firstIndex(of: kind) else { return nil }
            let norms = try inputs[networks.gradients[position]].compactMap { $0.points.first?.norms }, layers = Array(1...networks.setting.depth)
            return Drawing.Member("\(kind.name), at the start", panel: "b", [
                Column("layer", layers.map(Double.init)),
                Column("gradient", layers.map { l in exp(Moments.mean(norms.map { log(max(1e-12, $0[l - 1])) })) }),
            ])
        })
        drawing.set("plain", Double(positions.firstIndex { networks.kinds[$0] == .plain }.map { $0 + 1 } ?? 1))
        drawing.set("kinds", positions.map { networks.kinds[$0].name })
        drawing.set("steps", Double(networks.setting.steps))
        drawing.set("middle_step", Double(networks.setting.snapshots[middle]))
        drawing.set("depth", Double(networks.setting.depth))
        drawing.set("highest", drawing.greatest("accuracy", in: "accuracy_of") ?? 1)
        drawing.setPanels(["training accuracy", "gradients with respect to signals"])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
