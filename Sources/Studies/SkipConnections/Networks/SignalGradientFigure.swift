// Do gradients vanish on their way to the first layer, and what do targets for the biases and a normalised layer change? The gradient with respect
// to each layer's signals, relative to the last layer's, before the training, early in it and after it; and the first layer's along it.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// Gradient norms by layer at three snapshots, and of the first layer at all. Drawn, not judged: P3-4 judges the mean over the training.
public struct SignalGradientFigure: Figure {
    public let plot = Plot.panels("signal-gradients", height: 640)
    let setting: TrainingSetting
    let kinds: [NetworkKind]
    /// Indexed by kind and network.
    let gradients: [[Input<SignalGradients.Value>]]
    let origin: Input<ImageOrigin.Value>

    /// Of all networks that are compared, those that the question is about: the figure waits for no others.
    init(_ networks: ComparedNetworks, origin: Input<ImageOrigin.Value>) {
        let shown: [NetworkKind] = [.plain, .biasRegularised, .biasRegularisedNormalised, .residual]
        let positions = shown.compactMap { networks.kinds.firstIndex(of: $0) }
        (setting, self.origin) = (networks.setting, origin)
        (kinds, gradients) = (positions.map { networks.kinds[$0] }, positions.map { networks.gradients[$0] })
    }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let points = try gradients.map { try inputs[$0].map(\.points) }, snapshots = setting.snapshots
        var drawing = Drawing()
        for (panel, look) in setting.threeLooks.enumerated() {
            drawing.add("layers_\(panel + 1)", family: zip(kinds, points).map { kind, networks in
                Drawing.Member(kind.name, panel: Drawing.letter(panel), Self.columns(
                    "layer", (1...setting.depth).map { l in (Double(l), networks.map { $0[look].logShareOfLast(layer: l) }) }))
            })
        }
        drawing.add("first_layer", family: zip(kinds, points).map { kind, networks in
            Drawing.Member(kind.name, panel: "d", Self.columns(
                "step", snapshots.indices.map { k in (max(0.5, Double(snapshots[k])), networks.map { -$0[k].logDecay }) }))
        })
        drawing.set("kinds", kinds.map(\.name))
        // As in the figure of accuracies.
        drawing.set("line_types", kinds.map { kind in Double((BiasRegularisationFigure.order.firstIndex(of: kind) ?? 0) + 1) })
        drawing.set("steps", Double(setting.steps))
        drawing.set("depth", Double(setting.depth))
        drawing.set("normalised_layer", Double(kinds.compactMap { $0.hidden(width: setting.width, depth: setting.depth).normalised }.first ?? 0))
        drawing.setPanels(
            setting.threeLooks.map { snapshots[$0] == 0 ? "before training" : "after \(snapshots[$0]) steps" } + ["first layer, along the training"])
        drawing.set("least", drawing.blocks.compactMap { $0.numbers("low")?.min() }.min() ?? 1)
        drawing.set("most", drawing.greatest("high") ?? 1)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// The geometric mean over networks of what is given by its logarithm, and the ends of a band of one standard error of it.
    private static func columns(_ name: String, _ points: [(x: Double, logarithms: [Double])]) -> [Column] {
        let means = points.map { Moments.mean($0.logarithms) }, errors = points.map { Moments.standardError($0.logarithms) }
        return [
            Column(name, points.map(\.x)), Column("gradient", means.map { exp($0) }), Column("low", zip(means, errors).map { exp($0 - $1) }),
            Column("high", zip(means, errors).map { exp($0 + $1) }),
        ]
    }
}

extension SignalGradients.Point {
    /// ln of a layer's gradient over the last's, by the rule of `logDecay`, which is this of the first layer with the other sign.
    func logShareOfLast(layer l: Int) -> Double { -SignalGradients.Point(step: step, norms: Array(norms.dropFirst(l - 1))).logDecay }
}

extension TrainingSetting {
    /// Positions of the snapshots before the training, early in it and after it.
    var threeLooks: [Int] { [0, 1, snapshots.count - 1] }
}
