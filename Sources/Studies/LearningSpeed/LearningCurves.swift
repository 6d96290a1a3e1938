// Figure 4: test accuracy against steps under four optimisers, for the six networks; how isometric each begins stands
// beside its name.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Accuracies of the six networks under the four optimisers.
public struct LearningCurves: Figure {
    public let plot = Plot("learning-curves", width: 680, height: 640)
    /// Network by network within an optimiser.
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let optimisers = LearningCurve.optimisers(of: curves)
        let networks = curves.filter { $0.optimiser == optimisers.first }
        for (letter, optimiser) in zip("abcd", optimisers) {
            let family = try curves.filter { $0.optimiser == optimiser }.map { curve in
                Drawing.Member("\(curve.initialisation.name), \(optimiser.name)", panel: "\(letter)", try columns(curve, inputs))
            }
            drawing.add("panel_\(letter)", family: family)
        }
        drawing.set("optimisers", optimisers.map(\.name))
        drawing.set("networks", networks.map(\.initialisation.legend))
        drawing.set("largest", try networks.map { try $0.initialisation.spectrum(depth: $0.depth).largestSingularValue() })
        drawing.set("steps", Double(curves.first?.steps ?? 1))
        drawing.set("mark", learningMark)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// Mean accuracy over the networks and its standard error, step by step. A network that diverged guesses from then on.
    private func columns(_ curve: LearningCurve, _ inputs: Inputs) throws -> [Column] {
        let records = try inputs[curve.trainings]
        // Step 0 has no place on an axis of logarithms.
        let shown = TrainingRecord.accuracies(records).filter { $0.step > 0 }
        return [
            Column("step", shown.map { Double($0.step) }), Column("accuracy", shown.map { Moments.mean($0.values) }),
            Column("standard_error", shown.map { Moments.standardError($0.values) }), Column("rate", constant: try inputs[curve.rate].rate),
            Column("network_count", constant: Double(records.count)),
        ]
    }
}

extension Initialisation {
    /// As a table has it, in Markdown: "orthogonal tanh, $\\sigma_w^2 = 1.05$"; ReLU networks have one critical point only.
    var label: String {
        let parts = name.split(separator: ", ")
        return switch point {
        case _ where nonlinearity == .relu: String(parts[0])
        case .weightVariance(let variance): "\(parts[0]), $\\sigma_w^2 = \(Fraction.text(variance))$"
        case .qStar(let qStar): "\(parts[0]), $q^* = \(Fraction.text(qStar))$"
        }
    }

    /// As a legend has it: "tanh, {/:Italic σ}_w^2 = 1.05".
    var legend: String {
        let phi = nonlinearity == .relu ? "ReLU" : "tanh"
        return switch point {
        case .weightVariance(let variance): "\(phi), {/:Italic σ}_w{/*0.6 }^2 = \(Fraction.text(variance))"
        case .qStar(let qStar): "\(phi), {/:Italic q}* = \(Fraction.text(qStar))"
        }
    }
}
