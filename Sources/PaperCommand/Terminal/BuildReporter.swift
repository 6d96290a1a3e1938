// Shows a build as it goes on: a live area on a terminal, a few lines elsewhere. Figures, warnings and errors scroll by above.
import BuildGraph
import Foundation
import Manuscript
import Synchronization

/// How much a build tells.
enum Verbosity: String {
    /// Warnings, errors and nothing else.
    case quiet
    case normal
    /// Also a line for each target.
    case verbose
}

/// Turns build events into lines. Threading: events may come from different threads, one at a time.
final class BuildReporter: Sendable {
    private let terminal: Terminal
    private let verbosity: Verbosity
    private let told = ToldErrors()
    private let log = Mutex(BuildLog())

    init(_ verbosity: Verbosity = .normal, terminal: Terminal = .errors) { (self.verbosity, self.terminal) = (verbosity, terminal) }

    func observe(_ event: BuildEvent) {
        switch event {
        case .planned(let toRun, let upToDate, let seconds):
            let time = seconds.flatMap { $0 >= 1 ? ", about \(HumanUnits.duration($0))" : nil } ?? ""
            if toRun > 0 { say("\(toRun) of \(toRun + upToDate) targets may have to run\(time).") }
        case .started: break
        case .finished(let node, let reason, let duration):
            if verbosity == .verbose || node.kind == .figure { say(line(node, reason, duration), at: verbosity) }
        case .failed(let node, let report, let stack):
            terminal.print(told.text(report, target: Self.name(node), stack: stack, on: terminal))
        case .skipped(let node, let reason):
            if verbosity == .verbose { say(terminal.styled("– \("skipped".leftPadded(to: 12))  \(node.title)  \(node.reasonText(reason))", .dim)) }
        case .startedAgain(let node, let report):
            terminal.print(ErrorRenderer.warning("\(Self.name(node)) is started again: \(report.what)", on: terminal))
        case .waiting(let wait): terminal.print(ErrorRenderer.warning(Self.words(wait, now: Date.now.timeIntervalSince1970), on: terminal))
        case .waitingForStore(let holders): terminal.print(ErrorRenderer.warning(Self.words(holders), on: terminal))
        case .notice(let notice): terminal.print(Self.text(notice, on: terminal))
        case .cluster(let notice): terminal.print(ErrorRenderer.warning(Program.named(notice.text), on: terminal))
        case .progress(let progress): show(progress)
        }
    }

    /// Removes the live area.
    func finish() { terminal.show(status: []) }

    private func say(_ text: String, at verbosity: Verbosity = .normal) { if self.verbosity != .quiet { terminal.print(text) } }

    private func line(_ node: Node, _ reason: Reason, _ duration: Double) -> String {
        let time = HumanUnits.duration(duration).leftPadded(to: 12)
        let head = (node.kind == .figure ? "figure " : "") + node.title
        let title = head.fitted(to: max(20, terminal.longestLine == .max ? .max : terminal.longestLine - 18))
        let room = terminal.longestLine == .max ? Int.max : terminal.longestLine - title.columns - 19
        let why = room < 12 ? "" : "  " + terminal.styled(node.reasonText(reason).fitted(to: room), .dim)
        return "\(terminal.styled("✓", .green)) \(time)  \(title)\(why)"
    }

    private func show(_ progress: BuildEvent.Progress) {
        guard verbosity != .quiet, progress.total > 0 else { return }
        if terminal.isLive {
            terminal.show(status: LiveArea(progress: progress).lines(width: terminal.width, height: terminal.height, on: terminal))
        } else if verbosity == .normal {
            log.withLock { $0.lines(progress) }.forEach(terminal.print)
        }
    }

    static func words(_ wait: WorkerWait, now: Double) -> String {
        let holders = wait.holders.map { holder in
            holder.description + (holder.started.map { ", which has run for \(HumanUnits.duration(max(0, now - $0)))" } ?? "")
        }
        return "\(wait.target) waits for another build that makes it: \(holders.isEmpty ? "a process that is not known" : holders.joined(separator: "; "))."
    }

    /// The processes that hold a lock, as far as the system says.
    static func names(_ holders: [LockHolder]) -> String {
        holders.isEmpty ? "another process" : holders.map(\.description).joined(separator: ", ")
    }

    static func words(_ holders: [LockHolder]) -> String {
        "This waits for \(names(holders)), which takes out of the store what is not needed."
    }

    /// The words of a target, and what to type.
    private static func name(_ node: Node) -> String { node.label == nil ? "\(node.title) [\(node.name)]" : node.name }

    static func text(_ notice: StoreNotice, on terminal: Terminal) -> String { ErrorRenderer.warning(words(notice), on: terminal) }

    static func words(_ notice: StoreNotice) -> String {
        switch notice {
        case .damagedJournal(let damage):
            "\(damage.text) The rest is used, and nothing was changed: `paper build` and `paper doctor --mend` set the damaged part aside."
        case .mendedJournal(let damage, let saved):
            "\(damage.text) \(damage.isTornEnd ? "They were" : "It was") set aside as \(saved); what is missing is made again when it is needed."
        case .damagedObject(let target, let saved):
            "The stored value of \(target) was damaged. \(saved.map { "It was set aside as \($0)" } ?? "It is not used"), and is made again when it is needed."
        case .sharedCache(let notice): SharedCacheText.words(notice)
        case .suspect(let target):
            "\(target) was running when the build trapped or was killed. It runs again, in a process of its own."
        case .damagedCheckpoint(let target, let saved):
            "The checkpoint of \(target) was damaged. \(saved.map { "It was set aside as \($0)" } ?? "It is not used"); the target started from the beginning."
        }
    }
}
