// Figures 4 and 6A: steps to learn MNIST and the best rate, against depth, for decoupled starts and for networks that start otherwise.
import BuildGraph
import Datasets
import Experiments
import Foundation
import Manuscript

/// Steps and rates in four panels.
public struct DepthFigure: Figure {
    public let plot = Plot.panels("learning-time-and-depth", height: 700)
    let evidence: DepthEvidence
    let decoupled: Input<DecoupledSweep.Value>
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let alone = try inputs[decoupled], layers = evidence.setting.layers
        let depths = layers.map { Double($0) }
        drawing.add("decoupled", panel: "a", [
            Column("layers", depths), Column("steps", alone.steps.map { $0.map(Double.init) ?? .nan }), Column("rate", alone.rates.map { $0 ?? .nan }),
        ])
        drawing.add("theory", panel: "b", [Column("layers", depths), Column("rate", alone.theoreticalRates)])
        let sweeps = [evidence.orthogonal, evidence.pretrained, evidence.random, evidence.strict]
        drawing.add("sweeps", family: try sweeps.map { sweep in
            let records = try inputs.records(of: sweep), rates = try sweep.scans.map { try inputs[$0].compactMap(\.rate) }
            // A point is missing where not every network reached the mark.
            let samples = sweep.layers.map { records.incomplete.contains($0) ? [] : records.logSteps(layers: $0) }
            return Drawing.Member("\(sweep.start.displayName), N = \(sweep.width)\(sweep.isStrict ? ", to 1 %" : "")", panel: "c", [
                Column("layers", sweep.layers.map { Double($0) }), Column("steps", samples.map { exp(Moments.mean($0)) }),
                Column("low", samples.map { exp(Moments.mean($0) - Moments.standardError($0)) }),
                Column("high", samples.map { exp(Moments.mean($0) + Moments.standardError($0)) }),
                Column("rate", zip(rates, samples).map { $1.isEmpty ? .nan : exp(Moments.mean($0.map { log($0) })) }), Column("hidden_units", constant: Double(sweep.width)),
                Column("network_count", constant: Double(sweep.scans.first?.count ?? 0)),
            ])
        })
        drawing.setPanels(["decoupled start", "decoupled start", "other starts", "other starts"])
        drawing.set("starts", sweeps.map { "\($0.start.displayName)\($0.isStrict ? ", to 1 %" : ", {/:Italic N} = \($0.width)")" })
        let steps = drawing.blocks.flatMap { $0.numbers("steps") ?? [] }.filter { $0 > 0 }
        drawing.set("fewest", steps.min() ?? 1)
        drawing.set("most", steps.max() ?? 10)
        let rates = drawing.blocks.flatMap { $0.numbers("rate") ?? [] }.filter { $0 > 0 }
        drawing.set("lowest_rate", rates.min() ?? 1e-7)
        drawing.set("highest_rate", rates.max() ?? 1e-4)
        drawing.set("deepest", depths.last ?? 100)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }
}
