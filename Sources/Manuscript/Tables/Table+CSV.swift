// The table's numbers for programs: full precision, units in the header as in the CSV of a figure.

extension Table {
    /// A header and a line per row. A column with intervals has two more, for their ends.
    package func csv() -> String {
        let hasIntervals = columns.indices.map { k in
            rows.contains { if case .interval = $0.cells[k] { true } else { false } }
        }
        var header = [labelHeading]
        for (column, isInterval) in zip(columns, hasIntervals) {
            let unit = column.unit.isEmpty ? "" : " [\(column.unit)]"
            header += isInterval ? ["", " low", " high"].map { column.name + $0 + unit } : [column.name + unit]
        }
        let lines = rows.map { row in
            [row.name] + zip(row.cells, hasIntervals).flatMap { $0.fields(withInterval: $1) }
        }
        return ([header] + lines).map { $0.map(Drawing.quoted).joined(separator: ",") + "\n" }.joined()
    }
}

extension Table.Cell {
    fileprivate func fields(withInterval: Bool) -> [String] {
        let rest = withInterval ? ["", ""] : []
        switch self {
        case .number(let value): return [Drawing.number(value)] + rest
        case .interval(let value, let low, let high): return [value, low, high].map(Drawing.number)
        case .above(let value): return [">\(Drawing.number(value))"] + rest
        case .text(let text): return [text] + rest
        case .missing: return [""] + rest
        }
    }
}
