// An error or a warning as the page shows it: where, what, why, what to do next.
import Foundation

/// A problem of the paper, of a target or of the compiler.
package struct PreviewProblem: Encodable, Equatable, Sendable {
    package enum Severity: String, Encodable, Sendable { case error, warning }

    package var severity: Severity
    /// "paper/02-spectra.md:12:5"
    package var place: String?
    package var what: String
    package var why, next, output: String?
    /// The target that failed, by its words.
    package var target: String?

    package init(_ severity: Severity, _ text: String, why: String? = nil, next: String? = nil, output: String? = nil, target: String? = nil) {
        (place, what) = Self.split(text)
        (self.severity, self.why, self.next, self.target) = (severity, why, next, target)
        // A program's one line is often the message itself.
        let isTold = output.map { what.hasSuffix(Self.split($0.trimmingCharacters(in: .whitespacesAndNewlines)).what) } ?? false
        self.output = isTold ? nil : output
    }

    /// The problems that a build tells in one event: an error of several places is several problems.
    package static func all(in event: PreviewEvent) -> [PreviewProblem] {
        let text = Program.named(event.what ?? ""), why = event.why.map(Program.named), next = event.next.map(Program.named)
        switch event.event {
        case "warning", "notice": return [PreviewProblem(.warning, text, why: why, next: next)]
        case "failed", "error":
            let lines = (event.output ?? "").split(separator: "\n").map(String.init)
            let places = lines.filter { split($0).place != nil }
            if event.event == "error", places.count > 1, places.count == lines.count { return places.map { PreviewProblem(.error, $0) } }
            return [PreviewProblem(.error, text, why: why, next: next, output: shortened(event.output), target: event.title)]
        default: return []
        }
    }

    /// "paper/a.md:3:5: Text." in its parts; also where the place stands later in the text, as in "gnuplot stopped, figures/a.gp:3: Text."
    private static func split(_ text: String) -> (place: String?, what: String) {
        if let match = text.prefixMatch(of: /([^\s:]+:\d+(?::\d+)?): +/) { return (String(match.1), String(text[match.range.upperBound...])) }
        return (text.firstMatch(of: /[^\s:,]+\.[A-Za-z]+:\d+(?::\d+)?(?=[:,.]?\s|:?$)/).map { String($0.0) }, text)
    }

    /// What a program printed, and not too much of it.
    static func shortened(_ output: String?) -> String? {
        guard let output, output.count > 8000 else { return output }
        return output.prefix(5000) + "\n…\n" + output.suffix(2000)
    }
}
