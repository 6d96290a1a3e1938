// What verification finds, while it goes on and at its end.

/// What is known of one target, from all passes so far.
public struct VerificationFinding: Sendable {
    public let subject: VerificationSubject
    public internal(set) var record: VerificationRecord
    /// How many of its numbers differ, as built, and of how many.
    public internal(set) var differingNumbers = 0
    public internal(set) var comparedNumbers = 0
}

/// Something that happened while verifying.
public enum VerificationEvent: Sendable {
    /// A target was found to differ, or to fail.
    case differs(VerificationFinding)
    case progress(Progress)

    public struct Progress: Sendable {
        /// The surroundings of the pass.
        public var pass: String
        public var done: Int
        public var total: Int
        /// Seconds, from remembered durations.
        public var remaining: Double
    }
}

/// The result of a verification.
public struct Verification: Sendable {
    /// In the order of the subjects; of an interrupted one those that were reached.
    public var findings: [VerificationFinding]
    public var wasInterrupted: Bool
    /// Wall seconds.
    public var duration: Double
    /// Why the findings could not be kept in the store, if they could not.
    public var notKept: ErrorReport?

    public func count(_ result: Reproducibility) -> Int { findings.count { $0.record.result == result } }
}
