// Figures, tables and pictures with their captions.
import BuildGraph

extension Weaver {
    /// What a div of the chapter becomes.
    mutating func block(_ content: JSONNode) -> [JSONNode] {
        let caption = woven(content[1]?.array ?? [])
        let number = ElementAttributes(content[0]).pairs.first { $0.name == "mark" }.flatMap { Int($0.value) }
        guard let number, chapter.marks.indices.contains(number) else {
            return [.elements("Div", [content[0] ?? JSONNode.attributes(), .array(caption)])]
        }
        let mark = chapter.marks[number]
        switch mark.meaning {
        case .figure(let name): return figure(name, caption)
        case .table(let path): return table(path, caption, mark.position)
        case .code(let name): return listing(name, caption)
        default: return caption
        }
    }

    private func figure(_ name: String, _ caption: [JSONNode]) -> [JSONNode] {
        let label = "Figure\u{A0}\(numbers.figureNumber(name) ?? 0)"
        if let missing = leftOut[name] { return place(of: missing, caption, label, anchor: "fig-\(name)") }
        switch dialect {
        case .page:
            return [.htmlBlock("<figure id=\"fig-\(name)\">\n<!--figure \(name)-->\n<figcaption>")] + labelled(caption, label)
                + [.htmlBlock("</figcaption>\n<!--provenance \(name)-->\n</figure>")]
        case .report:
            let sources: [JSONNode] = JSONNode.words("Data: ") + [.link(JSONNode.words("\(name).csv"), to: "figures/\(name).csv")]
                + JSONNode.words("; redraw it: ") + [.link([.code("gnuplot \(name).gp")], to: "figures/\(name).gp")]
                + JSONNode.words("; how it was made: ") + [.code("paper why \(name)")] + JSONNode.words(".")
            let image = JSONNode.image(JSONNode.words("Figure \(numbers.figureNumber(name) ?? 0)"), at: "figures/\(name).svg")
            return [.paragraph([.markdownAnchor("fig-\(name)"), image])]
                + labelled(caption, label) + [.paragraph(sources)]
        }
    }

    private mutating func table(_ path: ValuePath, _ caption: [JSONNode], _ position: Position) -> [JSONNode] {
        let label = "Table\u{A0}\(numbers.tableNumber(path.text) ?? 0)", file = WovenTable.fileName(path.text)
        if let missing = leftOut[path.name] { return place(of: missing, caption, label, anchor: "table-\(file)") }
        guard let datum = value(path.name, position) else { return [] }
        let table: Table
        do throws(CannotQuote) {
            table = try Table.at(path, in: datum)
        } catch {
            report(.error(error.reason, at: position, next: error.suggestion))
            return []
        }
        keep(WovenTable(name: file, csv: table.csv()))
        switch dialect {
        case .page:
            return [.htmlBlock("<div class=\"wide\"><table class=\"data\" id=\"table-\(file)\">\n<caption>")] + labelled(caption, label)
                + [.plain([.html("<a class=\"data\" href=\"tables/\(file).csv\">\(file).csv</a>")]), .htmlBlock("</caption>")]
                + TableText.page(table, phrases) + [.htmlBlock("</table></div>")]
        case .report:
            return labelled(caption, label, anchor: "table-\(file)") + [TableText.report(table, phrases)]
                + [.paragraph(JSONNode.words("Data: ") + [.link(JSONNode.words("\(file).csv"), to: "tables/\(file).csv")] + JSONNode.words("."))]
        }
    }

    /// The place of a figure or a table that is not built: its caption, and why.
    private func place(of missing: LeftOut, _ caption: [JSONNode], _ label: String, anchor: String) -> [JSONNode] {
        let reason = Self.reason(missing)
        switch dialect {
        case .page:
            return [.htmlBlock("<figure id=\"\(anchor)\" class=\"left-out\">"), .paragraph(reason), .htmlBlock("<figcaption>")] + labelled(caption, label)
                + [.htmlBlock("</figcaption>\n</figure>")]
        case .report: return labelled(caption, label, anchor: anchor) + [.paragraph(reason)]
        }
    }

    /// "Not built: the data set CIFAR-100 is not here. `paper data CIFAR-100` downloads it …."
    static func reason(_ missing: LeftOut) -> [JSONNode] {
        JSONNode.words("Not built: \(missing.reason).") + [.space]
            + missing.remedy.split(separator: "`", omittingEmptySubsequences: false).enumerated().flatMap { number, part in
                number % 2 == 1 ? [.code(String(part))] : JSONNode.words(String(part))
            } + JSONNode.words(".")
    }

    /// A caption that begins with what it belongs to, and with the place in the report that references lead to.
    func labelled(_ caption: [JSONNode], _ label: String, anchor: String? = nil) -> [JSONNode] {
        let words = JSONNode.words(label + "."), place: [JSONNode] = anchor.map { [.markdownAnchor($0)] } ?? []
        let start: [JSONNode] = (dialect == .page ? [.span(words, "label")] : place + [.elements("Strong", words)]) + [.space]
        guard let first = caption.first, first.type == "Para" || first.type == "Plain" else { return [.paragraph(start)] + caption }
        return [.elements(first.type ?? "Para", start + first.content.array)] + caption.dropFirst()
    }

    // MARK: Markdown's own tables and pictures

    /// Markdown has no captions of tables: in the report they are the paragraph before.
    mutating func table(_ content: JSONNode) -> [JSONNode] {
        guard case .array(var parts) = content, parts.count > 1 else { return [] }
        let caption = woven(parts[1][1]?.array ?? [])
        if dialect == .report { parts[1] = .array([.null, .array([])]) } else { parts[1] = .array([.null, .array(caption)]) }
        isInTable = true
        defer { isInTable = false }
        for k in parts.indices.dropFirst(2) { parts[k] = cells(parts[k]) }
        return (dialect == .report ? caption.map { .elements("Para", $0.content.array) } : []) + [.elements("Table", parts)]
    }

    /// A picture that is a paragraph by itself: with its caption in sight.
    mutating func picture(_ content: JSONNode) -> [JSONNode] {
        let caption = woven(content[1]?.array ?? [])
        switch dialect {
        case .page:
            let image = [JSONNode.plain([self.image(content, alt: [])])]
            let shown: [JSONNode] = caption.isEmpty ? [] : [.htmlBlock("<figcaption>"), .plain(caption), .htmlBlock("</figcaption>")]
            return [.htmlBlock("<figure class=\"picture\">")] + image + shown + [.htmlBlock("</figure>")]
        case .report: return [.paragraph([image(content, alt: [])])] + (caption.isEmpty ? [] : [.paragraph(caption)])
        }
    }

    mutating func image(_ content: JSONNode) -> JSONNode { image(content, alt: woven(content[1]?.array ?? [])) }

    private func image(_ content: JSONNode, alt: [JSONNode]) -> JSONNode {
        let address = Picture.publishedName(PercentEncoding.decoded(content[2]?[0]?.string ?? ""))
        return .elements("Image", [content[0] ?? JSONNode.attributes(), .array(alt), .array([.string(address), content[2]?[1] ?? .string("")])])
    }
}
