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
    package var findings: [Finding] = []
    package var pandoc = Pandoc(Effects.live(root: "/"))

    package init(_ text: String) { chapters = [("a.md", text)] }
    package init(_ texts: [String]) { chapters = texts.enumerated().map { ("\(["a", "b", "c"][$0]).md", $1) } }

    package func text(_ dialect: Dialect) throws -> WovenText.Value {
        try TextWeaving(
            dialect: dialect, hasAbstract: false,
            chapters: try chapters.map {
                let scanned = ChapterScanner.scan($0.text, path: $0.path)
                return (scanned, try ChapterTree.read(scanned, by: pandoc))
            },
            bibliography: Array(bibliography.utf8), bibliographyPath: "references.bib", pictures: pictures,
            names: .init(figures: figures, claims: findings.map(\.id), quantities: values.keys.sorted()), values: values,
            verdicts: findings.isEmpty ? nil : VerdictTable(findings: findings)
        ).text(by: pandoc)
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
