// Puts numbers, verdicts, figures and references into the chapters' trees, for LaTeX: what pandoc has no element for becomes LaTeX at
// once. Values are quoted by `Weaver`, so that a number is the same in all documents; LaTeX itself numbers what is labelled, in the
// order in which the page does.
import BuildGraph
import Foundation

/// Weaves chapters into the blocks of one LaTeX document.
struct LaTeXWeaver: TreeWeaving {
    /// Quotes values and finds claims; what it finds wrong is a problem of the paper.
    var quoting: Weaver
    /// Claims that a table shows, to which mentions of them lead.
    let listedClaims: Set<String>
    /// What an address of a picture is in the document's folder.
    let pictureFiles: [String: String]
    var chapter = Chapter(path: "", markdown: "", marks: [], pictures: [], problems: [])

    var numbers: TextNumbers { quoting.numbers }
    var phrases: Phrases { quoting.phrases }

    /// What the chapter goes on from, and its headings so far.
    private var own = TextNumbers.ChapterNumbers()
    private var headings = 0
    private var anchoredClaims: Set<String> = []
    private var captionNotes: [JSONNode]?

    init(quoting: Weaver, listedClaims: Set<String>, pictureFiles: [String: String]) {
        self.quoting = quoting
        self.listedClaims = listedClaims
        self.pictureFiles = pictureFiles
    }

    /// The chapter's blocks, with everything put in.
    ///
    /// - Parameter number: its place among the chapters.
    mutating func weave(_ chapter: Chapter, _ tree: DocumentTree, _ number: Int) -> [JSONNode] {
        self.chapter = chapter
        own = numbers.chapters[number]
        headings = 0
        return Self.joined(woven(tree.blocks))
    }

    // MARK: Elements

    mutating func woven(_ siblings: [JSONNode]) -> [JSONNode] {
        var result: [JSONNode] = []
        var rest = siblings[...]
        while let node = rest.popFirst() {
            guard node.isDisplayMath else {
                result += woven(node)
                continue
            }
            let label = EquationLabel(after: 0, in: [node] + rest, of: chapter)
            var after = ""
            if let label {
                rest = rest.dropFirst(label.gap)
                after = (rest.popFirst()?.content.string ?? "").replacing(MarkText.text(label.mark), with: "", maxReplacements: 1)
            } else if let next = rest.first, next.type == "Str", let text = next.content.string, text.first.map({ ".,;:".contains($0) }) == true {
                after = text
                rest = rest.dropFirst()
            }
            // Punctuation behind a formula stays with it.
            let closing = after.prefix { ".,;:".contains($0) }, words = String(after.dropFirst(closing.count))
            result.append(equation(node.content[1]?.string ?? "", closing: String(closing), label?.name))
            if !words.isEmpty { result += woven(.element("Str", .string(words))) }
        }
        return result
    }

    private mutating func woven(_ node: JSONNode) -> [JSONNode] {
        let content = node.content
        switch node.type {
        case "Str": return text(content.string ?? "")
        case "Math": return [.elements("Math", [.element("InlineMath"), .string(filled(content[1]?.string ?? ""))])]
        case "Code": return [.latex(LaTeXText.code(content[1]?.string ?? ""))]
        case "CodeBlock": return [.latexBlock(verbatim(content[1]?.string ?? "", options: "fontsize=\\footnotesize"))]
        case "RawInline", "RawBlock": return []  // Comments: anything else was refused.
        case "Para", "Plain": return paragraph(node.type ?? "", content.array)
        case "Header": return [heading(content)]
        case "Div": return block(content)
        case "Table": return table(content)
        case "Link": return [link(content)]
        case "Image": return [image(content)]
        case "Note": return note(node)
        // pandoc's own command is of one package or another, with its version.
        case "Strikeout": return [.latex("\\sout{")] + woven(content.array) + [.latex("}")]
        default: return [children(node)]
        }
    }

    /// A paragraph, parted where a table of claims stands.
    private mutating func paragraph(_ type: String, _ inlines: [JSONNode]) -> [JSONNode] {
        if inlines.count == 1, inlines[0].type == "Image" { return picture(inlines[0].content) }
        var blocks: [JSONNode] = [], pending: [JSONNode] = []
        for node in inlines {
            var parts = MarkText.parts(node.type == "Str" ? node.content.string ?? "" : "")[...]
            guard case .mark(let number)? = parts.popFirst(), chapter.marks.indices.contains(number),
                case .directive(.claims(let ids)) = chapter.marks[number].meaning
            else {
                pending.append(node)
                continue
            }
            blocks += Self.block(type, woven(pending)) + claims(ids, chapter.marks[number].position)
            pending = parts.map { part in
                switch part {
                case .text(let text): .element("Str", .string(text))
                case .mark(let number): .element("Str", .string(MarkText.text(number)))
                }
            }
        }
        return blocks + Self.block(type, woven(pending))
    }

