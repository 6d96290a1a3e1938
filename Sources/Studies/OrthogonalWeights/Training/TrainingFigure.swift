// Learning with Gaussian and orthogonal weights: test loss against steps, its least value against depth, and how much the tangent
// kernel differs between networks while they learn.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Four panels: the loss of shallow and of deep networks; the least loss against depth; the spread of the kernel against depth.
struct OrthogonalTrainingFigure: Figure {
    let plot = Plot.panels("orthogonal-training", height: 660)
    let panel: TrainingPanel
    let spreads: [Input<KernelSpread.Value>]
    let shallow, deep: Int
    /// The prediction of the frozen kernel of infinite width, at the two depths.
    let frozen: [Input<FrozenKernel.Value>]

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let shown = [shallow, deep].enumerated().flatMap { k, depth in panel.kinds.filter { $0.depth == depth }.map { (k, $0) } }
        drawing.add("loss", family: try shown.map { k, kind in
            let courses = Self.losses(try inputs[kind.trainings])
            return Drawing.Member(kind.name, panel: Drawing.letter(k), [
                Column("step", courses.map { Double($0.step) }), Column("test_loss", courses.map { Moments.mean($0.values) }),
                Column("standard_error", courses.map { Moments.standardError($0.values) }), Column("rate", constant: try inputs[kind.rate].rate),
            ])
        })
        drawing.add("frozen", family: try zip([shallow, deep], frozen).enumerated().map { k, pair in
            let value = try inputs[pair.1]
            return Drawing.Member("\(pair.0) layers", panel: Drawing.letter(k), [
                Column("step", value.steps.map(Double.init)), Column("test_loss", value.losses),
            ])
        })
        let ensembles = WeightEnsemble.inOrder
        drawing.add("least", family: try ensembles.map { ensemble in
            let kinds = panel.kinds.filter { $0.ensemble == ensemble }, losses = try kinds.map { try inputs[$0.trainings].map(\.leastLoss) }
            return Drawing.Member(ensemble.displayName, panel: "c", [
                Column("depth", kinds.map { Double($0.depth) }), Column("test_loss", losses.map(Moments.mean)),
                Column("standard_error", losses.map(Moments.standardError)),
            ])
        })
        let values = try zip(panel.kinds, spreads).map { (kind: $0, spread: try inputs[$1]) }
        let stages = values.first?.spread.steps.count ?? 0
        drawing.add("spread", family: ensembles.flatMap { ensemble in
            (0..<stages).map { stage in
                let own = values.filter { $0.kind.ensemble == ensemble && $0.spread.deviations.count == stages }
                return Drawing.Member(ensemble.displayName, panel: "d", [
                    Column("step", constant: Double(values.first?.spread.steps[stage] ?? 0)), Column("depth", own.map { Double($0.kind.depth) }),
                    Column("relative_spread", own.map { $0.spread.spread(stage) }),
                ])
            }
        })
        drawing.setPanels(["\(shallow) layers", "\(deep) layers", "least test loss", "relative spread of the kernel"])
        drawing.set("ensembles", ensembles.map(\.displayName))
        drawing.set("frozen_name", "frozen kernel of infinite width")
        drawing.set("stage_count", count: stages)
        drawing.set("stages", (values.first?.spread.steps ?? []).map { $0 == 0 ? "start" : "\($0) steps" })
        drawing.set("steps", Double(panel.steps))
        drawing.set("depths", panel.depths.map(Double.init))
        let losses = drawing.blocks.filter { ["loss", "frozen"].contains($0.series) }.flatMap { $0.numbers("test_loss") ?? [] }.filter(\.isFinite)
        drawing.set("least_shown", losses.min() ?? 0.01)
        // The first steps overshoot; the axis ends at three times the loss of a constant guess.
        drawing.set("most_shown", min(losses.max() ?? 0.1, 0.27))
        let least = drawing.blocks.filter { $0.series == "least" }.flatMap { $0.numbers("test_loss") ?? [] }.filter(\.isFinite)
        drawing.set("least_least", least.min() ?? 0)
        drawing.set("most_least", least.max() ?? 1)
        let spread = drawing.blocks.filter { $0.series == "spread" }.flatMap { $0.numbers("relative_spread") ?? [] }.filter(\.isFinite)
        drawing.set("least_spread", spread.min() ?? 0.1)
        drawing.set("most_spread", spread.max() ?? 1)
        drawing.set("mark", TrainingRecords.mark)
        drawing.set("origin", try inputs[panel.origin].note)
        return drawing
    }

    /// Losses on test images, step by step, of the networks that did not diverge: of the others' the mean would be without meaning.
    static func losses(_ records: [TrainingRecord]) -> [(step: Int, values: [Double])] {
        let records = records.filter { $0.divergedAt == nil }
        let steps = records.map { $0.evaluations.map(\.step) }.max { $0.count < $1.count } ?? []
        return steps.enumerated().filter { $0.element > 0 }.map { k, step in
            (step, records.compactMap { k < $0.evaluations.count && $0.evaluations[k].loss.isFinite ? $0.evaluations[k].loss : nil })
        }
    }
}
