// What the preview says on the terminal: a line per build, and what is wrong when that is new.
import Manuscript

package enum PreviewNews: Equatable {
    case compiling(changed: [String])
    case compiled([PreviewProblem], seconds: Double, changed: [String])
    case built(BuildWatch, seconds: Double, changed: [String])
}

/// Turns news into lines. A problem that was there before is not told again.
package struct PreviewLog {
    private var known: [PreviewProblem] = []

    package init() {}

    package mutating func lines(_ news: PreviewNews, on terminal: Terminal) -> [String] {
        switch news {
        case .compiling(let changed): return ["\(terminal.styled("…", .dim)) compiling: \(Self.names(changed))"]
        case .compiled(let problems, let seconds, let changed):
            if !problems.isEmpty { return problems.flatMap { Self.lines($0, on: terminal) } }
            return changed.isEmpty ? [] : ["\(terminal.styled("✓", .green)) \(HumanUnits.duration(seconds).leftPadded(to: 10))  compiled: \(Self.names(changed))"]
        case .built(let build, let seconds, let changed):
            let new = build.problems.filter { problem in !known.contains(problem) || problem.severity == .error }
            known = build.problems
            let sign = build.hasFailed ? terminal.styled("✗", .red) : terminal.styled("✓", .green)
            let what = build.hasFailed ? "failed" : build.ran.isEmpty ? "nothing to do" : "\(build.ran.count) ran"
            let cause = changed.isEmpty ? "" : ": \(Self.names(changed))"
            return new.flatMap { Self.lines($0, on: terminal) } + ["\(sign) \(HumanUnits.duration(seconds).leftPadded(to: 10))  \(what)\(cause)"]
        }
    }

    private static func lines(_ problem: PreviewProblem, on terminal: Terminal) -> [String] {
        let sign = problem.severity == .error ? terminal.styled("✗", .red, .bold) : terminal.styled("!", .yellow)
        let place = problem.place.map { problem.what.contains($0) ? "" : "\($0): " } ?? ""
        var lines = ["\(sign) \(problem.target.map { "\($0): " } ?? "")\(place)\(problem.what)"]
        if let why = problem.why { lines.append("  \(why)") }
        lines += ErrorRenderer.lines(ofOutput: problem.output ?? "")
        if let next = problem.next { lines.append("  \(terminal.styled("→", .cyan)) \(next)") }
        return lines
    }

    /// "paper/a.md, figures/b.gp and 998 more"
    static func names(_ changed: [String]) -> String {
        changed.prefix(3).joined(separator: ", ") + (changed.count > 3 ? " and \(changed.count - 3) more" : "")
    }
}
