// What is known of a build while it goes on, and when it has ended, from its events.

import Foundation

/// A build, as its events tell it.
package struct BuildWatch: Equatable {
    private var titles: [String: String] = [:]
    package private(set) var done: Int?
    package private(set) var total: Int?
    package private(set) var remaining: Double?
    private var runningNames: [String] = []
    package private(set) var problems: [PreviewProblem] = []
    package private(set) var files: [String]?
    package private(set) var figures: [String]?
    /// What it says while it prepares itself.
    package private(set) var note: String?
    package private(set) var ran: [String] = []
    package private(set) var upToDate = 0
    package private(set) var hasEnded = false

    package init() {}

    package var running: [String] { runningNames.map { titles[$0] ?? $0 } }
    package var hasFailed: Bool { problems.contains { $0.severity == .error } }

    package mutating func take(_ event: PreviewEvent) {
        switch event.event {
        case "files": (files, figures) = (event.files, event.figures)
        case "planned":
            note = nil
            (done, total, remaining) = (0, event.toRun, event.seconds)
        case "started": if let name = event.name { titles[name] = event.title ?? name }
        case "progress":
            note = nil
            (done, total, remaining, runningNames) = (event.done, event.total, event.remaining, event.running ?? [])
        case "waiting": note = event.what.map(Program.named)
        case "ended":
            hasEnded = true
            (ran, upToDate) = (event.ran ?? [], event.upToDate ?? 0)
        default:
            for problem in PreviewProblem.all(in: event) { add(problem) }
        }
    }

    /// A line that it prints for people, shown as long as there is nothing better.
    package mutating func takeLine(_ line: String) {
        let line = line.trimmingCharacters(in: .whitespaces)
        if total == nil && !line.isEmpty { note = line }
    }

    /// The program is gone. One that failed and has not said why is told with what it printed.
    package mutating func end(_ ending: ChildEnding, printed: String) {
        runningNames = []
        switch ending {
        case .exited(0): return
        case .exited(let status) where !hasFailed && !hasEnded:
            add(PreviewProblem(.error, "The build ended with status \(status).", output: PreviewProblem.shortened(printed)))
        case .exited: return
        case .signalled(let signal):
            add(PreviewProblem(.error, "The build was ended by signal \(signal).", next: "The next change, or the same command, starts another.", output: PreviewProblem.shortened(printed)))
        case .notStarted(let why): add(PreviewProblem(.error, "The build could not be started.", why: why))
        }
    }

    /// One that several targets share is told once.
    private mutating func add(_ problem: PreviewProblem) {
        if !problems.contains(where: { $0.severity == problem.severity && $0.what == problem.what && $0.output == problem.output && $0.place == problem.place }) { problems.append(problem) }
    }
}

/// How a program ended.
package enum ChildEnding: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    case notStarted(String)
}
