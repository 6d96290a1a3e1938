// The committed ledger of judgings: which networks judged which claims, by which criteria, and what came of it. By it
// everybody builds the same networks and judges at the same share of the level. It only grows: a judging cannot be
// taken back.
//
// paper/P1/ledger.json: by profile and group the series of seeds that judged, in their order.

/// The judgings of a study, by profile and group.
public struct Ledger: Sendable, Equatable {
    public private(set) var profiles: [String: [String: [JudgedSeries]]]

    public init(profiles: [String: [String: [JudgedSeries]]] = [:]) { self.profiles = profiles }

    /// Reads a committed ledger. Throws `CommittedFileError` for anything else than judgings that there can be.
    public init(json: [UInt8], path: String) throws {
        let what = "ledger of judgings"
        profiles = try CommittedJSON.read(json, path: path, as: what)
        for (profile, groups) in profiles {
            for (group, all) in groups {
                var last = 0
                for series in all {
                    if let defect = series.defect(after: last) {
                        throw CommittedFileError(path: path, what: what, reason: "Profile \(profile), group \(group): \(defect)")
                    }
                    last = series.series
                }
            }
        }
    }

    /// The judgings of one profile, by group.
    public subscript(profile: String) -> [String: [JudgedSeries]] { profiles[profile] ?? [:] }

    /// Adds what is known of a series. What is known of more looks, or of newer versions, stays.
    public mutating func record(_ series: JudgedSeries, group: String, profile: String) {
        var all = self[profile][group] ?? []
        if let index = all.firstIndex(where: { $0.series == series.series }) {
            all[index] = all[index].merging(series)
        } else {
            all = (all + [series]).sorted { $0.series < $1.series }
        }
        profiles[profile, default: [:]][group] = all
    }

    /// All that either of the two knows.
    public func merging(_ other: Ledger) -> Ledger {
        var result = self
        for (profile, groups) in other.profiles {
            for (group, all) in groups { for series in all { result.record(series, group: group, profile: profile) } }
        }
        return result
    }

    /// The file's bytes.
    public func json() -> [UInt8] {
        CommittedJSON.sorted(profiles) { groups in CommittedJSON.sorted(groups) { .list($0.map(\.json)) } }.bytes
    }
}
