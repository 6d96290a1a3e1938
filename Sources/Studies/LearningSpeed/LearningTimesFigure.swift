// Figure 5: learning times of orthogonal tanh networks, raw and collapsed, against rate, depth and q*.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels

/// tau in six panels: (a) against eta for several depths, (b) the same rescaled, (c) against eta for several q* at the
/// greatest depth, (d) the least tau against depth, (e) against q*, (f) against the networks' s_max.
public struct LearningTimesFigure: Figure {
    public let plot = Plot.panels("learning-times", height: 860)
    let times: Input<LearningTimes.Value>
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let times = try inputs[times]
        var drawing = Drawing()
        drawing.add("over_rate", family: times.depths.indices.map { depth in
            Drawing.Member("L = \(times.depths[depth])", panel: "a, b", overRate(times, depth, 0))
        })
        let deepest = times.depths.count - 1
        drawing.add("over_rate_of_variance", family: times.qStars.indices.map { variance in
            Drawing.Member("q* = \(Fraction.text(times.qStars[variance]))", panel: "c", overRate(times, deepest, variance))
        })
        drawing.add("over_depth", family: times.qStars.indices.map { variance in
            Drawing.Member(
                "q* = \(Fraction.text(times.qStars[variance]))", panel: "d, f",
                least(times, times.depths.indices.map { ($0, variance) }))
        })
        drawing.add("over_variance", family: times.depths.indices.map { depth in
            Drawing.Member("L = \(times.depths[depth])", panel: "e", least(times, times.qStars.indices.map { (depth, $0) }))
        })
        drawing.set("depths", times.depths.map(Double.init))
        drawing.set("scaled_rates", times.scaledRates)
        drawing.set("q_stars", times.qStars.map(Fraction.text))
        drawing.set("q_star_values", times.qStars)
        drawing.set("mark", NumberText.text(learningMark, .percent(0), in: .plain) ?? "")
        let depth = "{/:Italic L} =", variance = "{/:Italic q}* ="
        drawing.setPanels([depth, depth, variance, variance, depth, variance])
        drawing.set("longest", times.longest)
        let reached = times.times.joined().joined().joined().filter { $0 < times.longest }
        drawing.set("shortest", reached.min() ?? 1)
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// Geometric means over the networks, at rates that all of them learnt at.
    private func overRate(_ times: LearningTimes.Value, _ depth: Int, _ variance: Int) -> [Column] {
        let rates = times.scaledRates.indices.filter { times.isReached(depth, variance, rate: $0) }
        let rows = rates.isEmpty ? [Double.nan] : rates.map { exp(times.meanLogTime(depth, variance, rate: $0)) }
        let scaled = rates.isEmpty ? [Double.nan] : rates.map { times.scaledRates[$0] }
        let length = Double(times.depths[depth])
        return [
            Column("depth", constant: length), Column("q_star", constant: times.qStars[variance]),
            Column("rate", scaled.map { $0 / length }), Column("scaled_rate", scaled), Column("steps", rows),
            Column("scaled_steps", rows.map { $0 / length.squareRoot() }),
        ]
    }

    /// The least tau of each (depth, q*), with s_max before the first step; a gap where not all networks learnt.
    private func least(_ times: LearningTimes.Value, _ cells: [(depth: Int, variance: Int)]) -> [Column] {
        [
            Column("depth", cells.map { Double(times.depths[$0.depth]) }), Column("q_star", cells.map { times.qStars[$0.variance] }),
            Column("rate", cells.map { times.scaledRates[times.bestRate($0.depth, $0.variance)] / Double(times.depths[$0.depth]) }),
            Column("steps", cells.map { depth, variance in
                let rate = times.bestRate(depth, variance)
                return times.isReached(depth, variance, rate: rate) ? exp(Moments.mean(times.bestLogTimes(depth, variance))) : .nan
            }),
            Column("largest_singular_value", cells.map { times.firstEdges[$0.depth][$0.variance] }),
        ]
    }
}
