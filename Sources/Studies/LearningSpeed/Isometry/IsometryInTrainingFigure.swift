// Figure 6: what training does to isometry. (a) singular values of J after some steps, from the smallest q*; (b) conditioning
// of J and (c) accuracy against steps for several q*; (d) the final accuracy against q*.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Spectra, conditioning and accuracy in training.
public struct IsometryInTrainingFigure: Figure {
    public let plot = Plot.panels("isometry-in-training", height: 640)
    let trainings: IsometryTrainings
    let origin: Input<ImageOrigin.Value>
    /// Bins per density.
    let bins = 24

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try trainings.trainings.map { try inputs[$0] }
        var drawing = Drawing()
        let shown = shownSteps
        drawing.add("spectra", family: densities(records[0], shown))
        drawing.add("conditioning", family: trainings.qStars.indices.map { k in
            Drawing.Member("q* = \(Fraction.text(trainings.qStars[k]))", panel: "b", conditioning(records[k]))
        })
        drawing.add("accuracy_of", family: trainings.qStars.indices.map { k in
            Drawing.Member("q* = \(Fraction.text(trainings.qStars[k]))", panel: "c", accuracy(records[k]))
        })
        let ends = records.map { $0.map(\.finalAccuracy) }
        drawing.add("final_accuracy", panel: "d", [
            Column("q_star", trainings.qStars), Column("accuracy", ends.map(Moments.mean)),
            Column("standard_error", ends.map(Moments.standardError)),
            Column("final_conditioning", records.map { Moments.mean($0.map(\.finalConditioning)) }),
        ])
        drawing.set("shown_steps", shown.map(Double.init))
        drawing.set("q_stars", trainings.qStars.map(Fraction.text))
        drawing.set("q_star_values", trainings.qStars)
        drawing.setPanels(["step", "{/:Italic q}* =", "{/:Italic q}* =", ""])
        drawing.set("highest", drawing.greatest("accuracy", in: "accuracy_of") ?? 1)
        drawing.set("steps", Double(trainings.steps))
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// Step 0 and three later steps, well apart.
    private var shownSteps: [Int] {
        let looks = trainings.looks
        let last = looks.count - 1
        return [0, last / 3, 2 * last / 3, last].map { looks[$0] }
    }

    /// Densities of the singular values of all networks after some steps, in common bins.
    private func densities(_ records: [TrainingRecord], _ steps: [Int]) -> [Drawing.Member] {
        let values = steps.map { step in records.flatMap { $0.jacobians.first { $0.step == step }?.singularValues ?? [] } }
        // A few outliers at the end would squeeze everything else to the left.
        let all = values.joined().sorted()
        let largest = all.isEmpty ? 1 : all[(all.count - 1) * 99 / 100]
        let width = 1.02 * largest / Double(bins)
        return zip(steps, values).map { step, values in
            var counts = [Double](repeating: 0, count: bins)
            for value in values where value < width * Double(bins) { counts[Int(value / width)] += 1 }
            return Drawing.Member("step \(step)", panel: "a", [
                Column("step", constant: Double(step)), Column("singular_value", counts.indices.map { (Double($0) + 0.5) * width }),
                Column("density", counts.map { $0 / (Double(max(1, values.count)) * width) }),
            ])
        }
    }

    private func conditioning(_ records: [TrainingRecord]) -> [Column] {
        // A diverged network has conditioning 0 from then on.
        let steps = records.map { $0.jacobians.map(\.step) }.max { $0.count < $1.count } ?? []
        return Column.meansAlongTraining("conditioning_value", steps.enumerated().map { k, step in
            (step, records.map { k < $0.jacobians.count ? $0.jacobians[k].conditioning : $0.finalConditioning })
        })
    }

    private func accuracy(_ records: [TrainingRecord]) -> [Column] { Column.meansAlongTraining("accuracy", TrainingRecord.accuracies(records)) }
}
