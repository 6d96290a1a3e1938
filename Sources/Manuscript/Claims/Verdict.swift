// The three answers to a claim. Their order is what "worse" means to `paper check`.

/// Whether a claim of the paper holds.
public enum Verdict: String, Codable, Sendable, CaseIterable, Comparable {
    /// The evidence is against the claim.
    case fails
    /// The evidence is too weak for either answer. Never counts as a pass.
    case undecided
    /// The evidence is for the claim.
    case holds

    private var rank: Int {
        switch self {
        case .fails: 0
        case .undecided: 1
        case .holds: 2
        }
    }

    public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

    /// A sign that is told apart without colour.
    public var sign: String {
        switch self {
        case .holds: "✓"
        case .fails: "✗"
        case .undecided: "?"
        }
    }
}
