// What is checked of a drawing before gnuplot sees it, so that the message is about Swift's names, not gnuplot's.

/// What is wrong with the data of a figure.
public enum DrawingError: Error, Equatable {
    case noData
    case badName(String, reason: String)
    case nameTwice(String)
    case emptySeries(String)
    case unequalColumns(series: String, counts: [String])
    case infinite(series: String, column: String, row: Int)
    case unitChanges(column: String, units: [String])
}

extension Drawing {
    /// Throws the first thing that is wrong.
    package func validate() throws(DrawingError) {
        guard !blocks.isEmpty else { throw .noData }
        var names: Set<String> = []
        for name in groups.map(\.name) + groups.filter(\.isFamily).map({ $0.name + "_title" }) + variables.map(\.name)
            + columnNames.map(\.name)
        {
            try Self.check(name: name)
            guard names.insert(name).inserted else { throw .nameTwice(name) }
        }
        for group in groups where group.blocks.isEmpty { throw .emptySeries(group.name) }
        for block in blocks { try Self.check(block: block) }
        for column in columnNames {
            let units = blocks.flatMap(\.columns).filter { $0.name == column.name }.map(\.unit)
            if let other = units.first(where: { $0 != column.unit }) {
                throw .unitChanges(column: column.name, units: [column.unit, other])
            }
        }
    }

    /// The columns of all blocks in the order of their first mention.
    package var columnNames: [(name: String, unit: String)] {
        var seen: Set<String> = []
        return blocks.flatMap(\.columns).filter { seen.insert($0.name).inserted }.map { ($0.name, $0.unit) }
    }

    private static func check(name: String) throws(DrawingError) {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
        guard let first = name.first, letters.contains(first), first != "_",
            name.allSatisfy({ letters.contains($0) || ("0"..."9").contains($0) })
        else { throw .badName(name, reason: "a name in a script has letters, digits and _, and begins with a letter") }
        let reserved: Set = ["data", "name", "pi", "NaN", "I", "pass", "panel", "series", "title", "figure_width", "figure_height"]
        if reserved.contains(name) { throw .badName(name, reason: "\(name) has a meaning of its own in the script") }
        for prefix in ["GPVAL_", "GPFUN_", "MOUSE_", "ARG", "FIT_"] where name.hasPrefix(prefix) {
            throw .badName(name, reason: "gnuplot keeps names that begin with \(prefix) for itself")
        }
    }

    private static func check(block: Block) throws(DrawingError) {
        let counts = block.columns.compactMap { column in column.rowCount.map { (column.name, $0) } }
        guard let rows = counts.first?.1, rows > 0 || counts.contains(where: { $0.1 > 0 }) else {
            throw .emptySeries(block.series)
        }
        guard counts.allSatisfy({ $0.1 == rows }) else {
            throw .unequalColumns(series: block.series, counts: counts.map { "\($0.0): \($0.1)" })
        }
        for column in block.columns {
            switch column.values {
            case .numbers(let values):
                if let row = values.firstIndex(where: \.isInfinite) {
                    throw .infinite(series: block.series, column: column.name, row: row)
                }
            case .constant(let value) where value.isInfinite:
                throw .infinite(series: block.series, column: column.name, row: 0)
            default: break
            }
        }
    }
}
