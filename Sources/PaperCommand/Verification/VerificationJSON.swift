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
