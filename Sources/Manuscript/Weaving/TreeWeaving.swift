// What weaving a chapter's tree has in common, whatever is written from it: the way through the tree to the places of its marks.
import BuildGraph

/// Goes through a chapter's tree and puts something in where marks stand.
protocol TreeWeaving {
    /// The chapter that is being woven.
    var chapter: Chapter { get }
    /// Elements with everything put in.
    mutating func woven(_ siblings: [JSONNode]) -> [JSONNode]
    /// What becomes of a mark within a line.
    mutating func inlines(for mark: Chapter.Mark) -> [JSONNode]
    /// The text of a value; nil when it cannot be quoted, which is then a problem of the paper.
    mutating func quoted(_ path: ValuePath, _ format: ValueFormat?, _ position: Position, in context: NumberContext) -> String?
}

extension TreeWeaving {
    /// An element that stays, with what becomes of those within it.
    mutating func children(_ node: JSONNode) -> JSONNode {
        switch node {
        case .array(let elements):
            return .array(elements.contains { $0.type != nil } ? woven(elements) : elements.map { children($0) })
        case .object(let members): return .object(members.map { .init(name: $0.name, value: children($0.value)) })
        default: return node
        }
    }

    /// A text with what its marks become.
    mutating func text(_ text: String) -> [JSONNode] {
        MarkText.parts(text).flatMap { part -> [JSONNode] in
            switch part {
            case .text(let text): [.element("Str", .string(text))]
            case .mark(let number): chapter.marks.indices.contains(number) ? inlines(for: chapter.marks[number]) : []
            }
        }
    }

    /// A formula with the values that it quotes.
    mutating func filled(_ formula: String) -> String {
        MarkText.parts(formula).map { part in
            switch part {
            case .text(let text): return text
            case .mark(let number):
                guard chapter.marks.indices.contains(number), case .directive(.value(let path, let format)) = chapter.marks[number].meaning
                else { return "" }
                return quoted(path, format, chapter.marks[number].position, in: .math) ?? ""
            }
        }.joined()
    }

    /// The rows of one of Markdown's own tables.
    mutating func cells(_ node: JSONNode) -> JSONNode {
        guard case .array(let elements) = node else { return node }
        let areBlocks = elements.contains { $0.type == "Plain" || $0.type == "Para" }
        return .array(areBlocks ? woven(elements) : elements.map { cells($0) })
    }

    /// A block of a type, without space at its ends; none for nothing but space.
    static func block(_ type: String, _ inlines: [JSONNode]) -> [JSONNode] {
        let inlines = Array(inlines.drop(while: \.isSpace).reversed().drop(while: \.isSpace).reversed())
        return inlines.isEmpty ? [] : [.elements(type, inlines)]
    }
}

extension JSONNode {
    /// Between words.
    var isSpace: Bool { ["Space", "SoftBreak", "LineBreak"].contains(type) }
}
