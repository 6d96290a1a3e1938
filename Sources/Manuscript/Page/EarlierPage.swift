// A page that could not be made again stays where it is, for it is better than none; but it says that it is an earlier one. So does
// the report in Markdown.

package enum EarlierPage {
    private static let start = "<aside id=\"earlier-page\"", end = "</aside>"
    private static let words = "is of an earlier build: the last one could not make it again."
    private static let quote = "> **This report \(words)**"

    /// The page, or the report, with a note at its top.
    ///
    /// - Parameter failed: the names of what failed.
    /// - Parameter states: of figures that the page does not show as they are now, by their names.
    package static func marked(_ text: String, _ dialect: Dialect, failed: [String], states: [String: FigureState] = [:]) -> String {
        let names = failed.isEmpty ? "" : " Failed: \(failed.joined(separator: ", "))."
        switch dialect {
        case .report: return "\(quote)\(names)\n\n" + unmarkedReport(text)
        case .page:
            let page = states.reduce(unmarkedPage(text)) { $1.value.put(on: $0, figure: $1.key) }
            guard let body = page.firstRange(of: "<body>") else { return page }
            let note = start
                + " role=\"alert\" style=\"grid-column:1/-1;grid-row:1;background:#a3291b;color:#fff;padding:0.6rem 1rem;font:0.9rem/1.4 sans-serif\">"
                + "This page \(words)\(HTMLText.escaped(names))\(end)"
            return page[..<body.upperBound] + note + page[body.upperBound...]
        }
    }

    /// Whether a page has the note.
    package static func isMarked(_ page: String) -> Bool { page.firstRange(of: start) != nil }

    private static func unmarkedPage(_ page: String) -> String {
        guard let from = page.firstRange(of: start), let to = page[from.upperBound...].firstRange(of: end) else { return page }
        return String(page[..<from.lowerBound] + page[to.upperBound...])
    }

    private static func unmarkedReport(_ report: String) -> String {
        guard report.hasPrefix(quote), let note = report.firstRange(of: "\n\n") else { return report }
        return String(report[note.upperBound...])
    }
}
