// Markdown that is written in Swift and not in a chapter: the statements of claims, the headings and labels of tables. Each is one
// paragraph; all are read by pandoc at once.
import BuildGraph

/// The trees of short texts.
package struct Phrases: Sendable {
    private var inlines: [String: [JSONNode]] = [:]

    /// None: nothing that is set has any.
    package init() {}

    /// Reads them. Throws `PaperError` for one that is not a paragraph.
    init(_ texts: [String], by pandoc: Pandoc) throws {
        let texts = texts.uniqued().filter { !$0.isEmpty }
        if texts.isEmpty { return }
        // A mark at its beginning keeps a phrase from being read as a list or a heading.
        let document = texts.enumerated().map { MarkText.text($0) + " " + $1.split(whereSeparator: \.isNewline).joined(separator: " ") }
        let (tree, warnings) = try pandoc.read(document.joined(separator: "\n\n"))
        for block in tree.blocks {
            let content = block.content.array
            guard block.type == "Para", case .mark(let number)? = MarkText.parts(content.first?.content.string ?? "").first, texts.indices.contains(number)
            else { continue }
            inlines[texts[number]] = Array(content.dropFirst(2))
        }
        let refused = texts.filter { inlines[$0].map(Self.holdsRawText) ?? true }.map {
            PaperIssue.error("This text of a claim or a table cannot be set: \($0)", next: "Write it in Markdown, in one paragraph; TeX stands between dollars only.")
        }
        let issues = refused + warnings.map { $0.issue(in: "A text of a claim or a table") }
        if !issues.isEmpty { throw PaperError(issues) }
    }

    private static func holdsRawText(_ inlines: [JSONNode]) -> Bool {
        var isRaw = false
        DocumentTree(version: .null, blocks: inlines).forEach { isRaw = isRaw || $0.type == "RawInline" }
        return isRaw
    }

    /// The text's inlines, formulas as the dialect has them.
    func inlines(_ text: String, _ dialect: Dialect) -> [JSONNode] {
        let inlines = self.inlines[text] ?? []
        return dialect == .page ? inlines : inlines.map(Self.plainFormulas)
    }

    private static func plainFormulas(_ node: JSONNode) -> JSONNode {
        guard node.type == "Math" else { return node.mappingChildren(plainFormulas) }
        return .markdown("$\(Weaver.withoutBars(node.content[1]?.string ?? ""))$")
    }
}

extension Weaver {
    /// What the values and claims that chapters show have of Markdown.
    package static func phrases(in chapters: [Chapter], _ values: [String: Datum], _ verdicts: VerdictTable?) -> [String] {
        chapters.flatMap(\.marks).flatMap { mark -> [String] in
            switch mark.meaning {
            case .directive(.claims): verdicts?.findings.map(\.statement) ?? []
            case .table(let path): values[path.name].flatMap { try? Table.at(path, in: $0) }.map(TableText.phrases) ?? []
            default: []
            }
        }
    }

    /// A formula for a cell of a Markdown table, where a bar ends the cell.
    static func withoutBars(_ formula: String) -> String {
        formula.replacing("\\|", with: "\\Vert ").replacing("|", with: "\\vert ")
    }
}
