// pandoc's elements, made and taken apart: a Str, a link, a block of HTML.

extension JSONNode {
    /// The type of an element: "Para", "Str".
    var type: String? { self["t"]?.string }
    var content: JSONNode { self["c"] ?? .null }

    static func element(_ type: String, _ content: JSONNode? = nil) -> JSONNode {
        .object([Member(name: "t", value: .string(type))] + (content.map { [Member(name: "c", value: $0)] } ?? []))
    }

    static func elements(_ type: String, _ content: [JSONNode]) -> JSONNode { element(type, .array(content)) }

    /// Words, with the spaces between them.
    static func words(_ text: String) -> [JSONNode] {
        var result: [JSONNode] = []
        for (k, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if k > 0 { result.append(space) }
            if !word.isEmpty { result.append(.element("Str", .string(String(word)))) }
        }
        return result
    }

    static let space = element("Space")

    static func attributes(id: String = "", classes: [String] = []) -> JSONNode {
        .array([.string(id), .array(classes.map { .string($0) }), .array([])])
    }

    static func link(_ text: [JSONNode], to address: String, classes: [String] = []) -> JSONNode {
        elements("Link", [attributes(classes: classes), .array(text), .array([.string(address), .string("")])])
    }

    static func image(_ alt: [JSONNode], at address: String) -> JSONNode {
        elements("Image", [attributes(), .array(alt), .array([.string(address), .string("")])])
    }

    static func span(_ inlines: [JSONNode], _ style: String) -> JSONNode {
        elements("Span", [attributes(classes: [style]), .array(inlines)])
    }

    static func code(_ text: String) -> JSONNode { elements("Code", [attributes(), .string(text)]) }
    static func paragraph(_ inlines: [JSONNode]) -> JSONNode { elements("Para", inlines) }
    static func plain(_ inlines: [JSONNode]) -> JSONNode { elements("Plain", inlines) }

    /// A block of HTML, and HTML within a line.
    static func htmlBlock(_ html: String) -> JSONNode { elements("RawBlock", [.string("html"), .string(html)]) }
    static func html(_ html: String) -> JSONNode { elements("RawInline", [.string("html"), .string(html)]) }
    /// Text that is written into Markdown as it is.
    static func markdown(_ text: String) -> JSONNode { elements("RawInline", [.string("markdown"), .string(text)]) }
    /// A place of a Markdown document that links lead to, where GitHub shows it, too.
    static func markdownAnchor(_ name: String) -> JSONNode { markdown(markdownAnchorText(name)) }
    static func markdownAnchorText(_ name: String) -> String { "<a name=\"\(HTMLText.escaped(name))\"></a>" }

    /// A table of one line per cell.
    static func table(alignments: [String], head: [[JSONNode]], rows: [[[JSONNode]]]) -> JSONNode {
        let none = attributes()
        func row(_ cells: [[JSONNode]]) -> JSONNode {
            .array([none, .array(cells.map { .array([none, element("AlignDefault"), .number("1"), .number("1"), .array([plain($0)])]) })])
        }
        let columns = alignments.map { JSONNode.array([element($0), element("ColWidthDefault")]) }
        return elements("Table", [
            none, .array([.null, .array([])]), .array(columns), .array([none, .array([row(head)])]),
            .array([.array([none, .number("0"), .array([]), .array(rows.map(row))])]), .array([none, .array([])]),
        ])
    }
}

/// What pandoc calls Attr: the content of `{#id .class}`.
struct ElementAttributes {
    var id: String
    var classes: [String]
    var pairs: [(name: String, value: String)]

    init(_ node: JSONNode?) {
        id = node?[0]?.string ?? ""
        classes = node?[1]?.array.compactMap(\.string) ?? []
        pairs = (node?[2]?.array ?? []).map { ($0[0]?.string ?? "", $0[1]?.string ?? "") }
    }
}
