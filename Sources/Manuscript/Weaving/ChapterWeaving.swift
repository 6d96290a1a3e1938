// A chapter becomes a part of a document: woven, written by pandoc, and looked through for what was lost.
import BuildGraph

/// What a chapter's text is made from, as values.
package struct ChapterWeaving {
    package var dialect: Dialect
    package var scanned: Chapter
    package var read: ChapterTree.Value
    /// Its place among the chapters.
    package var number: Int
    package var numbers: TextNumbers
    package var values: [String: Datum] = [:]
    package var leftOut: [LeftOut] = []
    package var verdicts: VerdictTable?
    package var listings: [String: CodeListing.Value] = [:]
    /// Those that are in the page.
    package var pictures: [Picture] = []
    package var bibliography: [UInt8] = []
    /// Those of all chapters: see `SetCitations`.
    package var citations: [String: String] = [:]

    package init(
        dialect: Dialect, scanned: Chapter, read: ChapterTree.Value, number: Int, numbers: TextNumbers, values: [String: Datum],
        leftOut: [LeftOut] = [], verdicts: VerdictTable?, listings: [String: CodeListing.Value], pictures: [Picture], bibliography: [UInt8],
        citations: [String: String]
    ) {
        (self.dialect, self.scanned, self.read, self.number, self.numbers) = (dialect, scanned, read, number, numbers)
        (self.values, self.leftOut, self.verdicts, self.listings) = (values, leftOut, verdicts, listings)
        (self.pictures, self.bibliography, self.citations) = (pictures, bibliography, citations)
    }

    /// The chapter's text. Throws `PaperError` with everything that cannot be set.
    package func text(by pandoc: Pandoc) throws -> WovenChapter.Value {
        let tree = try DocumentTree(Array(read.tree.utf8))
        var weaver = Weaver(
            dialect: dialect, numbers: numbers, values: values, leftOut: leftOut, verdicts: verdicts,
            phrases: try Phrases(Weaver.phrases(in: [scanned], values, verdicts), by: pandoc), listings: listings)
        let blocks = weaver.weave(scanned, tree, number)
        if !weaver.problems.isEmpty { throw PaperError(weaver.problems) }
        let set = read.citations.isEmpty ? blocks : try SetCitations.putting(citations, into: blocks)
        let part = DocumentPart(
            dialect: dialect, notesBefore: numbers.chapters[number].notesBefore, citations: set == nil ? numbers.citations : [])
        let (text, notes, warnings) = try part.written(set ?? blocks, version: tree.version, bibliography: bibliography, by: pandoc)
        try warnings.refuse(citations: read.citations, formulas: read.formulas)
        if let loss = WordAudit([tree], dialect: dialect).firstLoss(in: text + "\n" + notes) { throw self.loss(of: loss.words) }
        return WovenChapter.Value(text: embeddingPictures(text), notes: embeddingPictures(notes), tables: weaver.tables)
    }

    /// The page is one file: pictures are in it.
    private func embeddingPictures(_ html: String) -> String {
        pictures.reduce(html) { html, picture in
            html.replacing("src=\"\(HTMLText.escaped(Picture.publishedName(picture.path)))\"", with: "src=\"\(picture.dataAddress)\"")
        }
    }

    private func loss(of words: String) -> PaperError {
        var cursor = SourceCursor(scanned)
        let first = words.split { !$0.isLetter && !$0.isNumber }.first.map(String.init) ?? words
        return PaperError([
            .error(
                "This text would not be \(dialect == .page ? "on the page" : "in the Markdown"): \(words.prefix(60)) …", at: cursor.find(first),
                next: "Write it in another way: docs/markdown.md lists what is read.")
        ])
    }
}
