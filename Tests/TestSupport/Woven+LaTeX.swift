// The same chapters as a LaTeX document.
import BuildGraph
import Manuscript

extension Woven {
    package func manuscript(figures: [FigureFiles] = []) throws -> LaTeXManuscript {
        LaTeXManuscript(
            title: "A title", date: "2026-11-28",
            chapters: try chapters.map {
                let scanned = ChapterScanner.scan($0.text, path: $0.path)
                return (scanned, try ChapterTree.read(scanned, by: pandoc))
            },
            bibliography: Array(bibliography.utf8), pictures: pictures, figures: figures, values: values,
            leftOut: leftOut, verdicts: findings.isEmpty ? nil : VerdictTable(findings: findings))
    }

    /// The document's source.
    package func latex(_ effects: Effects = Effects.live(root: "/")) throws -> String { try manuscript().source(effects) }
}
