// The one place where errors become text on a terminal.
import BuildGraph
import Foundation
import Synchronization

enum ErrorRenderer {
    /// What failed, why, and what to do next; the output of programs is indented below.
    static func text(_ report: ErrorReport, target: String? = nil, stack: [String] = [], on terminal: Terminal) -> String {
        var lines = ["\(terminal.styled("✗", .red, .bold)) \(target.map { "\(terminal.styled($0, .bold)): " } ?? "")\(Program.named(report.what))"]
        if let why = report.why { lines.append("  \(Program.named(why))") }
        if !stack.isEmpty { lines.append(terminal.styled("  needed by \(stack.joined(separator: " ← "))", .dim)) }
        lines += Self.lines(ofOutput: report.output ?? "")
        if let next = report.next { lines.append("  \(terminal.styled("→", .cyan)) \(Program.named(next))") }
        return lines.joined(separator: "\n")
    }

    /// A warning, with what to do below.
    static func warning(_ text: String, on terminal: Terminal) -> String { "\(terminal.styled("!", .yellow)) \(Program.named(text))" }

    /// What a program printed, indented and not too long.
    static func lines(ofOutput output: String) -> [String] {
        let output = output.trimmingCharacters(in: .whitespacesAndNewlines)
        if output.isEmpty { return [] }
        // The cause is told first and the end last; what lies between is for debuggers.
        let all = output.split(separator: "\n", omittingEmptySubsequences: false).map { "  │ \($0)" }
        return all.count <= 40 ? all : all.prefix(24) + ["  ┆ \(all.count - 36) more lines"] + all.suffix(12)
    }
}

/// The errors of one build: one that several targets share is told once, and of the others what it is the same as.
package final class ToldErrors: Sendable {
    private let told = Mutex<[(report: ErrorReport, target: String)]>([])

    package init() {}

    package func text(_ report: ErrorReport, target: String, stack: [String] = [], on terminal: Terminal) -> String {
        let first = told.withLock { told -> String? in
            if let known = told.first(where: { $0.report == report }) { return known.target }
            told.append((report, target))
            return nil
        }
        guard let first else { return ErrorRenderer.text(report, target: target, stack: stack, on: terminal) }
        return "\(terminal.styled("✗", .red, .bold)) \(terminal.styled(target, .bold)): the same error as of \(first)."
    }
}
