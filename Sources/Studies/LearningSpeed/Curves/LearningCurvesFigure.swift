// Figure 4: test accuracy against steps under four optimisers, for the six networks, each labelled with how isometric it is
// at initialisation.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Accuracies of the six networks under the four optimisers.
public struct LearningCurvesFigure: Figure {
    public let plot = Plot.panels("learning-curves", height: 640)
    /// Ordered by optimiser, then by network.
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let optimisers = curves.map(\.optimiser).uniqued()
        let networks = curves.filter { $0.optimiser == optimisers.first }
        let family = try optimisers.enumerated().flatMap { k, optimiser in
            try curves.filter { $0.optimiser == optimiser }.map { curve in
                Drawing.Member("\(curve.initialisation.name), \(optimiser.name)", panel: Drawing.letter(k), try curve.columns(inputs))
            }
        }
        // Ordered by panel, then by network.
        drawing.add("curves", family: family)
        drawing.setPanels(optimisers.map(\.name))
        drawing.set("networks", try networks.map { try $0.legend })
        drawing.setLooks(networks.map(\.initialisation))
        drawing.set("highest", drawing.greatest("accuracy") ?? 1)
        drawing.set("steps", Double(curves.first?.steps ?? 1))
        drawing.set("mark", learningMark)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
