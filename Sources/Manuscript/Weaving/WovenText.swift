// The text of the paper with everything in it but the figures: its chapters, joined. It never depends on what a figure looks like. So an
// edited gnuplot script redraws its figure and joins the page anew, and pandoc does not run.
//
// Which values are quoted is read from the chapters when the graph is made, so an unquoted quantity may change
// without the text being woven again. Quoting one more value means editing a chapter anyway.
import BuildGraph

/// Joins the woven chapters.
package struct WovenText: Target {
    package let dialect: Dialect
    package let hasAbstract: Bool
    /// In their order; the abstract, if there is one, is the first.
    let chapters: [Input<WovenChapter.Value>]
    let references: Input<String>
    let numbers: Input<TextNumbers>
    /// What is published beside the report.
    let pictures: [SourceFile]

    /// Code by its name in the text.
    package struct ListingInput: Encodable, Sendable {
        package let name: String
        package let input: Input<CodeListing.Value>
    }

    package struct QuotedInput: Encodable, Sendable {
        package let name: String
        package let input: AnyInput

        package init(name: String, input: AnyInput) {
            self.name = name
            self.input = input
        }
    }

    package struct Value: Codable, Sendable, Equatable {
        package var abstract: String
        package var body: String
        /// Figures in the order they are shown.
        package var figures: [String]
        /// Tables in the order they are shown, with what is published of them.
        package var tables: [WovenTable]
        /// What is published beside the report.
        package var pictures: [Picture]

        package init(abstract: String, body: String, figures: [String], tables: [WovenTable] = [], pictures: [Picture] = []) {
            self.abstract = abstract
            self.body = body
            self.figures = figures
            self.tables = tables
            self.pictures = pictures
        }
    }

    package static var kind: TargetKind { .document }
    package var label: String? { dialect == .page ? "text-html" : "text-markdown" }

    package func make(_ inputs: Inputs) throws -> Value {
        Value(
            joining: try chapters.map { try inputs[$0] }, references: try inputs[references], dialect: dialect, hasAbstract: hasAbstract,
            figures: try inputs[numbers].figures, pictures: try pictures.map { Picture(path: $0.path, bytes: try inputs[$0]) })
    }
}

extension WovenText.Value {
    package init(
        joining chapters: [WovenChapter.Value], references: String, dialect: Dialect, hasAbstract: Bool, figures: [String], pictures: [Picture]
    ) {
        let notes = chapters.map(\.notes).filter { !$0.isEmpty }.joined(separator: dialect == .page ? "\n" : "\n\n")
        let parts = chapters.dropFirst(hasAbstract ? 1 : 0).map(\.text) + [references, Self.listed(notes, dialect)]
        let body = parts.filter { !$0.isEmpty }.joined(separator: dialect == .page ? "\n" : "\n\n") + "\n"
        self.init(
            abstract: hasAbstract ? chapters.first?.text ?? "" : "", body: dialect == .page ? body : Self.withoutDivs(body), figures: figures,
            tables: chapters.flatMap(\.tables), pictures: dialect == .report ? pictures : [])
    }

    private static func listed(_ notes: String, _ dialect: Dialect) -> String {
        notes.isEmpty || dialect == .report ? notes : "<section class=\"footnotes\" role=\"doc-endnotes\">\n<hr />\n<ol>\n\(notes)\n</ol>\n</section>"
    }

    /// Without the divs that pandoc wraps the references of a Markdown report in: they only make it harder to read.
    private static func withoutDivs(_ text: String) -> String {
        var lines: [Substring] = []
        var fenced = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { fenced.toggle() }
            let isDiv = !fenced && (line.hasPrefix("<div ") || line == "</div>")
            if isDiv || (!fenced && line.isEmpty && lines.last?.isEmpty == true) { continue }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}
