// Claims for GitHub's continuous integration: an annotation at the line of each claim that makes the check fail or that drifts, and a
// summary in Markdown, worst first.

/// Renders a check for a workflow of GitHub.
public enum ClaimsGitHub {
    /// Commands that the runner takes from standard output, a line each.
    ///
    /// - Parameter places: where the claims are declared, as far as that is known.
    public static func annotations(_ check: ClaimsCheck, places: [String: Position]) -> String {
        check.entries.compactMap { entry -> String? in
            guard check.fails(entry) || entry.drift != nil else { return nil }
            let place = places[entry.id].map { "file=\(escaped($0.file)),line=\($0.line)," } ?? ""
            return "::\(check.fails(entry) ? "error" : "warning") \(place)title=\(escaped("Claim \(entry.id)"))::"
                + escaped(ClaimsCheck.describe(entry) + (entry.finding.map { ". \($0.statement)" } ?? ""), isProperty: false)
        }.joined(separator: "\n")
    }

    private static func escaped(_ text: String, isProperty: Bool = true) -> String {
        let text = text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
        return isProperty ? text.replacing(":", with: "%3A").replacing(",", with: "%2C") : text
    }

    /// A heading, the counts, and a table of all claims that are not as they should be.
    public static func summary(_ check: ClaimsCheck) -> String {
        let shown = check.entries.filter { check.fails($0) || $0.drift != nil || $0.verdict != .holds || $0.status == .better || $0.status == .new }
        let order = shown.enumerated().sorted { (rank($0.1, check), $0.0) < (rank($1.1, check), $1.0) }.map(\.1)
        let rows = order.map { entry in
            let statement = entry.finding?.statement ?? ""
            return "| \(sign(entry, check)) | **\(entry.id)** \(cell(statement)) | \(cell(ClaimsCheck.describe(entry))) |"
        }
        let table = rows.isEmpty ? "" : "\n\n| | claim | |\n|:-|:--|:--|\n" + rows.joined(separator: "\n")
        return "### Claims: \(check.failing.isEmpty ? "as they should be" : "\(check.failing.count) not as they should be")\n\n\(check.summary)\(table)\n"
    }

    private static func rank(_ entry: ClaimsCheck.Entry, _ check: ClaimsCheck) -> Int {
        check.fails(entry) ? 0 : entry.drift != nil ? 1 : entry.status == .better || entry.status == .new ? 2 : 3
    }

    private static func sign(_ entry: ClaimsCheck.Entry, _ check: ClaimsCheck) -> String {
        check.fails(entry) ? "❌" : entry.drift != nil ? "⚠️" : entry.verdict == .holds ? "✅" : "•"
    }

    private static func cell(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
