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
        ]
        for (name, panel, value) in shares {
            drawing.add(name, family: records.kinds.map { kind in
                let steps = kind.curvatures.first?.map(\.step) ?? []
                let values = steps.indices.map { k in kind.curvatures.map { value($0[k].count) } }
                return Drawing.Member(kind.name, panel: panel, Self.columns(steps, values, "share"))
            })
        }
        drawing.add("accuracy_of", family: records.kinds.map { kind in
            let course = TrainingRecord.accuracies(kind.trainings)
            return Drawing.Member(kind.name, panel: "d", Self.columns(course.map(\.step), course.map(\.values), "accuracy"))
        })
        drawing.set("kinds", records.kinds.map(\.name))
        drawing.set("forced", Moments.mean(records.kinds[0].curvatures.flatMap { $0.filter { $0.step > 0 }.map(\.count.forcedFraction) }))
        drawing.set("first", Double(networks.setting.snapshots.first { $0 > 0 } ?? 1))
        drawing.set("steps", Double(networks.setting.steps))
        drawing.set("highest", drawing.greatest("accuracy", in: "accuracy_of") ?? 1)
        drawing.setPanels(["degenerate, |λ| < 0.001", "degenerate, |λ| < λ_{max} / 10,000", "negative, λ ≤ −0.001", "training accuracy"])
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// The logarithmic axis begins at one half, where step 0 is drawn. A band is one standard error of the mean.
    private static func columns(_ steps: [Int], _ values: [[Double]], _ name: String) -> [Column] {
        [
            Column("step", steps.map { max(0.5, Double($0)) }), Column(name, values.map(Moments.mean)),
            Column("standard_error", values.map(Moments.standardError)),
        ]
    }
}
