// Where the targets of a build are on a cluster, in a line.
import BuildGraph

package enum ClusterText {
    /// Reasons for waiting that are named.
    private static let mostReasons = 2

    /// "SLURM: 40 running, 120 queued (Priority), 30 not submitted; 12 jobs". No line while the cluster has nothing.
    package static func lines(_ summary: DispatchSummary?) -> [String] {
        guard let summary, !summary.isEmpty else { return [] }
        var parts: [String] = []
        if summary.running > 0 { parts.append("\(summary.running) running") }
        if summary.queued > 0 {
            let reasons = summary.reasons.prefix(mostReasons).map(\.name).joined(separator: ", ")
            parts.append("\(summary.queued) queued\(reasons.isEmpty ? "" : " (\(reasons))")")
        }
        if summary.waiting > 0 { parts.append("\(summary.waiting) not submitted") }
        let jobs = summary.jobs > 0 ? "; \(CollectionText.count(summary.jobs, "job"))" : ""
        return ["SLURM: \(parts.joined(separator: ", "))\(jobs)"]
    }
}
