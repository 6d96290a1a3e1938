// How degenerate the Hessians are along the training: shares of eigenvalues near zero by both definitions and below zero, and
// the training accuracy, for plain, residual and hyper-residual networks.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// Degenerate and negative eigenvalues, and accuracy, against steps.
public struct DegeneracyFigure: Figure {
    public let plot = Plot.panels("hessian-degeneracy", height: 620)
    let networks: CurvatureNetworks
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try inputs.records(of: networks)
        var drawing = Drawing()
        let shares: [(name: String, panel: String, value: (DegeneracyCount) -> Double)] = [
            ("absolute", "a", \.absoluteFraction), ("relative", "b", \.relativeFraction), ("negative", "c", \.negativeFraction),
            ("negative_relative", "c", \.relativeNegativeFraction),
        ]
        for (name, panel, value) in shares {
            drawing.add(name, family: records.kinds.map { kind in
                Drawing.Member(kind.name, panel: panel, Column.meansAlongTraining("share", kind.atSnapshots { value($0.count) }))
            })
        }
        drawing.add("accuracy_of", family: records.kinds.map { kind in
            Drawing.Member(kind.name, panel: "d", Column.meansAlongTraining("accuracy", TrainingRecord.accuracies(kind.trainings)))
        })
        drawing.set("kinds", records.kinds.map(\.name))
        drawing.set("forced", Moments.mean(records.kinds[0].curvatures.flatMap { $0.filter { $0.step > 0 }.map(\.count.forcedFraction) }))
        drawing.set("first", Double(networks.setting.snapshots.first { $0 > 0 } ?? 1))
        drawing.set("steps", Double(networks.setting.steps))
        drawing.set("highest", drawing.greatest("accuracy", in: "accuracy_of") ?? 1)
        drawing.setPanels(["degenerate, |λ| < 0.001", "degenerate, |λ| < λ_{max} / 10,000", "negative, λ ≤ −0.001 or −λ_{max} / 10,000", "training accuracy"])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
