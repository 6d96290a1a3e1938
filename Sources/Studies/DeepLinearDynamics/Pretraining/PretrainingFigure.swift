// Figure 5: correlations of pixels, correlations of modes, and what pretraining gains.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import Manuscript

/// Two matrices and learning curves.
public struct PretrainingFigure: Figure {
    public let plot = Plot("pretraining", width: 680, height: 560, styles: [.figureStyle, .panelLayout])
    let evidence: PretrainingEvidence
    let origin: Input<ImageOrigin.Value>
    /// Points of a curve at most.
    let points = 200

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let images = try inputs[evidence.images]
        let modes = try ModeCorrelations(images).matrix
        drawing.add("pixels", panel: "a", correlations(images.centralPixels))
        drawing.add("modes", panel: "b", correlations(modes))
        for (name, curve) in [("random_start", evidence.random), ("pretrained_start", evidence.pretrained)] {
            let networks = try inputs[curve.trainings]
            let count = networks.map(\.losses.count).min() ?? 0, delay = curve.isPretrained ? evidence.setting.pretrainingSteps : 0
            let steps = Array(stride(from: 0, to: count, by: max(1, count / points)))
            drawing.add(name, panel: "c", [
                Column("step", steps.map { Double($0 + delay) }), Column("error", steps.map { k in Moments.mean(networks.map { $0.losses[k] }) }),
                Column("standard_error", steps.map { k in Moments.standardError(networks.map { $0.losses[k] }) }),
                Column("rate", constant: try inputs[curve.rate].rate), Column("network_count", constant: Double(networks.count)),
            ])
        }
        drawing.setPanels(["correlations of pixels", "correlations of modes", "training error"])
        drawing.set("kinds", ["small random weights", "after greedy pretraining"])
        drawing.set("pixel_count", Double(images.centralPixels.rows))
        drawing.set("mode_count", Double(modes.rows))
        drawing.set("pretraining", Double(evidence.setting.pretrainingSteps))
        drawing.set("steps", Double(evidence.setting.steps))
        drawing.set("optimum", try images.raw().leastLoss)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// K_ij/√(K_ii K_jj), row by row.
    private func correlations(_ matrix: Matrix) -> [Column] {
        let cells = (0..<matrix.rows).flatMap { i in (0..<matrix.columns).map { (i, $0) } }
        return [
            Column("row", cells.map { Double($0.0 + 1) }), Column("column_number", cells.map { Double($0.1 + 1) }),
            Column("correlation", cells.map { i, j in
                let scale = (matrix[i, i] * matrix[j, j]).squareRoot()
                return scale > 0 ? matrix[i, j] / scale : .nan
            }),
        ]
    }
}
