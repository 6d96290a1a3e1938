// The two documents that are woven from the same chapters.

/// What the woven text is for.
package enum Dialect: String, Codable, Sendable {
    /// The page: anchors, badges and tables as HTML, figures as places to be filled.
    case page
    /// The report in Markdown: plain enough to be read as it is.
    case report

    /// What tells a target for one of them from its twin for the other.
    var words: String { self == .page ? "for the page" : "for the report" }
}
