// A claim that still holds, and not as it did: its value left the interval that the baseline has of it, or its margin halved. Both
// are told and make no check fail, for the criterion decides.

/// How a claim's value moved away from the baseline's.
public enum Drift: Sendable, Equatable {
    /// The value lies outside of the interval that it had.
    case left(observed: Double, uncertainty: Double)
    /// The distance from the threshold is at most half of what it was.
    case nearer(margin: Double, now: Double)

    /// Values in the file have so many digits.
    private static let rounding = 1e-5

    /// Nil when it stayed, or when its value was not recorded.
    init?(from known: KnownVerdict, to finding: Finding) {
        if let before = known.observed, let now = finding.observed, let uncertainty = known.uncertainty, uncertainty > 0,
            abs(now - before) > uncertainty + Self.rounding * abs(before)
        {
            self = .left(observed: before, uncertainty: uncertainty)
        } else if let before = known.margin, let now = finding.margin, before > 0, now <= before / 2 {
            self = .nearer(margin: before, now: now)
        } else {
            return nil
        }
    }

    /// "it was 0.25 ± 0.02", "its margin was 0.40 and is 0.10".
    public var text: String {
        func number(_ value: Double) -> String { NumberText.text(value, .significant(2), in: .plain) ?? "" }
        switch self {
        case .left(let observed, let uncertainty):
            return "it was \(NumberText.text(observed, uncertainty: uncertainty, in: .plain) ?? number(observed))"
        case .nearer(let margin, let now): return "its margin was \(number(margin)) and is \(number(now))"
        }
    }
}

extension ClaimsCheck.Entry {
    /// How its value moved, of a claim whose verdict is that of the baseline.
    public var drift: Drift? {
        guard status == .same, let known, let finding else { return nil }
        return Drift(from: known, to: finding)
    }
}
