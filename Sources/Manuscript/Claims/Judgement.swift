// Evidence for a criterion and against it, as two p-values.
//
// The thresholds cut the possible truths in two: those where the claim holds and those where it fails. `holds` is a
// p-value for the hypothesis "the claim fails": the chance, were it false, of evidence this good for it; `fails` is
// the mirror image. An interval is two one-sided tests (TOST); what must be so everywhere (a list, an order) needs
// evidence everywhere, so its p-value is the largest (intersection-union, no correction), and fails by any member,
// so there the smallest counts, multiplied by their number (Bonferroni). Exact values give 0 or 1.

/// One-sided p-values in both directions, and the worst of the compared numbers.
package struct Judgement: Sendable {
    package var holds: Double
    package var fails: Double
    /// How far the worst number lies on the good side of its threshold; negative on the bad side.
    package var margin: Double
    package var worst: Comparand

    /// Judges numbers that all must satisfy the condition; nil when there are none.
    package init?(_ comparands: [Comparand], _ condition: Criterion.Condition) {
        let judged = comparands.map { Judgement(one: $0, condition) }
        guard let worst = judged.min(by: { $0.margin < $1.margin }) else { return nil }
        self = worst
        holds = judged.reduce(0) { max($0, $1.holds) }
        fails = judged.reduce(1) { min($0, $1.fails * Double(judged.count)) }
    }

    private init(one comparand: Comparand, _ condition: Criterion.Condition) {
        let value = comparand.estimate.value
        worst = comparand
        switch condition {
        case .greater(let threshold), .ratioGreater(let threshold):
            let standing = comparand.standing(at: threshold)
            (holds, fails, margin) = (standing.above, standing.notAbove, value - threshold)
        case .less(let threshold), .ratioLess(let threshold):
            let standing = comparand.standing(at: threshold)
            (holds, fails, margin) = (standing.below, standing.notBelow, threshold - value)
        case .ordered:
            let standing = comparand.standing(at: 0)
            (holds, fails, margin) = (standing.above, standing.notAbove, value)
        case .monotone(_, let slack):
            let standing = comparand.standing(at: -slack)
            (holds, fails, margin) = (standing.notBelow, standing.below, value + slack)
        case .within(let low, let high), .slope(let low, let high), .ratioWithin(let low, let high):
            (holds, fails) = Self.interval(comparand, low, high)
            margin = min(value - low, high - value)
        case .equals(let target, let tolerance):
            (holds, fails) = Self.interval(comparand, target - tolerance, target + tolerance)
            margin = tolerance - abs(value - target)
        }
    }

    private static func interval(_ comparand: Comparand, _ low: Double, _ high: Double) -> (Double, Double) {
        let atLow = comparand.standing(at: low), atHigh = comparand.standing(at: high)
        return (max(atLow.notBelow, atHigh.notAbove), min(1, 2 * min(atLow.below, atHigh.above)))
    }

    /// The verdict when each direction may err with probability `level`.
    package func verdict(level: Double) -> Verdict {
        Self.verdict(holds: holds <= level, fails: fails <= level)
    }

    package static func verdict(holds: Bool, fails: Bool) -> Verdict {
        switch (holds, fails) {
        case (true, false): .holds
        case (false, true): .fails
        default: .undecided
        }
    }
}
