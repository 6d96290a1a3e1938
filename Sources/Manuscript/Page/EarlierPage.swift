// A page that could not be made again stays where it is, for it is better than none; but it says that it is an earlier one.

package enum EarlierPage {
    private static let start = "<aside id=\"earlier-page\"", end = "</aside>"

    /// The page with a note at its top.
    ///
    /// - Parameter failed: the names of what failed.
    package static func marked(_ page: String, failed: [String]) -> String {
        let page = unmarked(page)
        guard let body = page.firstRange(of: "<body>") else { return page }
        let names = failed.isEmpty ? "" : " Failed: \(HTMLText.escaped(failed.joined(separator: ", ")))."
        let note = start
            + " role=\"alert\" style=\"grid-column:1/-1;background:#a3291b;color:#fff;padding:0.6rem 1rem;font:0.9rem/1.4 sans-serif\">"
            + "This page is of an earlier build: the last one could not make it again.\(names)\(end)"
        return page[..<body.upperBound] + note + page[body.upperBound...]
    }

    /// Whether a page has the note.
    package static func isMarked(_ page: String) -> Bool { page.firstRange(of: start) != nil }

    private static func unmarked(_ page: String) -> String {
        guard let from = page.firstRange(of: start), let to = page[from.upperBound...].firstRange(of: end) else { return page }
        return String(page[..<from.lowerBound] + page[to.upperBound...])
    }
}
