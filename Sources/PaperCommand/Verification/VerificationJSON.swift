// The result of a verification for programs.
import BuildGraph

/// A whole verification. Times are seconds.
struct VerificationJSON: Encodable {
    struct NotStored: Encodable {
        let name, reason: String
    }

    let profile: String
    @OrNull var seed: UInt64?
    let interrupted: Bool
    let seconds: Double
    let bitwiseEqual, withinTolerance, notReproducible: Int
    let targets: [VerifiedTarget]
    let notStored: [NotStored]

    init(_ verification: Verification, of selection: VerificationSelection, profile: String) {
        self.profile = profile
        _seed = OrNull(wrappedValue: selection.sample?.seed)
        interrupted = verification.wasInterrupted
        seconds = verification.duration
        bitwiseEqual = verification.count(.bitwiseEqual)
        withinTolerance = verification.count(.withinTolerance)
        notReproducible = verification.count(.notReproducible)
        targets = verification.findings.map { VerifiedTarget($0.record) }
        notStored = selection.notStored.map { NotStored(name: $0.name, reason: $0.reason) }
    }
}

/// The verification of one target.
struct VerifiedTarget: Encodable {
    struct FirstDifference: Encodable {
        let path, stored, remade: String
        @OrNull var ulps: UInt64?
    }

    let name, key, output, result, tolerance: String
    @OrNull var ulps: UInt64?
    @OrNull var difference: FirstDifference?
    @OrNull var problem: String?
    @OrNull var cause: String?
    let conditions, differing: [String]
    /// Seconds since 1970.
    let time: Double
    let host, processor: String

    init(_ record: VerificationRecord) {
        name = record.name
        key = record.key.hexadecimal
        output = record.output.hexadecimal
        result = record.result.rawValue
        tolerance = record.tolerance.description
        _ulps = OrNull(wrappedValue: record.greatestUlps)
        _difference = OrNull(
            wrappedValue: record.difference.map { FirstDifference(path: $0.path, stored: $0.stored, remade: $0.remade, ulps: $0.ulps) })
        _problem = OrNull(wrappedValue: record.problem)
        _cause = OrNull(wrappedValue: record.cause?.rawValue)
        conditions = record.conditions
        differing = record.differing
        time = record.time
        host = record.machine.host
        processor = record.machine.processor
    }
}
