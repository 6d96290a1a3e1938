// What is asked of an observation, as a value. Every criterion says where its threshold comes from, and one that
// could not fail, or could not be met, is refused before anything is computed.

/// What makes a claim hold.
///
/// Applied to a list, every member must satisfy it. `unit` is the unit of thresholds and observation ("" for none);
/// `because` tells where the threshold comes from, in plain text; `confidence` (0.95) is what replicates must reach.
public struct Criterion: Codable, Sendable, Equatable {
    public var condition: Condition
    public var unit: String
    public var because: String
    public var confidence: Double

    public enum Condition: Codable, Sendable, Equatable {
        case equals(Double, within: Double)
        case less(than: Double)
        case greater(than: Double)
        /// Bounds included.
        case within(Double, Double)
        /// Each quantity of a list lies strictly beyond the one before.
        case ordered(Direction)
        /// No quantity of a list falls behind the one before by more than `slack`.
        case monotone(Direction, slack: Double)
        /// The slope of the line through points, bounds included.
        case slope(Double, Double)
        /// The same conditions, on an observation that must be a ratio.
        case ratioLess(than: Double)
        case ratioGreater(than: Double)
        case ratioWithin(Double, Double)
    }

    public enum Direction: String, Codable, Sendable { case increasing, decreasing }

    public init(_ condition: Condition, unit: String = "", confidence: Double = 0.95, because: String) {
        self.condition = condition
        self.unit = unit
        self.confidence = confidence
        self.because = because
    }

    /// Within `tolerance` of `target`, both given in the observation's unit.
    public static func equals(
        _ target: Double, within tolerance: Double, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.equals(target, within: tolerance), unit: unit, confidence: confidence, because: because)
    }

    public static func less(
        than threshold: Double, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.less(than: threshold), unit: unit, confidence: confidence, because: because)
    }

    public static func greater(
        than threshold: Double, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.greater(than: threshold), unit: unit, confidence: confidence, because: because)
    }

    public static func within(
        _ interval: ClosedRange<Double>, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.within(interval.lowerBound, interval.upperBound), unit: unit, confidence: confidence, because: because)
    }

    /// Each quantity of a list strictly beyond the one before.
    public static func ordered(
        _ direction: Direction, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.ordered(direction), unit: unit, confidence: confidence, because: because)
    }

    /// No quantity of a list behind the one before by more than `slack`.
    public static func monotone(
        _ direction: Direction, slack: Double = 0, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.monotone(direction, slack: slack), unit: unit, confidence: confidence, because: because)
    }

    /// The slope of the line through points; for an exponent, give logarithms.
    public static func slope(
        within interval: ClosedRange<Double>, unit: String = "", confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.slope(interval.lowerBound, interval.upperBound), unit: unit, confidence: confidence, because: because)
    }

    public static func ratio(
        lessThan threshold: Double, confidence: Double = 0.95, because: String
    ) -> Criterion { Criterion(.ratioLess(than: threshold), confidence: confidence, because: because) }

    public static func ratio(
        greaterThan threshold: Double, confidence: Double = 0.95, because: String
    ) -> Criterion { Criterion(.ratioGreater(than: threshold), confidence: confidence, because: because) }

    public static func ratio(
        within interval: ClosedRange<Double>, confidence: Double = 0.95, because: String
    ) -> Criterion {
        Criterion(.ratioWithin(interval.lowerBound, interval.upperBound), confidence: confidence, because: because)
    }
}

extension Criterion {
    /// Why the criterion is refused; nil when there is nothing wrong with it.
    public var defect: String? {
        if because.allSatisfy(\.isWhitespace) { return "It does not say where its threshold comes from (`because`)." }
        if because.contains("$") { return "`because` is plain text, for terminals too: √L, not $\\sqrt L$." }
        if !(confidence >= 0.5 && confidence < 1) { return "A confidence of \(confidence) is not in [0.5, 1)." }
        switch condition {
        case .equals(let target, let tolerance):
            if !target.isFinite { return "The target \(target) is no finite number." }
            if !(tolerance >= 0 && tolerance.isFinite) { return "The tolerance \(tolerance) is not a finite number ≥ 0." }
            if target != 0 && tolerance >= abs(target) {
                return "The tolerance \(tolerance) is as large as the target \(target): zero would pass. Use `within` to mean it."
            }
        case .less(let threshold), .greater(let threshold), .ratioLess(let threshold), .ratioGreater(let threshold):
            if !threshold.isFinite { return "The threshold \(threshold) is no finite number." }
        case .within(let low, let high), .slope(let low, let high), .ratioWithin(let low, let high):
            if !(low.isFinite && high.isFinite && low <= high) { return "[\(low), \(high)] is no interval of finite numbers." }
        case .ordered: break
        case .monotone(_, let slack):
            if !(slack >= 0 && slack.isFinite) { return "The slack \(slack) is not a finite number ≥ 0." }
        }
        return nil
    }
}
