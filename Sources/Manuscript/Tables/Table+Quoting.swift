// Cells of a table by name: `learning-speed.steps["orthogonal tanh, 1.05"]["SGD"]` is a number of the column "SGD", and an
// interval there has the fields value, low and high, an estimate value and standardError.
import BuildGraph

extension Table {
    /// The row of a name of a stored table, as an object with a member per column; nil when this is not a table or has no such row.
    static func row(_ name: String, of datum: Datum) -> Datum? {
        guard let table = stored(datum), let row = table.rows.first(where: { $0.name == name }) else { return nil }
        return table.object(row)
    }

    /// A row as an object with a member per column.
    func object(_ row: Row) -> Datum { .object(zip(columns, row.cells).map { Datum.Field($0.name, $1.datum($0.format)) }) }

    /// The names of a stored table's rows; nil when this is not a table.
    static func rowNames(of datum: Datum) -> [String]? { stored(datum)?.rows.map(\.name) }

    /// The table that a stored value is.
    static func stored(_ datum: Datum) -> Table? {
        guard datum["columns"] != nil, datum["rows"] != nil else { return nil }
        return try? decodeValue(Table.self, from: datum)
    }
}

extension Table.Cell {
    fileprivate func datum(_ format: NumberFormat) -> Datum {
        switch self {
        case .number(let value): .double(value)
        case .interval(let value, let low, let high):
            .object([.init("value", .double(value)), .init("low", .double(low)), .init("high", .double(high))])
        case .estimate(let value, let error): .object([.init("value", .double(value)), .init("standardError", .double(error))])
        case .above, .missing: .string(text(format, in: .plain) ?? "")
        case .text(let text): .string(text)
        }
    }
}
