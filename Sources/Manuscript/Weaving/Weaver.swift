// Puts numbers, verdicts, figures and references into the chapters' trees, where their marks stand. Pure: everything it needs is
// in the value.
import BuildGraph

/// Weaves chapters into the blocks of one document.
package struct Weaver: TreeWeaving {
    package let dialect: Dialect
    package let numbers: TextNumbers
    /// Quoted values by the names of their targets.
    package let values: [String: Datum]
    /// What is shown or quoted and not built, by its name.
    package let leftOut: [String: LeftOut]
    package let verdicts: VerdictTable?
    /// Trees of Markdown that comes from Swift: statements of claims, headings of tables.
    package let phrases: Phrases
    /// Code by its names in the text.
    package let listings: [String: CodeListing.Value]

    private(set) var problems: [PaperIssue] = []
    /// The tables that were set.
    private(set) var tables: [WovenTable] = []
    /// The chapter that is being woven.
    var chapter = Chapter(path: "", markdown: "", marks: [], pictures: [], problems: [])
    /// What it goes on from; its headings so far, and the claims that have a row to link to.
    private var own = TextNumbers.ChapterNumbers()
    private var headings = 0
    var isInTable = false

    package init(
        dialect: Dialect, numbers: TextNumbers, values: [String: Datum], leftOut: [LeftOut] = [], verdicts: VerdictTable?, phrases: Phrases,
        listings: [String: CodeListing.Value] = [:]
    ) {
        self.dialect = dialect
        self.numbers = numbers
        self.values = values
        self.leftOut = Dictionary(leftOut.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.verdicts = verdicts
        self.phrases = phrases
        self.listings = listings
    }

    /// The chapter's blocks, with everything put in.
    ///
    /// - Parameter number: its place among the chapters.
    package mutating func weave(_ chapter: Chapter, _ tree: DocumentTree, _ number: Int) -> [JSONNode] {
        self.chapter = chapter
        own = numbers.chapters[number]
        headings = 0
        return woven(tree.blocks)
    }

    mutating func report(_ issue: PaperIssue) { problems.append(issue) }

    // MARK: Elements

    mutating func woven(_ siblings: [JSONNode]) -> [JSONNode] {
        var result: [JSONNode] = []
        var rest = siblings[...]
        while let node = rest.popFirst() {
            if node.isDisplayMath {
                let label = EquationLabel(after: 0, in: [node] + rest, of: chapter)
                if let label {
                    rest = rest.dropFirst(label.gap)
                    rest[rest.startIndex] = Self.withoutFirstMark(rest[rest.startIndex])
                }
                result += equation(node.content[1]?.string ?? "", label?.name)
            } else {
                result += woven(node)
            }
        }
        return result
    }

    private mutating func woven(_ node: JSONNode) -> [JSONNode] {
        let content = node.content
        switch node.type {
        case "Str": return text(content.string ?? "")
        case "Math": return formula(content[1]?.string ?? "")
        case "RawInline", "RawBlock": return []  // Comments: anything else was refused.
        case "Para", "Plain": return paragraph(node.type ?? "", content.array)
        case "Header": return [heading(content)]
        case "Div": return block(content)
        case "Table": return table(content)
        case "Link": return link(content)
        case "Image": return [image(content)]
        default: return [children(node)]
        }
    }

    /// A paragraph, parted where a table of claims or, in the report, a displayed formula stands.
    private mutating func paragraph(_ type: String, _ inlines: [JSONNode]) -> [JSONNode] {
        if inlines.count == 1, inlines[0].type == "Image" { return picture(inlines[0].content) }
        var blocks: [JSONNode] = [], pending: [JSONNode] = []
        var rest = inlines[...]
        while let node = rest.popFirst() {
            if node.type == "Str", case .mark(let number) = MarkText.parts(node.content.string ?? "").first, chapter.marks.indices.contains(number),
                case .directive(.claims(let ids)) = chapter.marks[number].meaning
            {
                blocks += Self.block(type, woven(pending)) + claims(ids, chapter.marks[number].position)
                pending = []
                rest.insert(Self.withoutFirstMark(node), at: rest.startIndex)
            } else if dialect == .report, type == "Para", node.isDisplayMath, pending.last?.isSpace ?? true {
                let gap = EquationLabel(after: 0, in: [node] + rest, of: chapter)?.gap
                var formula = [node]
                if let gap {
                    formula += rest.prefix(gap)
                    rest = rest.dropFirst(gap)
                    if let label = rest.popFirst() {
                        formula.append(.element("Str", .string(MarkText.text(Self.firstMark(label) ?? 0))))
                        rest.insert(Self.withoutFirstMark(label), at: rest.startIndex)
                    }
                }
                // What follows a formula directly, such as a full stop, stays with it.
                while let next = rest.first, !next.isSpace {
                    formula.append(next)
                    rest = rest.dropFirst()
                }
                blocks += Self.block(type, woven(pending)) + Self.block(type, woven(formula))
                pending = []
            } else {
                pending.append(node)
            }
        }
        return blocks + Self.block(type, woven(pending))
    }

    private static func firstMark(_ node: JSONNode) -> Int? {
        if case .mark(let number)? = MarkText.parts(node.content.string ?? "").first { number } else { nil }
    }

    private static func withoutFirstMark(_ node: JSONNode) -> JSONNode {
        let parts = MarkText.parts(node.content.string ?? "").dropFirst()
        return .element("Str", .string(parts.map { part in
            switch part {
            case .text(let text): text
            case .mark(let number): MarkText.text(number)
            }
        }.joined()))
    }

    // MARK: Headings and links

    private mutating func heading(_ content: JSONNode) -> JSONNode {
        let attributes = ElementAttributes(content[1])
        let (number, id) = headings < own.headings.count ? (own.headings[headings], own.identifiers[headings]) : ("", attributes.id)
        headings += 1
        var title = woven(content[2]?.array ?? [])
        if !number.isEmpty {
            title = (dialect == .page ? [.span(JSONNode.words(number), "number"), .space] : JSONNode.words(number) + [.space]) + title
        }
        if dialect == .report, attributes.sectionLabel != nil { title.append(.markdownAnchor(id)) }
        return .elements("Header", [content[0] ?? .number("1"), JSONNode.attributes(id: id, classes: attributes.classes), .array(title)])
    }

    /// The report has anchors where labels are. Its other headings are named by whatever shows it, so that links to them are words.
    private mutating func link(_ content: JSONNode) -> [JSONNode] {
        let text = woven(content[1]?.array ?? []), address = content[2]?[0]?.string ?? ""
        guard address.hasPrefix("#") else {
            return [.elements("Link", [content[0] ?? .null, .array(text), content[2] ?? .null])]
        }
        let id = String(address.dropFirst())
        if dialect == .page { return [.link(text, to: "#" + (own.renamed[id] ?? id))] }
        return hasAnchor(id) ? [.link(text, to: address)] : text
    }

    /// Whether the report has a place of this name.
    func hasAnchor(_ name: String) -> Bool {
        if name == "claims" { return numbers.listsAllClaims }
        if name.hasPrefix("claim-") { return numbers.listedClaims.contains(String(name.dropFirst("claim-".count))) }
        return name == "references" || ["fig-", "table-", "code-", "eq-", "sec:"].contains { name.hasPrefix($0) }
    }

    // MARK: Formulas

    private mutating func equation(_ formula: String, _ label: String?) -> [JSONNode] {
        let number = label.flatMap { numbers.equationNumber($0) }, formula = filled(formula)
        switch dialect {
        case .page:
            let id = label.map { " id=\"eq-\(HTMLText.escaped($0))\"" } ?? ""
            return [
                .html("<span class=\"equation\"\(id)>"), .elements("Math", [.element("DisplayMath"), .string(formula)]),
                .html((number.map { "<span class=\"number\">(\($0))</span>" } ?? "") + "</span>"),
            ]
        case .report:
            // A formula begins a line: only there it is displayed.
            let anchor = label.map { JSONNode.markdownAnchorText("eq-\($0)") + "\n" } ?? ""
            return [.markdown("\(anchor)$$\(formula)\(number.map { " \\qquad (\($0))" } ?? "")$$")]
        }
    }

    private mutating func formula(_ formula: String) -> [JSONNode] {
        let formula = filled(formula)
        switch dialect {
        case .page: return [.elements("Math", [.element("InlineMath"), .string(formula)])]
        case .report: return [.markdown("$\(isInTable ? Self.withoutBars(formula) : formula)$")]
        }
    }

    // MARK: Claims and tables

    private mutating func claims(_ ids: [String], _ position: Position) -> [JSONNode] {
        let isWhole = ids.isEmpty
        let findings = isWhole ? verdicts?.findings ?? [] : ids.compactMap { finding($0, position) }
        let level = isWhole ? verdicts?.levelText ?? "" : ""
        // The rows are anchors unless those of an earlier table are.
        let anchors = Set(findings.map(\.id)).subtracting(own.anchored), isFirst = isWhole && !own.hasWholeTable
        own.anchored.formUnion(anchors)
        own.hasWholeTable = own.hasWholeTable || isWhole
        switch dialect {
        case .page:
            return ClaimsTable.page(
                findings, phrases, anchors: anchors, isWhole: isFirst, level: level, prefixes: verdicts?.families.map(\.prefix) ?? [])
        case .report:
            return (isFirst ? [.paragraph([.markdownAnchor("claims")])] : []) + ClaimsTable.report(findings, phrases, anchors: anchors, level: level)
        }
    }

    mutating func keep(_ table: WovenTable) { tables.append(table) }
}
