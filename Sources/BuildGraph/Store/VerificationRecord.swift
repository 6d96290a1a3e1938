// What verification has found out about a stored value, as it is kept in the store beside the trace.

/// How a value that was made again compares with the stored one.
public enum Reproducibility: String, Codable, Sendable, CaseIterable {
    case bitwiseEqual, withinTolerance, notReproducible
}

/// The last verification of one stored value.
public struct VerificationRecord: Codable, Sendable, Equatable {
    public var key: Digest
    /// The stored value that was verified: for another value of the same key the record says nothing.
    public var output: Digest
    public var name: String
    /// The worst of all conditions.
    public var result: Reproducibility
    public var tolerance: Tolerance
    /// The greatest distance of two numbers; nil when something has no distance, or could not be made.
    public var greatestUlps: UInt64?
    /// Where the values differ first beyond the tolerance.
    public var difference: Difference?
    /// Why the value could not be made again, if it could not.
    public var problem: String?
    /// What a second run, alone in its process, says about the cause; for what differs as built.
    public var cause: Cause?
    /// The surroundings under which it was made again.
    public var conditions: [String]
    /// Those under which it was not the same bits.
    public var differing: [String]
    /// Seconds since 1970.
    @Checked<Moment> public var time: Double
    public var machine: Machine

    public init(
        key: Digest, output: Digest, name: String, result: Reproducibility, tolerance: Tolerance, greatestUlps: UInt64?,
        conditions: [String], differing: [String], time: Double, machine: Machine
    ) {
        self.key = key
        self.output = output
        self.name = name
        self.result = result
        self.tolerance = tolerance
        self.greatestUlps = greatestUlps
        self.conditions = conditions
        self.differing = differing
        self.time = time
        self.machine = machine
    }

    /// What two further values say about why the stored one was not met.
    public enum Cause: String, Codable, Sendable {
        /// Every run gives another value.
        case everyRunDiffers
        /// The new runs agree with each other, and not with the stored value.
        case newRunsAgree
        /// Made alone in a process it is the stored value.
        case equalWhenAlone
    }
}

extension Store {
    /// What is known of the value that a key leads to; nil when that very value was never verified.
    public func verification(ofKey key: Digest) -> VerificationRecord? {
        guard let record = verificationRecord(for: key), record.output == entry(for: key)?.output else { return nil }
        return record
    }
}

/// Where two values differ first, beyond the tolerance.
public struct Difference: Codable, Sendable, Equatable {
    /// Such as `densities[3].y[17]`; "value" for the whole.
    public var path: String
    public var stored: String
    public var remade: String
    /// Nil when the two are not numbers that can be told apart in ulp.
    public var ulps: UInt64?

    public init(path: String, stored: String, remade: String, ulps: UInt64?) {
        self.path = path
        self.stored = stored
        self.remade = remade
        self.ulps = ulps
    }
}
