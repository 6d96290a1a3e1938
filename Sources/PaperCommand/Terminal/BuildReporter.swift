// Shows a build as it goes on: one live line above which finished targets scroll by; plain lines where there is no
// terminal.
import BuildGraph
import Foundation
import Manuscript

/// Turns build events into lines. Threading: events and ticks may come from different threads.
final class BuildReporter: Sendable {
    private let terminal: Terminal

    init(terminal: Terminal = .errors) { self.terminal = terminal }

    func observe(_ event: BuildEvent) {
        switch event {
        case .planned(let toRun, let upToDate, let seconds):
            let time = seconds.flatMap { $0 >= 1 ? ", about \(HumanUnits.duration($0))" : nil } ?? ""
            if toRun > 0 { terminal.print("\(toRun) of \(toRun + upToDate) targets may have to run\(time).") }
        case .started: break
        case .finished(let node, let reason, let duration):
            let time = HumanUnits.duration(duration).leftPadded(to: 12)
            let why = terminal.styled(reason.description.fitted(to: max(10, terminal.longestLine - node.name.count - 22)), .dim)
            terminal.print("\(terminal.styled("✓", .green)) \(time)  \(node.name)  \(why)")
        case .failed(let node, let report, let stack):
            terminal.print(ErrorRenderer.text(report, target: node.name, stack: stack, on: terminal))
        case .skipped(let node, let reason):
            terminal.print(terminal.styled("– \("skipped".leftPadded(to: 12))  \(node.name)  \(reason)", .dim))
        case .notice(let notice): terminal.print(Self.text(notice, on: terminal))
        case .progress(let progress): show(progress)
        }
    }

    /// Removes the live line.
    func finish() { terminal.show(status: "") }

    private func show(_ progress: BuildEvent.Progress) {
        guard terminal.isLive, progress.total > 0 else { return }
        let bar = ProgressBar(
            done: progress.done, total: progress.total, remaining: progress.remaining, now: progress.running.joined(separator: ", "))
        terminal.show(status: bar.line(on: terminal))
    }

    static func text(_ notice: StoreNotice, on terminal: Terminal) -> String {
        let text =
            switch notice {
            case .damagedJournal(let damage):
                "\(damage.text) The rest is used, and nothing was changed: `paper build` and `paper doctor --mend` set the damaged part aside."
            case .mendedJournal(let damage, let saved):
                "\(damage.text) \(damage.isTornEnd ? "They were" : "It was") set aside as \(saved); what is missing is made again when it is needed."
            case .damagedObject(let target, let saved):
                "The stored value of \(target) was damaged. \(saved.map { "It was set aside as \($0)" } ?? "It is not used"), and is made again when it is needed."
            case .suspect(let target):
                "\(target) was running when the build trapped or was killed. It runs again, in a process of its own."
            case .damagedCheckpoint(let target, let saved):
                "The checkpoint of \(target) was damaged. \(saved.map { "It was set aside as \($0)" } ?? "It is not used"); the target started from the beginning."
            }
        return "\(terminal.styled("!", .yellow)) \(text)"
    }
}

/// The one place where errors become text on a terminal.
enum ErrorRenderer {
    /// What failed, why, and what to do next; the output of programs is indented below.
    static func text(_ report: ErrorReport, target: String? = nil, stack: [String] = [], on terminal: Terminal) -> String {
        var lines = ["\(terminal.styled("✗", .red, .bold)) \(target.map { "\(terminal.styled($0, .bold)): " } ?? "")\(report.what)"]
        if let why = report.why { lines.append("  \(why)") }
        if !stack.isEmpty { lines.append(terminal.styled("  needed by \(stack.joined(separator: " ← "))", .dim)) }
        lines += Self.lines(ofOutput: report.output ?? "")
        if let next = report.next { lines.append("  \(terminal.styled("→", .cyan)) \(next)") }
        return lines.joined(separator: "\n")
    }

    /// What a program printed, indented and not too long.
    static func lines(ofOutput output: String) -> [String] {
        let output = output.trimmingCharacters(in: .whitespacesAndNewlines)
        if output.isEmpty { return [] }
        // The cause is told first and the end last; what lies between is for debuggers.
        let all = output.split(separator: "\n", omittingEmptySubsequences: false).map { "  │ \($0)" }
        return all.count <= 40 ? all : all.prefix(24) + ["  ┆ \(all.count - 36) more lines"] + all.suffix(12)
    }
}
