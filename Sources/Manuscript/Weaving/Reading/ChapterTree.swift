// A chapter as pandoc reads it. Each chapter is a target of its own: after an edit one of them is read again. What is wrong with
// the chapter is part of the value, so that the mistakes of all chapters are reported at once, by the text they are woven into.
import BuildGraph

/// Reads one chapter.
package struct ChapterTree: Target {
    package let chapter: SourceFile

    package struct Value: Codable, Sendable, Equatable {
        /// pandoc's JSON, with marks.
        package var tree: String
        package var issues: [PaperIssue]
        /// What has to be looked up elsewhere, and where it stands.
        package var citations: [Chapter.Mention]
        package var links: [Chapter.Mention]
        package var formulas: [Chapter.Mention]
        /// Of sections.
        package var labels: [Chapter.Mention]
    }

    package static var kind: TargetKind { .document }
    /// A chapter that lies beside the folders, as `paper.md`, is not mistaken for an output of that name.
    package var label: String? { chapter.path.contains("/") ? chapter.path : "./" + chapter.path }

    package init(chapter: SourceFile) { self.chapter = chapter }

    package func make(_ inputs: Inputs) throws -> Value {
        let scanned = ChapterScanner.scan(try inputs[chapter], path: chapter.path)
        return try Self.read(scanned, by: Pandoc(inputs))
    }

    package static func read(_ scanned: Chapter, by pandoc: Pandoc) throws -> Value {
        let (tree, warnings) = try pandoc.read(scanned.markdown)
        var inspection = TreeInspection(scanned)
        inspection.inspect(tree)
        // Labels are looked for in all chapters together, later.
        let told = warnings.filter { !$0.message.hasPrefix("Duplicate identifier 'sec:") }
        let issues = told.map { $0.issue(in: scanned.path) } + LostWords.find(in: scanned, tree: tree) + inspection.issues
        return Value(
            tree: tree.json, issues: issues, citations: inspection.citations, links: inspection.links,
            formulas: inspection.formulas, labels: inspection.labels)
    }
}
