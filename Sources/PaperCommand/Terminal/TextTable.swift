// Text in columns, cut to the width of the terminal.

/// Rows of text in columns.
enum TextTable {
    /// Where nothing is cut, as in a pipe, a column is padded to so many letters at most.
    private static let widestPadding = 48

    /// The last column is not padded, and is cut to the width that is left. The columns before it share two thirds of the width: the
    /// widest of them gives way.
    static func lines(_ rows: [[String]], width: Int, indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        var widths = (0..<max(0, columns - 1)).map { column in
            rows.map { column < $0.count - 1 ? $0[column].columns : 0 }.max() ?? 0
        }
        let isCut = width < .max
        if isCut {
            let room = 2 * width / 3 - indent.columns - 2 * widths.count
            while let widest = widths.max(), widest > 20, widths.reduce(0, +) > room, let column = widths.firstIndex(of: widest) { widths[column] -= 1 }
        } else {
            widths = widths.map { min($0, widestPadding) }
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.dropLast().enumerated() {
                line += (isCut ? cell.fitted(to: widths[column]) : cell).padded(to: widths[column]) + "  "
            }
            return line + (row.last.map { isCut ? $0.fitted(to: max(20, width - line.columns)) : $0 } ?? "")
        }
    }
}
