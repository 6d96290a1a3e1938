// A table as text for pandoc. The labels and headings are Markdown, so that they may hold formulas; the numbers are finished.
// Numbers stand with their decimal points below each other: digits are equally wide, and what a cell has fewer of behind
// its point than the longest one is filled up invisibly.

package enum TableText {
    /// HTML around Markdown. The caption is woven before: this continues it.
    package static func page(_ table: Table) -> String {
        let unit = { (unit: String) in unit.isEmpty ? "" : " " + Weaver.inline("<span class=\"unit\">\(HTMLText.escaped(unit))</span>") }
        let headings = table.columns.map { "<th scope=\"col\" class=\"number\">\(line($0.heading))\(unit($0.unit))</th>\n" }
        var text = "<thead>\n<tr>\n<th scope=\"col\">\(line(table.labelHeading))</th>\n" + headings.joined() + "</tr>\n</thead>\n<tbody>\n"
        let columns = table.columns.indices.map { cells(ofColumn: $0, in: table) }
        for (k, row) in table.rows.enumerated() {
            text += "<tr>\n<th scope=\"row\">\(line(row.label))</th>\n"
            text += Weaver.raw(columns.map { "<td class=\"number\">\($0[k])</td>" }.joined(separator: "\n")) + "</tr>\n"
        }
        return text + "</tbody>\n"
    }

    /// A pipe table.
    package static func report(_ table: Table) -> String {
        func row(_ cells: [String]) -> String { "| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |\n" }
        let headings = table.columns.map { $0.unit.isEmpty ? $0.heading : "\($0.heading) (\(MarkdownText.escaped($0.unit)))" }
        var text = "\n\n" + row([table.labelHeading] + headings)
        text += "|:--|" + String(repeating: "--:|", count: table.columns.count) + "\n"
        for line in table.rows {
            let cells = zip(line.cells, table.columns).map { MarkdownText.escaped($0.text($1.format, in: .plain) ?? "") }
            text += row([line.label] + cells)
        }
        return text + "\n"
    }

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

    /// Markdown on one line: a blank line would end the HTML around it.
    private static func line(_ markdown: String) -> String { String(markdown.map { $0.isNewline ? " " : $0 }) }
}
