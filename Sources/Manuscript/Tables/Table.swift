// A table of the paper: a value that a quantity has or contains. Its rows carry their labels and its columns their heading,
// unit and format, so that no chapter types what a row is, and all numbers of a column are rounded alike. A chapter shows it:
//
//   ::: table learning-speed.steps
//   The caption.
//   :::

/// Rows with labels, columns with heading, unit and format.
public struct Table: Codable, Sendable, Equatable {
    /// The heading of the labels, Markdown.
    public var labelHeading: String
    public var columns: [Column]
    public var rows: [Row]

    /// - Parameter labelHeading: what the rows are, Markdown.
    public init(_ labelHeading: String, columns: [Column], rows: [Row]) {
        self.labelHeading = labelHeading
        self.columns = columns
        self.rows = rows
    }

    /// What stands below one heading.
    public struct Column: Codable, Sendable, Equatable {
        /// By which a cell is quoted; the column's name in the CSV.
        public var name: String
        /// Markdown.
        public var heading: String
        /// "" for a pure number.
        public var unit: String
        /// Of every number in the column.
        public var format: NumberFormat

        /// - Parameter heading: Markdown; the name when there is none.
        public init(_ name: String, heading: String? = nil, unit: String = "", format: NumberFormat) {
            self.name = name
            self.heading = heading ?? MarkdownText.escaped(name)
            self.unit = unit
            self.format = format
        }
    }

    /// A line of the table.
    public struct Row: Codable, Sendable, Equatable {
        /// By which a cell is quoted.
        public var name: String
        /// Markdown.
        public var label: String
        /// One per column.
        public var cells: [Cell]

        /// - Parameter label: Markdown; the name when there is none.
        public init(_ name: String, label: String? = nil, _ cells: [Cell]) {
            self.name = name
            self.label = label ?? MarkdownText.escaped(name)
            self.cells = cells
        }
    }

    /// What stands in a row below a heading.
    public enum Cell: Codable, Sendable, Equatable {
        case number(Double)
        /// A value with the ends of its interval: "12 (10–14)".
        case interval(Double, low: Double, high: Double)
        /// A value with its standard error, both rounded by the error whatever the column's format: "0.512 ± 0.021". An error of zero, as of
        /// equal values, is not told.
        case estimate(Double, standardError: Double)
        /// Greater than a number: "> 300".
        case above(Double)
        /// Plain text.
        case text(String)
        /// Nothing to tell: "–".
        case missing
    }
}

extension Table {
    /// Why the table cannot be set; nil when it can. An element named twice could not be quoted, and a blank hides a failure.
    package var defect: String? {
        if columns.isEmpty || rows.isEmpty { return "has no \(columns.isEmpty ? "columns" : "rows")" }
        for (what, names) in [("column", columns.map(\.name)), ("row", rows.map(\.name))] {
            var seen: Set<String> = []
            if let twice = names.first(where: { !seen.insert($0).inserted }) { return "has two \(what)s called \"\(twice)\"" }
        }
        for row in rows {
            guard row.cells.count == columns.count else {
                return "has \(columns.count) columns, and its row \"\(row.name)\" has \(row.cells.count) cells"
            }
            for (cell, column) in zip(row.cells, columns) where cell.text(column.format, in: .plain) == nil {
                return "has a number that cannot be printed, in row \"\(row.name)\", column \"\(column.name)\""
            }
        }
        return nil
    }
}

extension Table.Cell {
    /// The text in the column's format; nil for a number that is not finite, or not whole where it must be.
    package func text(_ format: NumberFormat, in context: NumberContext) -> String? {
        func number(_ value: Double) -> String? { NumberText.text(value, format, in: context) }
        switch self {
        case .number(let value): return number(value)
        case .interval(let value, let low, let high):
            guard let value = number(value), let low = number(low), let high = number(high) else { return nil }
            return "\(value) (\(low)–\(high))"
        case .estimate(let value, let error):
            guard error.isFinite, error >= 0 else { return nil }
            return error > 0 ? NumberText.text(value, uncertainty: error, in: context) : number(value)
        case .above(let value): return number(value).map { (context == .html ? "&gt;" : ">") + NumberText.thinSpace + $0 }
        case .text(let text): return context == .html ? HTMLText.escaped(text) : text
        case .missing: return "–"
        }
    }
}
