// Findings for people.
import BuildGraph
import Manuscript

enum HealthText {
    /// One line per finding, more when it is long; its mend below.
    static func lines(_ findings: [HealthFinding], on terminal: Terminal) -> [String] {
        let width = findings.map(\.what.count).max() ?? 0
        var lines: [String] = []
        for finding in findings {
            let indent = String(repeating: " ", count: width + 4)
            let detail = wrapped(finding.detail, to: max(30, terminal.width - indent.count))
            lines.append("\(mark(finding.state, terminal)) \(finding.what.padded(to: width))  \(detail[0])")
            lines += detail.dropFirst().map { indent + $0 }
            if let mend = finding.mend { lines.append("\(indent)\(terminal.styled("→", .cyan)) \(mend)") }
        }
        let problems = findings.count { $0.state == .problem }, warnings = findings.count { $0.state == .warning }
        let parts = [(problems, "problem"), (warnings, "warning")].filter { $0.0 > 0 }.map { CollectionText.count($0.0, $0.1) }
        return lines + [parts.isEmpty ? "No problems found." : parts.joined(separator: ", ") + "."]
    }

    private static func mark(_ state: HealthFinding.State, _ terminal: Terminal) -> String {
        switch state {
        case .ok: terminal.styled("✓", .green)
        case .warning: terminal.styled("!", .yellow)
        case .problem: terminal.styled("✗", .red, .bold)
        }
    }

    /// Lines of at most `width` columns, broken between words; at least one.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
