// Build events for programs: one JSON object per line, of which the field "event" says what happened.
import BuildGraph
import Foundation

/// A line of `build --json`. Times are seconds; fields that do not belong to an event are left out.
struct BuildEventRecord: Encodable {
    var event: String
    var name, title, type, kind, reason: String?
    var seconds: Double?
    var what, why, next, output: String?
    var neededBy: [String]?
    var toRun, upToDate, done, total: Int?
    var remaining: Double?
    var running: [String]?
    var files, figures: [String]?
    /// Of targets on a cluster.
    var notSubmitted, queued, runningElsewhere, jobs: Int?

    init(_ event: BuildEvent) {
        switch event {
        case .planned(let toRun, let upToDate, let seconds):
            self.init("planned")
            (self.toRun, self.upToDate, self.seconds) = (toRun, upToDate, seconds)
        case .started(let node, let reason): self.init("started", node, reason)
        case .finished(let node, let reason, let duration):
            self.init("finished", node, reason)
            seconds = duration
        case .failed(let node, let report, let stack):
            self.init("failed", node)
            (what, why, next, output, neededBy) = (report.what, report.why, report.next, report.output, stack)
        case .skipped(let node, let reason): self.init("skipped", node, reason)
        case .startedAgain(let node, let report):
            self.init("startedAgain", node)
            (what, why, next, output) = (report.what, report.why, report.next, report.output)
        case .waiting(let wait):
            self.init("waiting")
            what = BuildReporter.words(wait, now: Date.now.timeIntervalSince1970)
        case .waitingForStore(let holders):
            self.init("waiting")
            what = BuildReporter.words(holders)
        case .notice(let notice):
            self.init("notice")
            what = BuildReporter.words(notice)
        case .cluster(let notice):
            self.init("notice")
            what = notice.text
        case .progress(let progress):
            self.init("progress")
            if let away = progress.elsewhere {
                (notSubmitted, queued, runningElsewhere, jobs) = (away.waiting, away.queued, away.running, away.jobs)
            }
            (done, total, remaining, running) = (progress.done, progress.total, progress.remaining, progress.running.map(\.node.name))
        }
    }

    /// The absolute paths of the files that a build's targets declare, whether they are there or not, and, of a build without the page, its figures.
    static func files(_ paths: [String], figures: [String]) -> BuildEventRecord {
        var record = BuildEventRecord("files")
        (record.files, record.figures) = (paths, figures)
        return record
    }

    static func warning(_ text: String) -> BuildEventRecord {
        var record = BuildEventRecord("warning")
        record.what = text
        return record
    }

    /// An error that is of no target: nothing was built.
    static func error(_ report: ErrorReport) -> BuildEventRecord {
        var record = BuildEventRecord("error")
        (record.what, record.why, record.next, record.output) = (report.what, report.why, report.next, report.output)
        return record
    }

    private init(_ event: String, _ node: Node? = nil, _ reason: Reason? = nil) {
        self.event = event
        guard let node else { return }
        (name, title, type, kind) = (node.name, node.title, node.typeName, node.kind.name)
        self.reason = reason.map(node.reasonText)
    }
}

/// The last line: what a build did.
struct BuildRecord: Encodable {
    let event = "ended"
    let ran, failed, skipped: [String]
    let upToDate: Int
    let interrupted: Bool
    let seconds: Double

    init(_ outcome: BuildOutcome) {
        ran = outcome.ran.map(\.node.name)
        failed = outcome.failures.map(\.0.name)
        skipped = outcome.skipped.map(\.node.name)
        upToDate = outcome.upToDateCount
        interrupted = outcome.wasInterrupted
        seconds = outcome.duration
    }
}
