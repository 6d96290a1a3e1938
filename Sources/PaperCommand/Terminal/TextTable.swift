// Text in columns, cut to the width of the terminal.

/// Rows of text in columns.
enum TextTable {
    /// The last column is not padded, and is cut to the width that is left.
    static func lines(_ rows: [[String]], width: Int, indent: String = "  ") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                line += column == row.count - 1
                    ? cell.fitted(to: max(20, width - line.count)) : cell.padded(to: widths[column]) + "  "
            }
            return line
        }
    }
}
