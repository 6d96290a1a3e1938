// Looks through a chapter's tree for what could not be shown, on the page or in the Markdown: raw TeX and HTML, notes and
// references that are not defined, attributes without a meaning, directives where none can stand.
import BuildGraph

package struct TreeInspection {
    private let chapter: Chapter
    private var cursor: SourceCursor
    package private(set) var issues: [PaperIssue] = []
    private(set) var citations: [Chapter.Mention] = []
    private(set) var links: [Chapter.Mention] = []
    private(set) var formulas: [Chapter.Mention] = []
    /// Labels of sections.
    private(set) var labels: [Chapter.Mention] = []
    private var found: [Int] = []

    package init(_ chapter: Chapter) {
        self.chapter = chapter
        cursor = SourceCursor(chapter)
    }

    package mutating func inspect(_ tree: DocumentTree) {
        tree.blocks.forEach { visit($0) }
        for (number, mark) in chapter.marks.enumerated() where found.count(where: { $0 == number }) != 1 {
            refuse(
                "This directive is not read as one here.", at: mark.position,
                next: "It can stand in text and formulas. Leave blank lines around a block of `:::`.")
        }
    }

    private mutating func refuse(_ message: String, at position: Position, next: String? = nil) {
        issues.append(.error(message, at: position, next: next))
    }

    private mutating func visitChildren(_ node: JSONNode) {
        switch node {
        case .array(let elements): elements.forEach { visit($0) }
        case .object(let members): for member in members where member.name != "t" { visit(member.value) }
        default: break
        }
    }

    private mutating func visit(_ node: JSONNode) {
        let content = node.content
        switch node.type {
        case "Str": inspect(text: content.string ?? "")
        case "Math": inspect(formula: content[1]?.string ?? "")
        case "Code": inspect(code: content[1]?.string ?? "")
        case "CodeBlock": inspect(code: content[1]?.string ?? "")
        case "RawInline", "RawBlock": inspect(raw: content[1]?.string ?? "", format: content[0]?.string ?? "")
        case "Header":
            let attributes = ElementAttributes(content[1])
            visitChildren(content[2] ?? .null)
            if let label = attributes.sectionLabel { labels.append(.init(name: label, position: cursor.find("#sec:" + label))) }
            refuseUnknown(attributes, known: ["unnumbered"], allowsID: true, "a heading")
        case "Div": inspect(div: content)
        case "Span":
            refuseUnknown(ElementAttributes(content[0]), known: [], allowsID: true, "text")
            visitChildren(content)
        case "Underline", "SmallCaps":
            let position = cursor.position(at: cursor.index)
            visitChildren(content)
            refuse("Underlined text and small capitals have no form in the Markdown report.", at: position, next: "Write *…* or **…**.")
        case "Table":
            visitChildren(content)
            refuseCells(content)
        case "Link": inspect(link: content)
        case "Image": inspect(image: content)
        case "Note": visitNote(content)
        case "Cite": inspect(citation: content)
        default: visitChildren(node.type == nil ? node : content)
        }
    }

    /// The text of a footnote stands elsewhere.
    private mutating func visitNote(_ content: JSONNode) {
        let here = cursor
        visitChildren(content)
        cursor = here
    }

    // MARK: Text

    private mutating func inspect(text: String) {
        let word = text.drop { !$0.isLetter && !$0.isNumber }.prefix { $0.isLetter || $0.isNumber }
        let place = cursor.advance(to: word.isEmpty ? text : String(word))
        note(marksIn: text)
        if text.contains("{{") {
            refuse("Two braces stand here that are not read as a directive.", at: cursor.position(at: place), next: "Write \\{{, or set them as code.")
        }
        if text.hasPrefix(":::") {
            refuse(
                "This line of colons neither opens nor closes a block.", at: cursor.position(at: place),
                next: "Leave a blank line before it; there are `::: figure NAME`, `::: table NAME` and `::: code NAME`.")
        }
        if let open = text.firstRange(of: "[^"), let close = text[open.upperBound...].firstIndex(of: "]"), open.upperBound < close {
            let label = text[open.upperBound..<close]
            if !cursor.escapesBrackets(at: cursor.position(at: place)) {
                refuse("There is no footnote called \(label).", at: cursor.find("[^\(label)]"), next: "Define it: `[^\(label)]: its text`, after a blank line.")
            }
        } else if let middle = text.firstRange(of: "]["), let close = text[middle.upperBound...].firstIndex(of: "]"),
            text[middle.upperBound..<close].contains(where: \.isLetter), !cursor.escapesBrackets(at: cursor.position(at: place))
        {
            let label = text[middle.upperBound..<close]
            refuse(
                "There is no link reference called \(label).", at: cursor.find("[\(label)]"),
                next: "Define it: `[\(label)]: address`, or write \\[ for a bracket of the text.")
        }
    }

    private mutating func note(marksIn text: String) {
        for case .mark(let number) in MarkText.parts(text) { found.append(number) }
    }

    private mutating func inspect(formula: String) {
        let position = cursor.find(formula)
        formulas.append(.init(name: formula, position: position))
        for case .mark(let number) in MarkText.parts(formula) {
            found.append(number)
            guard chapter.marks.indices.contains(number) else { continue }
            switch chapter.marks[number].meaning {
            case .directive(.value): break
            case .braces: refuse("\\{{ stands in a formula.", at: chapter.marks[number].position, next: "Write { {…} }.")
            default: refuse("Only values can stand in math.", at: chapter.marks[number].position)
            }
        }
        for command in ["label", "tag", "ref", "eqref", "cite", "notag", "nonumber"] where Self.has(command, in: formula) {
            refuse(
                "\\\(command) in a formula would be dropped.", at: position,
                next: "Number an equation with {{label eq:NAME}} after its $$, and refer to it by {{ref eq:NAME}}.")
        }
    }

    private static func has(_ command: String, in formula: String) -> Bool {
        var rest = formula[...]
        while let range = rest.firstRange(of: "\\" + command) {
            rest = rest[range.upperBound...]
            if rest.first?.isLetter != true { return true }
        }
        return false
    }

    private mutating func inspect(code: String) {
        let line = code.prefix { !$0.isNewline }
        cursor.find(String(line))
        for case .mark(let number) in MarkText.parts(code) where chapter.marks.indices.contains(number) {
            found.append(number)
            refuse(
                "A directive stands in code, where nothing is replaced.", at: chapter.marks[number].position,
                next: "To show it as it is, put the code between lines of ```; for text, indent it by less than four spaces.")
        }
    }

    private mutating func inspect(raw: String, format: String) {
        let position = cursor.find(raw)
        if format == "html" && raw.hasPrefix("<!--") { return }
        let shown = raw.prefix { !$0.isNewline }
        let next =
            switch (format, raw) {
            case ("html", _): "Write it in Markdown; text is written \\<."
            case (_, let raw) where raw.hasPrefix("\\begin"): "Write formulas as $$…$$, and text in Markdown."
            case (_, let raw) where raw.hasPrefix("\\ref") || raw.hasPrefix("\\eqref"): "Refer by {{ref eq:NAME}}, {{ref figure:NAME}} or {{ref sec:NAME}}."
            case (_, let raw) where raw.hasPrefix("\\cite"): "Cite by [@key]."
            default: "Write it in Markdown; a backslash of the text is written \\\\."
            }
        refuse("\(format == "html" ? "HTML" : format == "tex" ? "TeX" : "Raw \(format)") is not read outside of formulas: \(shown)", at: position, next: next)
    }

    // MARK: Attributes

    private mutating func refuseUnknown(_ attributes: ElementAttributes, known: [String], allowsID: Bool, _ place: String) {
        let unknown = attributes.classes.filter { !known.contains($0) }.map { ".\($0)" } + attributes.pairs.map(\.name)
            + (allowsID || attributes.id.isEmpty ? [] : ["#\(attributes.id)"])
        guard let first = unknown.first else { return }
        let position = cursor.find(String(first.drop { $0 == "." || $0 == "#" }), goesBehind: false)
        refuse("The attribute \(first) has no meaning on \(place).", at: position, next: known.first.map { "There is .\($0)." } ?? "Remove it.")
    }

    private mutating func inspect(div content: JSONNode) {
        for (name, value) in ElementAttributes(content[0]).pairs where name == "mark" {
            if let number = Int(value) { found.append(number) }
        }
        visitChildren(content[1] ?? .null)
    }

    /// A table of Markdown has one line of text per cell, and no cell is wider than its column.
    private mutating func refuseCells(_ table: JSONNode) {
        var isPlain = true
        func visit(_ node: JSONNode) {
            let elements = node.array
            if elements.count == 5, case .array(let blocks) = elements[4], case .number(let rows) = elements[2], case .number(let columns) = elements[3] {
                let types = blocks.map { $0.type ?? "" }
                isPlain = isPlain && rows == "1" && columns == "1" && types.count < 2 && types.allSatisfy { ["Plain", "Para"].contains($0) }
                    && !blocks.contains { $0.content.array.contains { $0.type == "LineBreak" } }
            } else {
                elements.forEach(visit)
            }
        }
        visit(table)
        if isPlain { return }
        refuse(
            "A cell of the table that ends here holds more than one line of text.", at: cursor.position(at: cursor.index),
            next: "Give each cell one line, or write a list; tables of numbers are set from a target: `::: table NAME`.")
    }

    // MARK: Links, pictures, citations

    private mutating func inspect(link content: JSONNode) {
        let target = content[2]?[0]?.string ?? ""
        refuseUnknown(ElementAttributes(content[0]), known: ["uri", "email"], allowsID: false, "a link")
        let position = cursor.position(at: cursor.index)
        visitChildren(content[1] ?? .null)
        let isAddress = ["http://", "https://", "mailto:", "ftp://", "doi:"].contains { target.lowercased().hasPrefix($0) }
        let text = cursor.find(target)
        if target.hasPrefix("#") {
            links.append(.init(name: String(target.dropFirst()), position: text))
        } else if target.contains(MarkText.open) {
            return
        } else if !isAddress {
            refuse(
                target.isEmpty ? "The link leads nowhere." : "The link leads to a file, \(target), which is not part of the page.",
                at: target.isEmpty ? position : text, next: "Give an address (https://…), or refer by {{ref …}}.")
        }
    }

    private mutating func inspect(image content: JSONNode) {
        let target = content[2]?[0]?.string ?? ""
        let attributes = ElementAttributes(content[0])
        let unknown = attributes.pairs.map(\.name).first { !["width", "height"].contains($0) } ?? attributes.classes.first
        visitChildren(content[1] ?? .null)
        let position = cursor.find(target)
        if let unknown { refuse("The attribute \(unknown) has no meaning on a picture.", at: position, next: "There are width and height.") }
        let path = PercentEncoding.decoded(target)
        if !chapter.pictures.contains(where: { $0.name == path }) && !target.contains(MarkText.open) {
            refuse(
                "The picture \(target) cannot be put into the page.", at: position,
                next: "Take a file of the project, in PNG, JPEG, GIF, WebP or SVG: ![caption](paper/NAME.png)")
        }
    }

    private mutating func inspect(citation content: JSONNode) {
        for citation in content[0]?.array ?? [] {
            guard let id = citation["citationId"]?.string else { continue }
            let position = cursor.find("@" + id, goesBehind: false)
            citations.append(.init(name: id, position: position))
        }
        // What pandoc would set without a bibliography is the text as it was written.
        visitChildren(content[1] ?? .null)
    }
}
