// Texts woven for a test by the real pandoc, outside of a build.
import BuildGraph
import Manuscript

/// A few chapters with what they may name.
package struct Woven {
    package var chapters: [(path: String, text: String)]
    package var bibliography = ""
    package var pictures: [Picture] = []
    package var figures: [String] = []
    package var values: [String: Datum] = [:]
    package var leftOut: [LeftOut] = []
    package var findings: [Finding] = []
    /// Whether citations are set once for all chapters, and not by each.
    package var setsCitationsOnce = true
    package var pandoc = Pandoc(Effects.live(root: "/"))

    package init(_ text: String) { chapters = [("a.md", text)] }
    package init(_ texts: [String]) { chapters = texts.enumerated().map { ("\(["a", "b", "c"][$0]).md", $1) } }

    package func text(_ dialect: Dialect) throws -> WovenText.Value {
        let read = try chapters.map {
            let scanned = ChapterScanner.scan($0.text, path: $0.path)
            return (scanned: scanned, read: try ChapterTree.read(scanned, by: pandoc))
        }
        let bytes = Array(bibliography.utf8), verdicts = findings.isEmpty ? nil : VerdictTable(findings: findings)
        let numbers = try TextNumbering.numbers(
            read, bibliography: Bibliography(bytes, path: "references.bib"),
            names: .init(
                figures: figures + leftOut.filter(\.isFigure).map(\.name), claims: findings.map(\.id),
                quantities: values.keys.sorted() + leftOut.filter { !$0.isFigure }.map(\.name)))
        let citations = setsCitationsOnce ? try SetCitations.texts(numbers, dialect: dialect, bibliography: bytes, by: pandoc) : [:]
        let woven = try read.enumerated().map { number, chapter in
            try ChapterWeaving(
                dialect: dialect, scanned: chapter.scanned, read: chapter.read, number: number, numbers: numbers, values: values, leftOut: leftOut, verdicts: verdicts,
                listings: [:], pictures: dialect == .page ? pictures : [], bibliography: bytes, citations: citations
            ).text(by: pandoc)
        }
        let references = try WovenReferences.text(
            numbers, dialect: dialect, bibliography: bytes, by: pandoc)
        return WovenText.Value(joining: woven, references: references, dialect: dialect, hasAbstract: false, figures: numbers.figures, pictures: pictures)
    }

    /// The keys that are cited.
    package func citations() throws -> [String] {
        try chapters.flatMap { try ChapterTree.read(ChapterScanner.scan($0.text, path: $0.path), by: pandoc).citations.map(\.name) }.uniqued().sorted()
    }

    package func page() throws -> String { try text(.page).body }
    package func report() throws -> String { try text(.report).body }

    /// What keeps it from being woven, a line each.
    package func issues() throws -> [String] {
        do { _ = try text(.page) } catch let error as PaperError { return error.issues.map(\.text) }
        return []
    }
}
