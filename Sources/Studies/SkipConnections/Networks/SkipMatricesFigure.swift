// Skips other than the identity: the training accuracy against the number of distinct skip vectors, and against how far skips on
// the unit circle are from orthogonal.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Final training accuracy of networks with other skip matrices.
public struct SkipMatricesFigure: Figure {
    public let plot = Plot.panels("skip-matrices", height: 340)
    let networks: ComparedNetworks
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let ends = try networks.trainings.map { try inputs[$0].map(\.finalAccuracy) }
        func kinds(_ x: (NetworkKind) -> Double?) -> [(x: Double, ends: [Double])] {
            networks.kinds.indices.compactMap { k in x(networks.kinds[k]).map { ($0, ends[k]) } }
        }
        func columns(_ name: String, _ points: [(x: Double, ends: [Double])]) -> [Column] {
            [
                Column(name, points.map(\.x)), Column("accuracy", points.map { Moments.mean($0.ends) }),
                Column("standard_error", points.map { Moments.standardError($0.ends) }),
            ]
        }
        let width = networks.setting.width
        let folded = kinds { if case .fixedSkips(.orthogonal(let folds)) = $0 { Double(width >> folds) } else { nil } }
        let decayed = kinds { if case .fixedSkips(.unitCircle(let decay)) = $0 { decay } else { nil } }
        func end(_ kind: NetworkKind) -> [Double] { networks.kinds.firstIndex(of: kind).map { ends[$0] } ?? [] }
        var drawing = Drawing()
        drawing.add("folded", panel: "a", columns("distinct_vectors", folded))
        // A decay of 0 is an orthogonal matrix.
        let orthogonal = (x: 0.0, ends: end(.fixedSkips(.orthogonal(folds: 0))))
        drawing.add("decayed", panel: "b", columns("decay", [orthogonal] + decayed))
        drawing.set("identity_accuracy", Moments.mean(end(.residual)))
        drawing.set("plain_accuracy", Moments.mean(end(.plain)))
        drawing.set("vectors", folded.map(\.x))
        drawing.set("largest_decay", networks.decays.last ?? 1)
        drawing.setPanels(["folded orthogonal skips", "skips on the unit circle"])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
