// A build without a terminal, as in a CI job: a line per type that is done, and a sign of life while nothing is.
import BuildGraph
import Manuscript

package struct BuildLog {
    /// Seconds between signs of life.
    static let heartbeat = 30.0

    /// When the last line was written, in seconds since the beginning.
    private var lastLine = 0.0
    private var done: Set<String> = []

    package init() {}

    /// What there is to say now.
    package mutating func lines(_ progress: BuildEvent.Progress) -> [String] {
        var lines: [String] = []
        // Figures have lines of their own.
        for type in progress.types where type.done == type.total && type.name != TargetKind.figure.name && done.insert(type.name).inserted {
            let sign = type.failed == 0 ? "✓" : "–"
            lines.append("\(sign) \(HumanUnits.duration(progress.elapsed).leftPadded(to: 12))  \(type.name): \(type.total - type.failed) of \(type.total)")
        }
        if lines.isEmpty && progress.elapsed - lastLine >= Self.heartbeat { lines.append(signOfLife(progress)) }
        if !lines.isEmpty { lastLine = progress.elapsed }
        return lines
    }

    private func signOfLife(_ progress: BuildEvent.Progress) -> String {
        var text = "… \(HumanUnits.duration(progress.elapsed.rounded()).leftPadded(to: 12))  \(progress.done) of \(progress.total)"
        if let remaining = progress.remaining, remaining >= 1 { text += ", about \(HumanUnits.duration(remaining.rounded())) left" }
        for line in ClusterText.lines(progress.elsewhere) { text += ". \(line)" }
        guard let first = progress.running.first else { return text }
        text += ". Running \(first.node.title)"
        return text + (progress.running.count > 1 ? " and \(progress.running.count - 1) more" : "")
    }
}
