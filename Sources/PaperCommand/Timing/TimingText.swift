// Where the time of a build went, in one screen: how long, how busy, the chain that decided it, and the slowest targets.
import BuildGraph
import Foundation
import Manuscript

/// Renders a profile for a terminal.
package struct TimingText {
    private let profile: BuildTiming
    private let title: String
    /// Columns; nothing is wider.
    private let width: Int

    package init(_ profile: BuildTiming, title: String, width: Int) {
        self.profile = profile
        self.title = title
        self.width = max(60, width)
    }

    /// - Parameter heading: how a heading is set, such as in bold.
    package func lines(heading: (String) -> String = { $0 }) -> [String] {
        [heading(headline.fitted(to: width))] + summary + [""] + path(heading) + [""] + slowest(heading)
    }

    private var headline: String {
        let when = Date(timeIntervalSince1970: profile.started).formatted(.iso8601)
        let count = profile.runs.count
        return "\(title), \(when): \(count) target\(count == 1 ? "" : "s") ran, \(profile.upToDate) up to date"
            + (profile.wasInterrupted ? "; interrupted" : "")
    }

    private var summary: [String] {
        let total = profile.duration
        let critical = profile.criticalPath.reduce(0) { $0 + $1.duration }
        let cores = "\(profile.jobs) core\(profile.jobs == 1 ? "" : "s")"
        let rows = [
            ["wall time", HumanUnits.duration(total), "\(HumanUnits.duration(profile.runningTime)) of it while targets ran"],
            ["engine", HumanUnits.duration(profile.phases.reduce(0) { $0 + $1.end - $1.start }), phases],
            ["processor time", HumanUnits.duration(profile.processorTime), "\(HumanUnits.share(profile.processorTime, of: total * Double(profile.jobs))) of \(cores)"],
            ["cores taken", HumanUnits.share(profile.occupancy, of: 1), "of \(cores), while targets ran"],
            ["critical path", HumanUnits.duration(critical), "\(HumanUnits.share(critical, of: total)) of the wall time"],
        ]
        return TextTable.lines(rows, width: width)
    }

    /// The engine's own phases, the slowest first, as many as a line has room for.
    private var phases: String {
        var text = ""
        for phase in profile.phases.sorted(by: { $0.end - $0.start > $1.end - $1.start }) where phase.end - phase.start >= 0.0005 {
            let next = (text.isEmpty ? "" : ", ") + "\(phase.name) \(HumanUnits.duration(phase.end - phase.start))"
            if text.count + next.count > width - 32 { break }
            text += next
        }
        return text
    }

    private func path(_ heading: (String) -> String) -> [String] {
        let path = profile.criticalPath
        let shown = path.count > 12 ? Array(path.sorted { $0.duration > $1.duration }.prefix(12)).sorted { $0.start < $1.start } : path
        let rows = shown.map { [HumanUnits.duration($0.duration).leftPadded(to: 10), $0.name] }
        let rest = path.count - shown.count
        return [heading("Critical path")] + TextTable.lines(rows, width: width) + (rest > 0 ? ["  … and \(rest) shorter ones"] : [])
    }

    private func slowest(_ heading: (String) -> String) -> [String] {
        let slowest = profile.runs.sorted { ($1.duration, $0.start) < ($0.duration, $1.start) }.prefix(10)
        var rows = [["time", "CPU", "memory", "threads", "where", "target"]]
        for run in slowest {
            // On a thread only the memory of the whole program is known.
            let memory = run.peakMemory == 0 ? "?" : (run.isProcess ? "" : "≤ ") + HumanUnits.bytes(run.peakMemory)
            let marks = (run.hasFailed ? " (failed)" : "") + (run.isCritical ? " *" : "")
            rows.append([
                HumanUnits.duration(run.duration), HumanUnits.duration(run.processorTime), memory, "\(run.threads)",
                run.isProcess ? "process" : "thread", run.name + marks,
            ])
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let aligned = rows.map { row in row.enumerated().map { $0 < 4 ? $1.leftPadded(to: widths[$0]) : $1 } }
        let count = min(10, profile.runs.count)
        return [heading(count == 1 ? "The slowest target" : "The \(count) slowest targets")] + TextTable.lines(aligned, width: width)
            + (slowest.contains(where: \.isCritical) ? ["  * on the critical path"] : [])
    }
}
