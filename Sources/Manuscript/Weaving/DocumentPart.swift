// A part of a document, written by itself as pandoc would write it within the whole: notes are numbered on from those before it, and
// citations are told apart among all that are cited. For that, what comes before stands in front of it in short, and is cut off again.

struct DocumentPart {
    let dialect: Dialect
    let notesBefore: Int
    /// All keys that the document cites; none where the part cites nothing, or its citations are set.
    let citations: [String]

    /// The blocks as text, and the notes that belong to them: items of a list on the page, definitions in the report.
    func written(
        _ blocks: [JSONNode], version: JSONNode, bibliography: [UInt8], by pandoc: Pandoc
    ) throws -> (text: String, notes: String, warnings: [PandocWarning]) {
        let document = DocumentTree(version: version, blocks: before + [.paragraph(JSONNode.words(Self.beginning))] + blocks + [.paragraph(JSONNode.words(Self.end))])
        let (whole, warnings) = try pandoc.write(document, dialect: dialect, bibliography: citations.isEmpty ? nil : bibliography)
        let text = HTMLBytes(whole)
        let tag: (open: String, close: String) = dialect == .page ? ("<p>", "</p>") : ("", "")
        guard let start = text.find(tag.open + Self.beginning + tag.close, from: 0), let end = text.find(tag.open + Self.end + tag.close, from: start) else {
            throw PandocError.failed(message: "The text has no end: \(whole.suffix(200))")
        }
        let first = start + (tag.open + Self.beginning + tag.close).utf8.count, last = end + (tag.open + Self.end + tag.close).utf8.count
        return (text.text(first..<end).trimmingNewlines, notes(text.text(last..<text.count)), warnings)
    }

    private var before: [JSONNode] {
        let notes = (0..<notesBefore).map { _ in JSONNode.elements("Note", [.paragraph(JSONNode.words(Self.note))]) }
        let inlines = notes + (citations.isEmpty ? [] : [Self.cite(citations)])
        if inlines.isEmpty { return [] }
        // pandoc puts the list of references here.
        return [.paragraph(inlines)] + (citations.isEmpty ? [] : [.elements("Div", [JSONNode.attributes(id: "refs"), .array([])])])
    }

    /// Without those before it.
    private func notes(_ text: String) -> String {
        let source = HTMLBytes(text)
        switch dialect {
        case .page:
            guard let list = source.find("<ol>", from: 0), let close = source.find("</ol>", from: list) else { return "" }
            let first = source.find("<li id=\"fn\(notesBefore + 1)\"", from: list, to: close) ?? close
            return source.text(first..<close).trimmingNewlines
        case .report:
            let first = source.find("[^\(notesBefore + 1)]: ", from: 0) ?? source.count
            return source.text(first..<source.count).trimmingNewlines
        }
    }

    static func cite(_ keys: [String]) -> JSONNode {
        let citations = keys.map { key in
            JSONNode.object([
                .init(name: "citationId", value: .string(key)), .init(name: "citationPrefix", value: .array([])),
                .init(name: "citationSuffix", value: .array([])), .init(name: "citationMode", value: .element("NormalCitation")),
                .init(name: "citationNoteNum", value: .number("1")), .init(name: "citationHash", value: .number("0")),
            ])
        }
        return .elements("Cite", [.array(citations), .array(JSONNode.words("cited"))])
    }

    private static let beginning = "PART-BEGINS-HERE", end = "PART-ENDS-HERE", note = "EARLIER-NOTE"
}

extension String {
    var trimmingNewlines: String {
        var text = self[...]
        while text.first?.isNewline == true { text.removeFirst() }
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
