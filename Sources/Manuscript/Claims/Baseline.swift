// The committed verdicts: what the paper is known to say. A claim may only get worse by a commit that says so.
//
// paper/P1/verdicts.json: {"laptop": {"P1-1": "holds", "P1-13": "undecided"}, "smoke": {…}}, ids in natural order.

/// Verdicts by profile and claim.
public struct Baseline: Sendable, Equatable {
    public var profiles: [String: [String: Verdict]]

    public init(profiles: [String: [String: Verdict]] = [:]) { self.profiles = profiles }

    /// Reads a committed file. Throws `CommittedFileError` for anything else than verdicts.
    public init(json: [UInt8], path: String) throws {
        let texts: [String: [String: String]] = try CommittedJSON.read(json, path: path, as: Self.what)
        profiles = try texts.mapValues { claims in
            try Dictionary(uniqueKeysWithValues: claims.map { id, text in
                guard let verdict = Verdict(rawValue: text) else {
                    throw CommittedFileError(
                        path: path, what: Self.what,
                        reason: "It gives claim \(id) the verdict \"\(text)\"; there are holds, undecided and fails.")
                }
                return (id, verdict)
            })
        }
    }

    static let what = "list of verdicts"

    /// The file's bytes.
    public func json() -> [UInt8] {
        CommittedJSON.sorted(profiles) { CommittedJSON.sorted($0) { .string($0.rawValue) } }.bytes
    }

    /// All that either of the two knows; of one claim what the other one knows.
    public func merging(_ other: Baseline) -> Baseline {
        Baseline(profiles: profiles.merging(other.profiles) { $0.merging($1) { $1 } })
    }
}
