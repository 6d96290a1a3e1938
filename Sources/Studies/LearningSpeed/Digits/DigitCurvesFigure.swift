// Learning on MNIST: test accuracy against steps under two optimisers, and the accuracy after the last step against how isometric the
// networks begin.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Accuracies of the six networks on MNIST: a panel per optimiser, and one that compares the ends.
struct DigitCurvesFigure: Figure {
    let plot = Plot.panels("learning-digits", height: 640)
    /// Ordered by optimiser, then by network.
    let curves: [LearningCurve]
    /// The same networks on CIFAR-10, under the same optimisers.
    let colourCurves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let optimisers = curves.map(\.optimiser).uniqued()
        drawing.add("curves", family: try optimisers.enumerated().flatMap { k, optimiser in
            try curves.filter { $0.optimiser == optimiser }.map { curve in
                Drawing.Member("\(curve.initialisation.name), \(optimiser.name)", panel: Drawing.letter(k), try curve.columns(inputs))
            }
        })
        drawing.add("times", family: try curves.enumerated().map { number, curve in
            let colour = colourCurves.first { $0.optimiser == curve.optimiser && $0.initialisation == curve.initialisation }
            return Drawing.Member(
                "\(curve.initialisation.name), \(curve.optimiser.name)", panel: Drawing.letter(optimisers.count + number / Initialisation.ofFigure4.count),
                try times(curve, "digits", inputs) + (colour.map { try times($0, "colour", inputs) } ?? []))
        })
        let networks = curves.filter { $0.optimiser == optimisers.first }.map(\.initialisation)
        drawing.setPanels(optimisers.map(\.name) + optimisers.map { "steps to the mark, \($0.name)" })
        drawing.set("networks", try curves.prefix(networks.count).map { try $0.legend })
        drawing.setLooks(networks)
        drawing.set("optimiser_count", count: optimisers.count)
        drawing.set("highest", drawing.greatest("accuracy") ?? 1)
        drawing.set("steps", Double(curves.first?.steps ?? 1))
        drawing.set("most_digits", drawing.greatest("digits_high") ?? 1)
        drawing.set("most_colour", drawing.greatest("colour_high") ?? 1)
        drawing.set("mark", learningMark)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// The geometric mean of the steps to the mark and its standard error as a factor; a network that never reached it counts with all steps.
    private func times(_ curve: LearningCurve, _ name: String, _ inputs: Inputs) throws -> [Column] {
        let times = try inputs[curve.trainings].map { $0.logLearningTime(atMost: curve.steps) }
        let (mean, error) = (Moments.mean(times), Moments.standardError(times))
        return [
            Column("\(name)_steps", [exp(mean)]), Column("\(name)_low", [exp(mean - error)]), Column("\(name)_high", [exp(mean + error)]),
        ]
    }
}
