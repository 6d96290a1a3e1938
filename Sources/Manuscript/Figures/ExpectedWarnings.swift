// What a script says of its own warnings. Any warning fails a figure, for what gnuplot warns of it leaves out; a script whose
// curve may rightly be empty says so, with the reason, in a comment:
//
//     # expect "no valid points": at profile smoke no depth is beyond the edge of isometry

/// The warnings that the scripts of a figure expect.
package struct ExpectedWarnings {
    private var texts: [String] = []

    /// Throws `PaperError` for an expectation without its reason.
    package init(_ sources: [(path: String, text: String)]) throws {
        var issues: [PaperIssue] = []
        for (path, text) in sources {
            for comment in ScriptTokens(text).comments where comment.text.hasPrefix("expect \"") {
                let parts = comment.text.split(separator: "\"", omittingEmptySubsequences: false)
                let reason = parts.count > 2 ? parts[2...].joined(separator: "\"").drop { $0 == ":" || $0 == " " } : ""
                if parts.count > 2, !parts[1].isEmpty, !reason.isEmpty {
                    texts.append(String(parts[1]))
                } else {
                    issues.append(
                        .error(
                            "A warning is expected without a reason.", at: Position(file: path, line: comment.line, column: 1),
                            next: "Write it so: # expect \"words of the warning\": why it is right here"))
                }
            }
        }
        guard issues.isEmpty else { throw PaperError(issues) }
    }

    /// Those that nobody expects.
    package func unexpected(_ warnings: [String]) -> [String] {
        warnings.filter { warning in !texts.contains { warning.contains($0) } }
    }
}
