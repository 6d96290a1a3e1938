// Figures, tables, listings and pictures with their captions, in LaTeX.
import BuildGraph

extension LaTeXWeaver {
    /// What a div of the chapter becomes.
    mutating func block(_ content: JSONNode) -> [JSONNode] {
        let blocks = content[1]?.array ?? []
        let number = ElementAttributes(content[0]).pairs.first { $0.name == "mark" }.flatMap { Int($0.value) }
        guard let number, chapter.marks.indices.contains(number) else {
            return [.elements("Div", [content[0] ?? JSONNode.attributes(), .array(woven(blocks))])]
        }
        let (caption, behind) = self.caption(blocks), mark = chapter.marks[number]
        switch mark.meaning {
        case .figure(let name):
            if let missing = quoting.leftOut[name] { return place(of: missing, "figure", caption, "figure:\(LaTeXText.label(name))") + behind }
            let open = "\\begin{figure}[tbp]\n\\centering\n\\includegraphics[width=\\linewidth,height=0.75\\textheight,keepaspectratio]{figures/\(name)}\n"
            return [captioned(open, caption, "figure:\(LaTeXText.label(name))", "\n\\end{figure}")] + behind
        case .table(let path): return table(path, caption, mark.position) + behind
        case .code(let name): return listing(name, caption) + behind
        default: return woven(blocks)
        }
    }

    private func captioned(_ open: String, _ caption: [JSONNode], _ label: String, _ close: String) -> JSONNode {
        .plain([.latex("\(open)\\caption[]{")] + caption + [.latex("}\\label{\(label)}\(close)")])
    }

    /// The place of a figure or a table that is not built: why, in a frame, and its caption.
    private mutating func place(of missing: LeftOut, _ environment: String, _ caption: [JSONNode], _ label: String) -> [JSONNode] {
        let open: JSONNode = .latex("\\begin{\(environment)}[tbp]\n\\centering\n\\fbox{\\parbox{0.8\\linewidth}{")
        return [.plain([open] + woven(Weaver.reason(missing)) + [.latex("}}\n\\caption[]{")] + caption + [.latex("}\\label{\(label)}\n\\end{\(environment)}")])]
    }

    private mutating func table(_ path: ValuePath, _ caption: [JSONNode], _ position: Position) -> [JSONNode] {
        let label = "table:\(LaTeXText.label(WovenTable.fileName(path.text)))"
        if let missing = quoting.leftOut[path.name] { return place(of: missing, "table", caption, label) }
        guard let datum = quoting.value(path.name, position) else { return [] }
        let table: Table
        do throws(CannotQuote) {
            table = try Table.at(path, in: datum)
        } catch {
            quoting.report(.error(error.reason, at: position, next: error.suggestion))
            return []
        }
        let columns = "@{}l" + String(repeating: "r", count: table.columns.count) + "@{}"
        let open = "\\begin{table}[tbp]\n\\centering\n\\small\n"
        let head = captioned(open, caption, label, "\n\\begin{adjustbox}{max width=\\linewidth}\n\\begin{tabular}{\(columns)}\n\\toprule")
        let titles = table.columns.map { column in
            phrases.inlines(column.heading, .page) + (column.unit.isEmpty ? [] : [.latex(" (\(LaTeXText.formulas(column.unit)))")])
        }
        // Headings are as wide as their words: they stand above numbers in two lines where they have many.
        let heading = row([phrases.inlines(table.labelHeading, .page)] + titles, then: "\\midrule")
        let rows = table.rows.map { row in
            self.row(
                [phrases.inlines(row.label, .page)] + zip(row.cells, table.columns).map { [.latex(LaTeXText.escaped($0.text($1.format, in: .plain) ?? ""))] },
                then: "")
        }
        return [head, heading] + rows + [.latexBlock("\\bottomrule\n\\end{tabular}\n\\end{adjustbox}\n\\end{table}")]
    }

    private func row(_ cells: [[JSONNode]], then rule: String) -> JSONNode {
        .plain(Array(cells.map { $0 }.joined(separator: [.latex(" & ")])) + [.latex(" \\\\" + rule)])
    }

    private mutating func listing(_ name: String, _ caption: [JSONNode]) -> [JSONNode] {
        guard let listing = quoting.listings[name] else { return [] }
        let label = "code:\(LaTeXText.label(String(Weaver.listingAnchor(name).dropFirst(5))))"
        let source = "\\emph{\(LaTeXText.code(listing.path)), \(listing.place).}"
        let code = listing.lines.map { pieces in
            pieces.map { $0.kind == "plain" ? LaTeXText.verbatim($0.text) : "\\code\($0.kind){\(LaTeXText.verbatim($0.text))}" }.joined()
        }.joined(separator: "\n")
        let options = "numbers=left,firstnumber=\(listing.firstLine),fontsize=\\footnotesize"
        return [
            .plain([.latex("\\begin{listingcaption}{\(label)}")] + caption + [.latex(" \(source)\\end{listingcaption}")]),
            .latexBlock(Self.environment(code, options: options)),
        ]
    }

    /// Code as it is, in lines that are broken where they are longer than the text is wide.
    func verbatim(_ code: String, options: String) -> String { Self.environment(LaTeXText.verbatim(code), options: options) }

    private static func environment(_ code: String, options: String) -> String {
        "\\begin{Verbatim}[commandchars=\\\\\\{\\},breaklines,\(options)]\n\(code)\n\\end{Verbatim}"
    }

    // MARK: Markdown's own tables and pictures

    /// They have no number on the page, so their captions are the paragraph before.
    mutating func table(_ content: JSONNode) -> [JSONNode] {
        guard case .array(var parts) = content, parts.count > 1 else { return [] }
        let caption = woven(parts[1][1]?.array ?? []).map { JSONNode.elements("Para", $0.content.array) }
        parts[1] = .array([.null, .array([])])
        for k in parts.indices.dropFirst(2) { parts[k] = cells(parts[k]) }
        return caption + [.elements("Table", parts)]
    }

    /// A picture that is a paragraph by itself: with its caption in sight.
    mutating func picture(_ content: JSONNode) -> [JSONNode] {
        let (caption, behind) = self.caption([.plain(content[1]?.array ?? [])])
        let shown: [JSONNode] = caption.isEmpty ? [] : [.latex("\\caption*{")] + caption + [.latex("}\n")]
        return [.plain([.latex("\\begin{figure}[tbp]\n\\centering\n\(graphics(content))\n")] + shown + [.latex("\\end{figure}")])] + behind
    }

    /// A picture within a line, with the words that stand for it.
    mutating func image(_ content: JSONNode) -> JSONNode {
        let words = woven(content[1]?.array ?? [])
        return .elements("Span", [JSONNode.attributes(), .array([.latex("\\pictureinline{\(graphics(content))}")] + (words.isEmpty ? [] : [.latex(" ")] + words))])
    }

    private func graphics(_ content: JSONNode) -> String {
        let address = PercentEncoding.decoded(content[2]?[0]?.string ?? "")
        return "\\includegraphics[max width=\\linewidth,max height=0.6\\textheight]{\(pictureFiles[address] ?? address)}"
    }
}
