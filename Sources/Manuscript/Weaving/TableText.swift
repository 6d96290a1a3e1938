// A table for pandoc. The labels and headings are Markdown, so that they may hold formulas; the numbers are finished.
// Numbers stand with their decimal points below each other: digits are equally wide, and what a cell has fewer of behind
// its point than the longest one is filled up invisibly.

enum TableText {
    /// HTML around Markdown. The caption is woven before: this continues it.
    static func page(_ table: Table, _ phrases: Phrases) -> [JSONNode] {
        func cell(_ open: String, _ inlines: [JSONNode]) -> [JSONNode] { [.htmlBlock(open), .plain(inlines), .htmlBlock("</th>")] }
        var blocks = [.htmlBlock("<thead>\n<tr>")] + cell("<th scope=\"col\">", phrases.inlines(table.labelHeading, .page))
        for column in table.columns {
            let unit: [JSONNode] = column.unit.isEmpty ? [] : [.space, .span(JSONNode.words(column.unit), "unit")]
            blocks += cell("<th scope=\"col\" class=\"number\">", phrases.inlines(column.heading, .page) + unit)
        }
        blocks.append(.htmlBlock("</tr>\n</thead>\n<tbody>"))
        let columns = table.columns.indices.map { cells(ofColumn: $0, in: table) }
        for (k, row) in table.rows.enumerated() {
            blocks += [.htmlBlock("<tr>")] + cell("<th scope=\"row\">", phrases.inlines(row.label, .page))
            blocks.append(.htmlBlock(columns.map { "<td class=\"number\">\($0[k])</td>" }.joined(separator: "\n") + "</tr>"))
        }
        return blocks + [.htmlBlock("</tbody>")]
    }

    static func report(_ table: Table, _ phrases: Phrases) -> JSONNode {
        let head = table.columns.map { phrases.inlines($0.heading, .report) + ($0.unit.isEmpty ? [] : JSONNode.words(" (\($0.unit))")) }
        let rows = table.rows.map { row in
            [phrases.inlines(row.label, .report)] + zip(row.cells, table.columns).map { JSONNode.words($0.text($1.format, in: .plain) ?? "") }
        }
        return .table(
            alignments: ["AlignLeft"] + table.columns.map { _ in "AlignRight" }, head: [phrases.inlines(table.labelHeading, .report)] + head, rows: rows)
    }

    /// The Markdown in a table.
    static func phrases(_ table: Table) -> [String] { [table.labelHeading] + table.columns.map(\.heading) + table.rows.map(\.label) }

    /// HTML of a column's cells, each with its invisible rest.
    private static func cells(ofColumn column: Int, in table: Table) -> [String] {
        let format = table.columns[column].format
        let rests = table.rows.map { rest(of: $0.cells[column].text(format, in: .plain) ?? "") }
        let longest = rests.reduce(into: [Character: Int]()) { $0.merge($1, uniquingKeysWith: max) }
        return zip(table.rows, rests).map { row, rest in
            let cell = row.cells[column].text(format, in: .html) ?? ""
            let filler = longest.sorted { $0.key < $1.key }
                .map { String(repeating: $0.key, count: $0.value - (rest[$0.key] ?? 0)) }.joined()
            return filler.isEmpty ? cell : cell + "<span class=\"filler\" aria-hidden=\"true\">\(HTMLText.escaped(filler))</span>"
        }
    }

    /// What stands behind the whole part of a cell's number: how often each character; all digits are as wide as 0.
    private static func rest(of text: String) -> [Character: Int] {
        guard let start = text.firstIndex(where: \.isNumber) else { return [:] }
        let rest = text[start...].drop { $0.isNumber || String($0) == NumberText.thinSpace }
        return rest.reduce(into: [:]) { $0[("0"..."9").contains($1) ? "0" : $1, default: 0] += 1 }
    }
}
