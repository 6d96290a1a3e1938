// At which commits the values behind a figure were made. Often at several: what an edit cannot change is not made again.
import BuildGraph

/// How many values were made at each state of the sources.
public struct CommitCounts: Sendable, Equatable {
    /// So many are named.
    private static let most = 5

    private var counts: [SourceRevision?: Int] = [:]

    public init() {}

    public mutating func add(_ run: RunCost) { counts[run.revision, default: 0] += 1 }

    /// "all 12 values behind it were made at 1a2b3c4d, clean tree"; where they differ, a list from the most frequent on.
    package var html: String {
        let order = counts.sorted { ($1.value, $0.key?.text ?? "~") < ($0.value, $1.key?.text ?? "~") }
        if order.count == 1, let (revision, count) = order.first {
            return (count == 1 ? "its value was" : "all \(count) values behind it were") + " made " + Self.place(revision)
        }
        let told = order.prefix(Self.most).map { revision, count in "\(count) " + Self.place(revision) }
        let rest = order.dropFirst(Self.most).reduce(0) { $0 + $1.value }
        return "of the values behind it were made " + (told + (rest > 0 ? ["\(rest) at others"] : [])).joined(separator: "; ")
    }

    private static func place(_ revision: SourceRevision?) -> String {
        guard let revision else { return "where no commit was recorded" }
        return "at <code>\(revision.commit.prefix(8))</code>, \(revision.isClean ? "clean tree" : "with changes that are not committed")"
    }
}
