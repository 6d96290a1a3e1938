// All chapters become one text: what is wrong with any of them is told at once; the rest is woven, written by pandoc, and looked
// through for what was lost.
import BuildGraph

/// What the text is made from, as values.
package struct TextWeaving {
    package var dialect: Dialect
    package var hasAbstract = false
    /// The abstract, if there is one, is the first.
    package var chapters: [(scanned: Chapter, read: ChapterTree.Value)]
    package var bibliography: [UInt8] = []
    package var bibliographyPath = "paper/references.bib"
    package var pictures: [Picture] = []
    package var names: Outline.Names
    package var values: [String: Datum] = [:]
    package var verdicts: VerdictTable?
    package var listings: [String: CodeListing.Value]

    package init(
        dialect: Dialect, hasAbstract: Bool, chapters: [(scanned: Chapter, read: ChapterTree.Value)], bibliography: [UInt8],
        bibliographyPath: String, pictures: [Picture], names: Outline.Names, values: [String: Datum], verdicts: VerdictTable?,
        listings: [String: CodeListing.Value] = [:]
    ) {
        self.dialect = dialect
        self.hasAbstract = hasAbstract
        self.chapters = chapters
        self.bibliography = bibliography
        self.bibliographyPath = bibliographyPath
        self.pictures = pictures
        self.names = names
        self.values = values
        self.verdicts = verdicts
        self.listings = listings
    }

    /// The text. Throws `PaperError` with everything that cannot be set.
    package func text(by pandoc: Pandoc) throws -> WovenText.Value {
        let scanned = chapters.map(\.scanned), trees = try chapters.map { try DocumentTree(Array($0.read.tree.utf8)) }
        let outline = Outline(scanned), numbering = Numbering(Array(zip(scanned, trees)))
        let errors = errors(outline, numbering)
        if !errors.isEmpty { throw PaperError(PaperIssue.sorted(errors, by: scanned.map(\.path))) }

        var weaver = Weaver(
            dialect: dialect, outline: outline, numbering: numbering, values: values, verdicts: verdicts,
            phrases: try Phrases(Weaver.phrases(in: scanned, values, verdicts), by: pandoc), listings: listings)
        // One document, so that numbers run on and citations share one list; the abstract is cut off again afterwards.
        var blocks: [JSONNode] = []
        for (number, (chapter, tree)) in zip(scanned, trees).enumerated() {
            if hasAbstract && number == 1 { blocks.append(.paragraph(JSONNode.words(Self.separator))) }
            blocks += weaver.weave(chapter, tree)
        }
        if !weaver.problems.isEmpty { throw PaperError(weaver.problems) }
        if chapters.contains(where: { !$0.read.citations.isEmpty }) { blocks += Self.references }
        let document = DocumentTree(version: trees.first?.version ?? .null, blocks: blocks)
        let (converted, warnings) = try pandoc.write(document, dialect: dialect, bibliography: bibliography)
        let refused = warnings.map { $0.issue(citations: chapters.flatMap(\.read.citations), formulas: chapters.flatMap(\.read.formulas)) }
        if !refused.isEmpty { throw PaperError(refused) }
        if let loss = WordAudit(trees, dialect: dialect).firstLoss(in: converted) { throw Self.loss(loss.words, scanned[loss.chapter], dialect) }

        let parts = Self.split(converted, hasAbstract: hasAbstract)
        return WovenText.Value(
            abstract: dialect == .report ? parts.abstract : embeddingPictures(parts.abstract),
            body: dialect == .report ? Self.withoutDivs(parts.body) : embeddingPictures(parts.body), figures: outline.figures, tables: weaver.tables, pictures: dialect == .report ? pictures : [])
    }

    /// What is wrong with the chapters and the bibliography.
    private func errors(_ outline: Outline, _ numbering: Numbering) -> [PaperIssue] {
        let references = Bibliography(bibliography, path: bibliographyPath)
        let anchors = outline.figures.map { "fig-\($0)" } + outline.tables.map { "table-\(WovenTable.fileName($0))" }
            + outline.listings.map { Weaver.listingAnchor($0.name) }
            + numbering.equations.map { "eq-\($0)" } + names.claims.map { "claim-\($0)" } + ["claims", "references"]
        return outline.errors(in: chapters.map(\.scanned), naming: names) + chapters.flatMap(\.read.issues)
            + numbering.errors(chapters, other: anchors) + references.issues + references.unknown(chapters.flatMap(\.read.citations))
    }

    /// The page is one file: pictures are in it.
    private func embeddingPictures(_ html: String) -> String {
        pictures.reduce(html) { html, picture in
            html.replacing("src=\"\(HTMLText.escaped(Picture.publishedName(picture.path)))\"", with: "src=\"\(picture.dataAddress)\"")
        }
    }

    private static func loss(_ words: String, _ chapter: Chapter, _ dialect: Dialect) -> PaperError {
        var cursor = SourceCursor(chapter)
        let first = words.split { !$0.isLetter && !$0.isNumber }.first.map(String.init) ?? words
        return PaperError([
            .error(
                "This text would not be \(dialect == .page ? "on the page" : "in the Markdown"): \(words.prefix(60)) …", at: cursor.find(first),
                next: "Write it in another way: docs/markdown.md lists what is read.")
        ])
    }

    private static let separator = "END-OF-ABSTRACT"

    private static func split(_ text: String, hasAbstract: Bool) -> (abstract: String, body: String) {
        for mark in ["<p>\(separator)</p>", separator] {
            if hasAbstract, let range = text.firstRange(of: mark) {
                return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
            }
        }
        return ("", text)
    }

    /// The heading of the list of references, and the place where pandoc puts it.
    private static let references: [JSONNode] = [
        .elements("Header", [.number("1"), JSONNode.attributes(id: "references", classes: ["unnumbered"]), .array(JSONNode.words("References"))]),
        .elements("Div", [JSONNode.attributes(id: "refs"), .array([])]),
    ]

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
