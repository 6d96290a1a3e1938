// One tidy CSV for gnuplot and for data frames alike: a header once, then blocks separated by two blank lines. gnuplot
// counts the header as block 0 and finds series k at `index k`; pandas and R skip blank lines and see one table.

extension Drawing {
    /// The whole table. Numbers have the fewest digits that give the same number back; NaN is a gap.
    package func csv() -> String {
        let names = columnNames
        let hasPanels = blocks.contains { $0.panel != nil }
        let hasTitles = blocks.contains { $0.title != nil }
        let leading = leadingColumns
        var text = (leading + names.map { $0.unit.isEmpty ? $0.name : "\($0.name) [\($0.unit)]" })
            .map(Self.quoted).joined(separator: ",") + "\n"
        for block in blocks {
            text += "\n\n"
            let labels =
                (hasPanels ? [block.panel ?? ""] : []) + [block.series] + (hasTitles ? [block.title ?? ""] : [])
            let start = labels.map(Self.quoted).joined(separator: ",")
            let columns = names.map { name in block.columns.first { $0.name == name.name } }
            for row in 0..<(block.columns.compactMap(\.rowCount).first ?? 0) {
                text += start
                for column in columns {
                    text += ","
                    if let column { text += Self.cell(column, row) }
                }
                text += "\n"
            }
        }
        return text
    }

    /// The columns that say what a row belongs to: those that are used.
    package var leadingColumns: [String] {
        (blocks.contains { $0.panel != nil } ? ["panel"] : []) + ["series"]
            + (blocks.contains { $0.title != nil } ? ["title"] : [])
    }

    private static func cell(_ column: Column, _ row: Int) -> String {
        switch column.values {
        case .numbers(let values): number(values[row])
        case .texts(let values): quoted(values[row])
        case .constant(let value): number(value)
        }
    }

    /// Shortest text that reads back as the same number; whole numbers without ".0".
    package static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        let text = "\(value == 0 ? 0 : value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Quotes a cell where CSV needs it; a line break becomes a space, for it would end gnuplot's block.
    package static func quoted(_ text: String) -> String {
        let line = text.map { $0.isNewline ? " " : $0 }
        guard line.contains(where: { $0 == "," || $0 == "\"" }) else { return String(line) }
        return "\"" + line.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
