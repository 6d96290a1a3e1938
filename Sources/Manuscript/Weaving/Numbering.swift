// The numbers of sections and equations, and what can be linked to: read off the chapters' trees.

/// What the trees of all chapters number and name.
package struct Numbering: Sendable {
    /// What each chapter goes on from; what has to do with claims is not known here.
    private(set) var chapters: [TextNumbers.ChapterNumbers] = []
    /// Numbers of labelled sections: "2.1"; "" for unnumbered ones.
    private(set) var sections: [String: String] = [:]
    /// Labels of equations in their order.
    private(set) var equations: [String] = []
    /// The identifiers in each chapter.
    private(set) var anchors: [Set<String>] = []
    private(set) var problems: [PaperIssue] = []

    private var counters: [Int] = []
    private var labelled: Set<Int> = []
    /// Identifiers that are taken, by headings or by places that the page has of its own.
    private var identifiers: Set<String> = ["about", "build", "claims"]

    package init(_ all: [(Chapter, DocumentTree)]) {
        for (chapter, tree) in all {
            anchors.append([])
            chapters.append(.init(notesBefore: chapters.last.map { $0.notesBefore + $0.notes } ?? 0))
            labelled = []
            visit(.array(tree.blocks), chapter)
            for (number, mark) in chapter.marks.enumerated() where !labelled.contains(number) {
                if case .directive(.label) = mark.meaning {
                    problems.append(.error("A label stands right after the $$ that closes its equation.", at: mark.position))
                }
            }
        }
    }

    private mutating func visit(_ node: JSONNode, _ chapter: Chapter) {
        switch node {
        case .array(let siblings):
            for (k, sibling) in siblings.enumerated() {
                if sibling.isDisplayMath, let label = EquationLabel(after: k, in: siblings, of: chapter) { add(label, chapter) }
                visit(sibling, chapter)
            }
        case .object(let members):
            switch node.type {
            case "Header":
                let attributes = ElementAttributes(node.content[1])
                addHeading(node.content[0]?.level ?? 1, attributes)
            case "Note": chapters[chapters.count - 1].notes += 1
            case "Span", "Div":
                let id = ElementAttributes(node.content[0]).id
                if !id.isEmpty { anchors[anchors.count - 1].insert(id) }
            default: break
            }
            members.forEach { visit($0.value, chapter) }
        default: break
        }
    }

    private mutating func addHeading(_ level: Int, _ attributes: ElementAttributes) {
        let number = attributes.classes.contains("unnumbered") ? "" : next(level)
        var id = attributes.id, copy = 0
        while !identifiers.insert(id).inserted {
            copy += 1
            id = "\(attributes.id)-\(copy)"
        }
        let here = chapters.count - 1
        chapters[here].headings.append(number)
        chapters[here].identifiers.append(id)
        if id != attributes.id { chapters[here].renamed[attributes.id] = id }
        anchors[here].insert(attributes.id)
        if let label = attributes.sectionLabel { sections[label] = number }
    }

    private mutating func add(_ label: EquationLabel, _ chapter: Chapter) {
        labelled.insert(label.mark)
        if equations.contains(label.name) {
            problems.append(.error("The label eq:\(label.name) is given twice.", at: chapter.marks[label.mark].position))
        } else {
            equations.append(label.name)
        }
    }

    private mutating func next(_ level: Int) -> String {
        while counters.count < level { counters.append(0) }
        counters.removeLast(counters.count - level)
        counters[level - 1] += 1
        return counters.map(String.init).joined(separator: ".")
    }
}

/// `{{label eq:NAME}}` after display math, on the same line or the next.
struct EquationLabel {
    var name: String
    /// The number of its mark.
    var mark: Int
    /// How many siblings stand between the formula and the one that begins with the label.
    var gap: Int

    init?(after index: Int, in siblings: [JSONNode], of chapter: Chapter) {
        let rest = siblings[(index + 1)...]
        let text = rest.drop { $0.type == "Space" || $0.type == "SoftBreak" }
        guard text.first?.type == "Str", case .mark(let mark)? = MarkText.parts(text.first?.content.string ?? "").first,
            chapter.marks.indices.contains(mark), case .directive(.label(let name)) = chapter.marks[mark].meaning
        else { return nil }
        self.name = name
        self.mark = mark
        gap = text.startIndex - rest.startIndex
    }
}

extension JSONNode {
    var isDisplayMath: Bool { type == "Math" && content[0]?.type == "DisplayMath" }
    /// Of a heading.
    var level: Int? { if case .number(let text) = self { Int(text) } else { nil } }
}

extension ElementAttributes {
    /// The LABEL of `{#sec:LABEL}`.
    var sectionLabel: String? { id.hasPrefix("sec:") ? String(id.dropFirst(4)) : nil }
}