    /// A note in a caption moves behind it: a caption that floats has no foot.
    private mutating func note(_ node: JSONNode) -> [JSONNode] {
        let note = children(node)
        guard captionNotes != nil else { return [note] }
        captionNotes?.append(note)
        return [.latex("\\footnotemark{}")]
    }

    /// A caption as one run of inlines, and what stands behind it: blocks that no caption can hold, and the notes that stood in it.
    mutating func caption(_ blocks: [JSONNode]) -> (inlines: [JSONNode], behind: [JSONNode]) {
        captionNotes = []
        let run = CaptionRun(woven(blocks))
        let notes = captionNotes ?? []
        captionNotes = nil
        let texts = notes.enumerated().map { number, note in
            // All marks were counted before the first text.
            let step = number == 0 ? 1 - notes.count : 1
            let counter = step == 0 ? "" : "\\addtocounter{footnote}{\(step)}"
            return JSONNode.plain([.latex("\(counter)\\footnotetext{")] + note.content.array.flatMap(\.content.array) + [.latex("}")])
        }
        return (run.inlines, texts + run.rest)
    }

    // MARK: Headings and links

    private mutating func heading(_ content: JSONNode) -> JSONNode {
        let attributes = ElementAttributes(content[1])
        let id = headings < own.identifiers.count ? own.identifiers[headings] : attributes.id
        headings += 1
        let name = attributes.sectionLabel.map { "sec:" + LaTeXText.label($0) } ?? id
        return .elements(
            "Header", [content[0] ?? .number("1"), JSONNode.attributes(id: name, classes: attributes.classes), .array(woven(content[2]?.array ?? []))])
    }

    private mutating func link(_ content: JSONNode) -> JSONNode {
        let text = woven(content[1]?.array ?? []), address = content[2]?[0]?.string ?? ""
        guard address.hasPrefix("#") else { return .elements("Link", [content[0] ?? .null, .array(text), content[2] ?? .null]) }
        let id = String(address.dropFirst())
        guard let label = label(ofPlace: id) else { return .link(text, to: "#" + (own.renamed[id] ?? id)) }
        return .elements("Span", [JSONNode.attributes(), .array([.latex("\\hyperref[\(label)]{")] + text + [.latex("}")])])
    }

    /// The label of a place that the page has of its own; nil for one of the text.
    private func label(ofPlace id: String) -> String? {
        if id == "claims" { return numbers.listsAllClaims ? "claims" : nil }
        if id == "references" { return "references" }
        for (start, kind) in [("fig-", "figure"), ("table-", "table"), ("eq-", "eq"), ("code-", "code")] where id.hasPrefix(start) {
            return "\(kind):\(LaTeXText.label(String(id.dropFirst(start.count))))"
        }
        if id.hasPrefix("claim-"), listedClaims.contains(String(id.dropFirst(6))) { return "claim:\(LaTeXText.label(String(id.dropFirst(6))))" }
        return id.hasPrefix("sec:") ? "sec:" + LaTeXText.label(String(id.dropFirst(4))) : nil
    }

    // MARK: Formulas

    private mutating func equation(_ formula: String, closing: String, _ label: String?) -> JSONNode {
        let formula = filled(formula).trimmingCharacters(in: .whitespacesAndNewlines) + closing
        guard let label else { return .latex("\\[\(formula)\\]") }
        return .latex("\\begin{equation}\\label{eq:\(LaTeXText.label(label))}\n\(formula)\n\\end{equation}")
    }

    mutating func quoted(_ path: ValuePath, _ format: ValueFormat?, _ position: Position, in context: NumberContext) -> String? {
        quoting.quoted(path, format, position, in: context)
    }

    // MARK: Claims

    private mutating func claims(_ ids: [String], _ position: Position) -> [JSONNode] {
        let isWhole = ids.isEmpty
        let findings = isWhole ? quoting.verdicts?.findings ?? [] : ids.compactMap { quoting.finding($0, position) }
        let anchors = Set(findings.map(\.id)).subtracting(anchoredClaims)
        anchoredClaims.formUnion(anchors)
        return LaTeXClaims(phrases: phrases, anchors: anchors).blocks(findings, isWhole: isWhole, level: isWhole ? quoting.verdicts?.levelText ?? "" : "")
    }
}

extension JSONNode {
    /// LaTeX within a line, and as a block.
    static func latex(_ source: String) -> JSONNode { elements("RawInline", [.string("latex"), .string(source)]) }
    static func latexBlock(_ source: String) -> JSONNode { elements("RawBlock", [.string("latex"), .string(source)]) }
}
