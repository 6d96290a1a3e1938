// The table's numbers for programs: full precision, units in the header as in the CSV of a figure.

extension Table {
    /// A header and a line per row. What stands beside a value in any row of a column, as the ends of intervals, has columns of its own.
    package func csv() -> String {
        let additions = columns.indices.map { k in
            Cell.additions.filter { addition in rows.contains { $0.cells[k].additions[addition] != nil } }
        }
        var header = [labelHeading]
        for (column, additions) in zip(columns, additions) {
            let unit = column.unit.isEmpty ? "" : " [\(column.unit)]"
            header += ([""] + additions.map { " " + $0 }).map { column.name + $0 + unit }
        }
        let lines = rows.map { row in
            [row.name] + zip(row.cells, additions).flatMap { cell, additions in
                [cell.field] + additions.map { cell.additions[$0].map(Drawing.number) ?? "" }
            }
        }
        return ([header] + lines).map { $0.map(Drawing.quoted).joined(separator: ",") + "\n" }.joined()
    }
}

extension Table.Cell {
    /// What may stand beside a value, in the order of the columns.
    fileprivate static let additions = ["low", "high", "standard error"]

    fileprivate var additions: [String: Double] {
        switch self {
        case .interval(_, let low, let high): ["low": low, "high": high]
        case .estimate(_, let error): ["standard error": error]
        case .number, .above, .text, .missing: [:]
        }
    }

    fileprivate var field: String {
        switch self {
        case .number(let value), .interval(let value, _, _), .estimate(let value, _): Drawing.number(value)
        case .above(let value): ">\(Drawing.number(value))"
        case .text(let text): text
        case .missing: ""
        }
    }
}
