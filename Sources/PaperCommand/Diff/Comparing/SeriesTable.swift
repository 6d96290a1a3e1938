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

    /// Reads a CSV that the build wrote; a text that is none is empty.
    package init(csv: String) {
        var lines = csv.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard let head = lines.popFirst() else { return }
        let names = DataSheet.cells(head).map(String.init)
        let leading = names.prefix { DataSheet.labels.contains($0) }.count
        columns = names.dropFirst(leading).map(Self.column)
        var places: [String: Int] = [:], counts: [String: Int] = [:]
        var current: (labels: [String], place: Int)?
        for line in lines {
            // A blank line ends a block: the next one is another, also when it is called the same.
            guard !line.isEmpty else {
                current = nil
                continue
            }
            let cells = DataSheet.cells(line).map(String.init), labels = Array(cells.prefix(leading))
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
}
