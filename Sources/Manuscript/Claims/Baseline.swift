// The committed verdicts: what the paper is known to say. A claim may only get worse by a commit that says so.
//
// paper/P1/verdicts.json: {"laptop": {"P1-1": {"verdict": "holds", "observed": 1.02, …}, "P1-13": "undecided"}, "smoke": {…}}, ids in
// natural order.

/// Verdicts by profile and claim.
public struct Baseline: Sendable, Equatable {
    public var profiles: [String: [String: KnownVerdict]]

    public init(profiles: [String: [String: KnownVerdict]] = [:]) { self.profiles = profiles }

    /// Reads a committed file. Throws `CommittedFileError` for anything else than verdicts.
    public init(json: [UInt8], path: String) throws {
        profiles = try CommittedJSON.read(json, path: path, as: Self.what)
    }

    static let what = "list of verdicts"

    /// The file's bytes.
    public func json() -> [UInt8] {
        CommittedJSON.sorted(profiles) { CommittedJSON.sorted($0, \.json) }.bytes
    }

    /// All that either of the two knows; of one claim what the other one knows.
    public func merging(_ other: Baseline) -> Baseline {
        Baseline(profiles: profiles.merging(other.profiles) { $0.merging($1) { $1 } })
    }
}
