// Our question in one picture: the degeneracy of a network's Hessian against the conditioning of its Jacobian, before training.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// One point per kind of network.
public struct IsometryOfHessianFigure: Figure {
    public let plot = Plot.panels("isometry-and-curvature", height: 400)
    let networks: IsometricNetworks
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try inputs.records(of: networks)
        // The legend lists them from the most isometric on.
        let order = records.kinds.sorted { Moments.mean($0.conditioning) > Moments.mean($1.conditioning) }
        var drawing = Drawing()
        drawing.add("kind", family: order.map { kind in
            Drawing.Member(kind.name, [
                Column("conditioning_value", [Moments.mean(kind.conditioning)]),
                Column("conditioning_error", [Moments.standardError(kind.conditioning)]),
                Column("share", [Moments.mean(kind.degeneracy)]), Column("share_error", [Moments.standardError(kind.degeneracy)]),
            ])
        })
        drawing.set("kinds", order.map(\.name))
        drawing.set("least", order.map { Moments.mean($0.conditioning) }.min() ?? 0.01)
        drawing.set("highest", order.map { Moments.mean($0.degeneracy) }.max() ?? 1)
        drawing.setPanels([""])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
