// How the rows of two series differ: row by row, column by column.
//
// Rows are matched by their leading column, which is what a figure is drawn over and what a table's row is called: the first that the series fills and that
// is not the same in all rows. Where its entries are not unique, or hardly any is on both sides while both have as many rows, the first row is matched with
// the first, and so on.

/// How a column of a series changed.
package struct ColumnDifference: Equatable {
    package let name: String
    /// "" for a pure number.
    package let unit: String
    /// Rows on both sides, and those of them that differ.
    package let rows, differing: Int
    /// The greatest absolute difference of numbers, and where: the row by its leading column.
    package let greatest: Double
    package let place: String
    package let old, new: SeriesTable.Cell
    /// The median of the absolute differences, of rows that differ.
    package let typical: Double
    /// From the least to the greatest number of the column, on both sides together.
    package let range: Double

    /// The greatest difference in parts of the range, or of the number itself where there is no range.
    package var relative: Double {
        if !(greatest > 0) { return greatest == 0 ? 0 : .infinity }
        let scale = range > 0 ? range : max(abs(old.number ?? 0), abs(new.number ?? 0))
        return scale > 0 ? greatest / scale : .infinity
    }
}

/// How a series changed.
package struct SeriesDifference: Equatable {
    package enum Status: String, Codable { case same, changed, added, removed }

    package let label: String
    package let status: Status
    /// Of those that differ.
    package var columns: [ColumnDifference] = []
    package var rows = 0
    package var rowsAdded = 0
    package var rowsRemoved = 0

    /// Infinite where rows came, went, or are other texts.
    package var relative: Double {
        status == .same ? 0 : status != .changed || rowsAdded + rowsRemoved > 0 ? .infinity : columns.map(\.relative).max() ?? 0
    }

    /// Differences below that are those of sums in another order: in parts of a column's range.
    static let roundOff = 1e-9

    package var isRoundOff: Bool { status == .changed && relative <= Self.roundOff }
}

extension SeriesDifference {
    /// The series of two tables by their labels: in the order of the new one, then those that are gone.
    package static func all(_ old: SeriesTable, _ new: SeriesTable) -> [SeriesDifference] {
        let before = Dictionary(old.series.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(new.series.map(\.label))
        let present = new.series.map { series in
            before[series.label].map { SeriesDifference(series.label, $0, old.columns, series, new.columns) }
                ?? SeriesDifference(label: series.label, status: .added, rows: series.rows.count)
        }
        return present + old.series.filter { !now.contains($0.label) }.map { SeriesDifference(label: $0.label, status: .removed, rows: $0.rows.count) }
    }

    private init(
        _ label: String, _ old: SeriesTable.Series, _ oldColumns: [SeriesTable.Column], _ new: SeriesTable.Series, _ newColumns: [SeriesTable.Column]
    ) {
        self.label = label
        if old.rows == new.rows && oldColumns == newColumns {
            status = .same
            rows = new.rows.count
            return
        }
        let lead = Self.leadingColumn(new.rows), name = lead < newColumns.count ? newColumns[lead].name : ""
        let pairs = RowPairs(old.rows, oldColumns.firstIndex { $0.name == name } ?? 0, new.rows, lead)
        rows = pairs.all.count
        (rowsAdded, rowsRemoved) = (new.rows.count - rows, old.rows.count - rows)
        for (index, column) in newColumns.enumerated() {
            guard let before = oldColumns.firstIndex(where: { $0.name == column.name }) else { continue }
            let cells = pairs.all.compactMap { pair -> (key: SeriesTable.Cell, old: SeriesTable.Cell, new: SeriesTable.Cell)? in
                let (a, b) = (old.rows[pair.old], new.rows[pair.new])
                guard before < a.count, index < b.count, lead < b.count else { return nil }
                return (b[lead], a[before], b[index])
            }
            if let difference = ColumnDifference(column, leadingColumn: name, cells) { columns.append(difference) }
        }
        let names = Set(oldColumns.map(\.name)).symmetricDifference(newColumns.map(\.name))
        status = columns.isEmpty && names.isEmpty && rowsAdded + rowsRemoved == 0 ? .same : .changed
    }

    /// The first column that has an entry in all rows, and not the same in all of them.
    private static func leadingColumn(_ rows: [[SeriesTable.Cell]]) -> Int {
        guard let first = rows.first else { return 0 }
        let filled = first.indices.filter { column in rows.allSatisfy { column < $0.count && $0[column] != .text("") } }
        return filled.first { column in rows.contains { $0[column] != first[column] } } ?? filled.first ?? 0
    }
}

extension ColumnDifference {
    /// Nil where nothing differs.
    fileprivate init?(_ column: SeriesTable.Column, leadingColumn: String, _ cells: [(key: SeriesTable.Cell, old: SeriesTable.Cell, new: SeriesTable.Cell)]) {
        func differ(_ a: SeriesTable.Cell, _ b: SeriesTable.Cell) -> Bool {
            if case .number(let a) = a, case .number(let b) = b { return a != b && !(a.isNaN && b.isNaN) }
            return a != b
        }
        /// A gap that came or went, and another text, are greater than any number.
        func distance(_ a: SeriesTable.Cell, _ b: SeriesTable.Cell) -> Double {
            guard let a = a.number, let b = b.number, a.isFinite, b.isFinite else { return .infinity }
            return abs(b - a)
        }
        let changed = cells.filter { differ($0.old, $0.new) }
        guard let worst = changed.max(by: { distance($0.old, $0.new) < distance($1.old, $1.new) }) else { return nil }
        let distances = changed.map { distance($0.old, $0.new) }.sorted()
        let numbers = cells.flatMap { [$0.old.number, $0.new.number] }.compactMap { $0 }.filter(\.isFinite)
        name = column.name
        unit = column.unit
        rows = cells.count
        differing = changed.count
        greatest = distance(worst.old, worst.new)
        place = "\(leadingColumn) = \(worst.key.short)"
        (old, new) = (worst.old, worst.new)
        typical = distances[distances.count / 2]
        range = (numbers.max() ?? 0) - (numbers.min() ?? 0)
    }
}

/// Which row is which.
private struct RowPairs {
    private(set) var all: [(old: Int, new: Int)] = []

    /// - Parameters: rows, and the columns that they are matched by.
    init(_ old: [[SeriesTable.Cell]], _ oldColumn: Int, _ new: [[SeriesTable.Cell]], _ newColumn: Int) {
        if let places = Self.places(old, oldColumn), Self.places(new, newColumn) != nil {
            all = new.indices.compactMap { row in places[Self.key(new[row][newColumn])].map { ($0, row) } }
            let few = all.count * 2 < min(old.count, new.count)
            if !few || old.count != new.count { return }
        }
        all = (0..<min(old.count, new.count)).map { ($0, $0) }
    }

    /// Rows by a column; nil where that is not unique.
    private static func places(_ rows: [[SeriesTable.Cell]], _ column: Int) -> [String: Int]? {
        var places: [String: Int] = [:]
        for (row, cells) in rows.enumerated() {
            guard column < cells.count, places.updateValue(row, forKey: key(cells[column])) == nil else { return nil }
        }
        return places
    }

    private static func key(_ cell: SeriesTable.Cell) -> String {
        switch cell {
        case .number(let value): "\(value)"
        case .text(let text): "\"" + text
        }
    }
}
