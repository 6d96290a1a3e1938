// The text of the paper with everything in it but the figures. It depends on the chapters, the bibliography, the
// values they quote and, where claims are mentioned, the verdicts; never on what a figure looks like. So an edited
// gnuplot script redraws its figure and joins the page anew, and pandoc does not run.
//
// Which values are quoted is read from the chapters when the graph is made, so an unquoted quantity may change
// without the text being woven again. Quoting one more value means editing a chapter anyway.
import BuildGraph

/// Weaves the chapters and converts them to HTML, or to plain Markdown.
package struct WovenText: Target {
    package let dialect: Dialect
    package let abstract: SourceFile?
    package let chapters: [SourceFile]
    package let bibliography: SourceFile
    /// What the text may name; in the key because an unknown name is an error.
    package let figureNames: [String]
    package let claimIDs: [String]
    package let quantityNames: [String]
    package let quoted: [QuotedInput]
    package let verdicts: Input<VerdictTable>?

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

        package init(abstract: String, body: String, figures: [String], tables: [WovenTable] = []) {
            self.abstract = abstract
            self.body = body
            self.figures = figures
            self.tables = tables
        }
    }

    package static var kind: TargetKind { .document }
    package var label: String? { dialect == .page ? "text-html" : "text-markdown" }

    package func make(_ inputs: Inputs) throws -> Value {
        let sources = (abstract.map { [$0] } ?? []) + chapters
        let texts = try sources.map { (path: $0.path, text: String(decoding: try inputs[$0], as: UTF8.self)) }
        let scanned = texts.map { ChapterScanner.scan($0.text, path: $0.path) }
        let outline = Outline(scanned)
        let errors = outline.errors(
            in: scanned, naming: .init(figures: figureNames, claims: claimIDs, quantities: quantityNames))
        if !errors.isEmpty { throw PaperError(errors) }

        let values = Dictionary(try quoted.map { ($0.name, try inputs[$0.input]) }, uniquingKeysWith: { first, _ in first })
        let table = try verdicts.map { try inputs[$0] }
        // One text, so that numbers run on and citations share one list; the abstract is cut off again afterwards.
        var pieces = scanned
        if abstract != nil { pieces.insert(Self.separator, at: 1) }
        let (text, tables) = try Weaver.weave(pieces, dialect: dialect, outline: outline, values: values, verdicts: table)
        var woven = text
        if texts.contains(where: { Self.cites($0.text) }) {
            woven += "\n\n# References {.unnumbered #references}\n\n::: {#refs}\n:::\n"
        }
        let bibliographyBytes = try inputs[bibliography]
        let converted = try inputs.withScratchFolder { folder in
            try Pandoc(inputs: inputs)
                .convert(woven, dialect: dialect, bibliography: bibliographyBytes, chapters: texts, in: folder)
        }
        let parts = Self.split(converted, hasAbstract: abstract != nil)
        return Value(
            abstract: parts.abstract, body: dialect == .report ? Self.withoutDivs(parts.body) : parts.body,
            figures: outline.figures, tables: tables)
    }

    private static let mark = "END-OF-ABSTRACT"
    private static var separator: Chapter { Chapter(path: "", pieces: [.text("\n\(mark)\n")], problems: []) }

    private static func split(_ text: String, hasAbstract: Bool) -> (abstract: String, body: String) {
        for mark in ["<p>\(mark)</p>", mark] {
            if hasAbstract, let range = text.firstRange(of: mark) {
                return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
            }
        }
        return ("", text)
    }

    /// Whether a text has what looks like a citation: then the list of references gets its heading.
    private static func cites(_ text: String) -> Bool {
        var previous: Character = " "
        for (character, next) in zip(text, text.dropFirst()) {
            if character == "@" && next.isLetter && !previous.isLetter && !previous.isNumber { return true }
            previous = character
        }
        return false
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
