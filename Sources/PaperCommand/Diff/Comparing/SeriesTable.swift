// The data of a figure or a table, read back from its CSV: series of rows with named columns. Blank lines part the blocks of gnuplot; what a row
// belongs to stands in its first columns.

import Foundation
import Manuscript

/// What a figure was drawn from, or a table consists of.
package struct SeriesTable: Equatable {
    package struct Column: Equatable {
        package let name: String
        /// "" for a pure number.
        package let unit: String
    }

    package enum Cell: Equatable {
        case number(Double)
        case text(String)

        var number: Double? { if case .number(let value) = self { value } else { nil } }

        /// As a place is told by it: "8", "tanh".
        var short: String {
            switch self {
            case .number(let value): NumberText.short(value)
            case .text(let text): text
            }
        }

        /// As it is written in a sentence.
        var words: String {
            switch self {
            case .number(let value): DifferenceNumber.text(value)
            case .text(let text): "“\(text)”"
            }
        }
    }

    /// Rows of one line or set of points.
    package struct Series: Equatable {
        /// Panel, series and title, as far as there are any; blocks that share them are counted.
        package var label: String
        package var rows: [[Cell]]
    }

    package private(set) var columns: [Column] = []
    package private(set) var series: [Series] = []

    /// The columns that say what a row belongs to.
    private static let labels = ["panel", "series", "title"]

    /// Reads a CSV that the build wrote; a text that is none is empty.
    package init(csv: String) {
        var lines = csv.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard let head = lines.popFirst() else { return }
        let names = Self.cells(head)
        let leading = names.prefix { Self.labels.contains($0) }.count
        columns = names.dropFirst(leading).map(Self.column)
        var places: [String: Int] = [:], counts: [String: Int] = [:]
        var current: (labels: [String], place: Int)?
        for line in lines {
            // A blank line ends a block: the next one is another, also when it is called the same.
            guard !line.isEmpty else {
                current = nil
                continue
            }
            let cells = Self.cells(line), labels = Array(cells.prefix(leading))
            if current?.labels != labels {
                let label = labels.filter { !$0.isEmpty }.joined(separator: " · "), count = counts[label, default: 0] + 1
                counts[label] = count
                let unique = count == 1 ? label : "\(label) (\(count))"
                places[unique] = series.count
                current = (labels, series.count)
                series.append(Series(label: unique, rows: []))
            }
            if let place = current?.place { series[place].rows.append(cells.dropFirst(leading).map(Self.cell)) }
        }
    }

    /// "time [s]" is the column time in seconds.
    private static func column(_ heading: String) -> Column {
        guard heading.hasSuffix("]"), let bracket = heading.range(of: " [", options: .backwards) else { return Column(name: heading, unit: "") }
        return Column(name: String(heading[..<bracket.lowerBound]), unit: String(heading[bracket.upperBound...].dropLast()))
    }

    private static func cell(_ text: String) -> Cell { Double(text).map(Cell.number) ?? .text(text) }

    /// The cells of a line; a cell in quotation marks may have commas, and quotation marks twice.
    private static func cells(_ line: Substring) -> [String] {
        guard line.contains("\"") else { return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        var cells: [String] = [], cell = "", isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                cell.append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
        }
        return cells + [cell]
    }
}
