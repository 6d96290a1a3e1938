// Figure 5: learning times of orthogonal tanh networks, raw and collapsed, against rate, depth and q*.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels

/// tau in six panels: (a) against eta for several depths, (b) the same rescaled, (c) against eta for several q* at the
/// largest depth, (d) the smallest tau against depth, (e) against q*, (f) against s_max of the theory.
public struct LearningTimesFigure: Figure {
    public let plot = Plot.panels("learning-times", height: 860)
    let evidence: TimeEvidence
    let origin: Input<ImageOrigin.Value>

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try evidence.records(inputs), times = records.judges
        var drawing = Drawing()
        drawing.add("over_rate", family: times.depths.indices.map { depth in
            Drawing.Member("L = \(times.depths[depth])", panel: "a, b", overRate(times, depth, 0))
        })
        let deepest = times.depths.count - 1
        drawing.add("over_rate_of_variance", family: times.qStars.indices.map { variance in
            Drawing.Member("q* = \(Fraction.text(times.qStars[variance]))", panel: "c", overRate(times, deepest, variance))
        })
        drawing.add("judged", family: times.depths.indices.map { depth in
            Drawing.Member("L = \(times.depths[depth])", panel: "b", least(records, [(depth, 0)]))
        })
        drawing.add("over_depth", family: times.qStars.indices.map { variance in
            Drawing.Member(
                "q* = \(Fraction.text(times.qStars[variance]))", panel: "d, f",
                least(records, times.depths.indices.map { ($0, variance) }))
        })
        drawing.add("over_variance", family: times.depths.indices.map { depth in
            Drawing.Member("L = \(times.depths[depth])", panel: "e", least(records, times.qStars.indices.map { (depth, $0) }))
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

    /// Geometric means over the networks, at the rates at which all of them learnt.
    private func overRate(_ times: LearningTimes.Value, _ depth: Int, _ variance: Int) -> [Column] {
        let rates = times.scaledRates.indices.filter { times.isReached(depth, variance, rate: $0) }
        let scaled = rates.isEmpty ? [Double.nan] : rates.map { times.scaledRates[$0] }, length = Double(times.depths[depth])
        let means = rates.isEmpty ? [[]] : rates.map { times.logTimes(depth, variance, rate: $0) }
        return [
            Column("depth", constant: length), Column("q_star", constant: times.qStars[variance]),
            Column("rate", scaled.map { $0 / length }), Column("scaled_rate", scaled),
        ] + Self.columns("steps", means) + Self.columns("scaled_steps", means, unit: scaled.map { _ in length.squareRoot() })
    }

    /// The time of each (depth, q*) at the rate that the choosers found best, with s_max of the theory; a gap if not all
    /// networks learnt.
    private func least(_ records: TimeRecords, _ cells: [TimeRecords.Cell]) -> [Column] {
        let times = records.judges, lengths = cells.map { Double(times.depths[$0.depth]) }
        let scaled = cells.map { times.scaledRates[records.chosenRate($0)] }
        let means = cells.map { times.isReached($0.depth, $0.variance, rate: records.chosenRate($0)) ? records.logTimes($0) : [] }
        return [
            Column("depth", lengths), Column("q_star", cells.map { times.qStars[$0.variance] }),
            Column("rate", zip(scaled, lengths).map { $0 / $1 }), Column("scaled_rate", scaled),
        ] + Self.columns("steps", means) + Self.columns("scaled_steps", means, unit: lengths.map { $0.squareRoot() })
            + [Column("largest_singular_value", cells.map { records.edges[$0.depth][$0.variance] })]
    }

    /// Geometric means and the ends of their bars, one standard error of the mean logarithm away; a gap without values.
    ///
    /// - Parameter unit: by which each mean is divided.
    private static func columns(_ name: String, _ logTimes: [[Double]], unit: [Double]? = nil) -> [Column] {
        func column(_ name: String, _ errors: Double) -> Column {
            Column(name, logTimes.indices.map { k -> Double in
                let end = Moments.mean(logTimes[k]) + errors * Moments.standardError(logTimes[k])
                return exp(end) / (unit?[k] ?? 1)
            })
        }
        return [column(name, 0), column(name + "_low", -1), column(name + "_high", 1)]
    }
}
