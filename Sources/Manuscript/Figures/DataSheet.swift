// The data of a figure, read back from its CSV: for those who cannot see the figure, and for NumPy.

/// The columns of a figure's data.
package struct DataSheet: Sendable {
    package struct Column: Sendable {
        /// "density", and the unit behind it where there is one: "density [1/s]".
        package var title: String
        package var cells: [Substring]

        /// The column as numbers, an empty cell as NaN; nil when a cell is a text.
        package var numbers: [Double]? {
            var numbers: [Double] = []
            numbers.reserveCapacity(cells.count)
            for cell in cells {
                if cell.isEmpty { numbers.append(.nan) } else if let number = Double(cell) { numbers.append(number) } else { return nil }
            }
            return numbers
        }
    }

    package var columns: [Column]

    /// Reads what `Drawing.csv` wrote: a header, then rows; blank lines part series.
    package init(csv: String) {
        let lines = csv.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init)
        var columns = lines.first.map { Self.cells($0).map { Column(title: String($0), cells: []) } } ?? []
        for line in lines.dropFirst() {
            let cells = Self.cells(line)
            for k in columns.indices { columns[k].cells.append(k < cells.count ? cells[k] : "") }
        }
        self.columns = columns
    }

    /// The cells of a line; one in quotation marks may have commas, and quotation marks twice.
    package static func cells(_ line: Substring) -> [Substring] {
        let bytes = line.utf8
        guard bytes.contains(UInt8(ascii: "\"")) else {
            return bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Substring.init)
        }
        var cells: [Substring] = [], cell = "", isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            if character == "\"" {
                if isQuoted, rest.first == "\"" { cell.append(rest.removeFirst()) } else { isQuoted.toggle() }
            } else if character == ",", !isQuoted {
                cells.append(cell[...])
                cell = ""
            } else {
                cell.append(character)
            }
        }
        return cells + [cell[...]]
    }

    /// Columns that say what a row belongs to.
    package static let labels: Set<String> = ["panel", "series", "title"]
}
