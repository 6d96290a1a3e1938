// A chapter's text as a target: it depends on what the chapter itself quotes and shows, and on the numbers that it goes on from. An
// edited sentence weaves its chapter, and no other.
import BuildGraph

/// Weaves a chapter and converts it to HTML, or to plain Markdown.
package struct WovenChapter: Target {
    let dialect: Dialect
    let chapter: SourceFile
    let number: Int
    let tree: Input<ChapterTree.Value>
    let numbers: Input<TextNumbers>
    let citations: Input<[String: String]>
    let bibliography: SourceFile
    /// Those that it shows, on the page.
    let pictures: [SourceFile]
    let quoted: [WovenText.QuotedInput]
    let leftOut: [LeftOut]
    let verdicts: Input<VerdictTable>?
    let listings: [WovenText.ListingInput]

    package struct Value: Codable, Sendable, Equatable {
        package var text: String
        /// Items of the list of notes on the page, definitions in the report.
        package var notes: String
        package var tables: [WovenTable]

        package init(text: String, notes: String = "", tables: [WovenTable] = []) {
            (self.text, self.notes, self.tables) = (text, notes, tables)
        }
    }

    package static var kind: TargetKind { .document }
    package var words: [String] { [chapter.path, dialect.words] }

    package func make(_ inputs: Inputs) throws -> Value {
        try ChapterWeaving(
            dialect: dialect, scanned: ChapterScanner.scan(try inputs[chapter], path: chapter.path), read: try inputs[tree], number: number,
            numbers: try inputs[numbers],
            values: Dictionary(try quoted.map { ($0.name, try inputs[$0.input]) }, uniquingKeysWith: { first, _ in first }),
            leftOut: leftOut, verdicts: try verdicts.map { try inputs[$0] },
            listings: Dictionary(try listings.map { ($0.name, try inputs[$0.input]) }, uniquingKeysWith: { first, _ in first }),
            pictures: try pictures.map { Picture(path: $0.path, bytes: try inputs[$0]) },
            bibliography: try inputs[bibliography, atMost: FileLimit.text], citations: try inputs[citations]
        ).text(by: Pandoc(inputs))
    }
}

/// The list of references, of everything that the text cites.
package struct WovenReferences: Target {
    let dialect: Dialect
    let numbers: Input<TextNumbers>
    let bibliography: SourceFile

    package static var kind: TargetKind { .document }
    package var words: [String] { ["references", dialect.words] }

    package func make(_ inputs: Inputs) throws -> String {
        try Self.text(
            try inputs[numbers], dialect: dialect, bibliography: try inputs[bibliography, atMost: FileLimit.text], by: Pandoc(inputs))
    }

    /// The heading and the list; empty where nothing is cited.
    package static func text(_ numbers: TextNumbers, dialect: Dialect, bibliography: [UInt8], by pandoc: Pandoc) throws -> String {
        if numbers.citations.isEmpty { return "" }
        let blocks: [JSONNode] = [
            .paragraph([DocumentPart.cite(numbers.citations)]),
            .elements("Header", [.number("1"), JSONNode.attributes(id: "references", classes: ["unnumbered"]), .array(JSONNode.words("References"))]),
            .elements("Div", [JSONNode.attributes(id: "refs"), .array([])]),
        ]
        let (text, warnings) = try pandoc.write(DocumentTree(version: try JSONReader.read(Array(numbers.formatVersion.utf8)), blocks: blocks), dialect: dialect, bibliography: bibliography)
        try warnings.refuse()
        let source = HTMLBytes(text), heading = dialect == .page ? "<h2 " : "## References"
        return source.text((source.find(heading, from: 0) ?? 0)..<source.count).trimmingNewlines
    }
}
