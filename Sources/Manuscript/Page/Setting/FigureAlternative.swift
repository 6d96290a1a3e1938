// What a figure shows, for those who cannot see it: its number, the first sentence of its caption, and what is plotted, read
// from the very data that it was drawn from.

package enum FigureAlternative {
    /// "Figure 2. Singular values of the Jacobian."
    ///
    /// - Parameter caption: HTML, with its label.
    package static func title(number: Int, caption: String) -> String {
        let label = "Figure \(number)."
        var words = HTMLPlainText.text(of: caption)
        if words.hasPrefix("Figure"), let end = words.firstIndex(of: ".") { words = String(words[words.index(after: end)...]) }
        let sentence = firstSentence(words.trimmingSpaces)
        return [label, sentence].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What is plotted, in a sentence: "Plotted: theory (4 curves), simulation (4 curves); singular value from 0 to 2.6, density from 0 to 1.2."
    package static func plotted(_ sheet: DataSheet) -> String {
        guard let series = sheet.columns.first(where: { $0.title == "series" }) else { return "" }
        var curves: [(name: Substring, titles: Set<Substring>)] = []
        let titles = sheet.columns.first { $0.title == "title" }?.cells, panels = sheet.columns.first { $0.title == "panel" }?.cells
        for row in series.cells.indices {
            let title = (titles?[row] ?? "") + "|" + (panels?[row] ?? "")
            if let k = curves.firstIndex(where: { $0.name == series.cells[row] }) {
                curves[k].titles.insert(title)
            } else {
                curves.append((series.cells[row], [title]))
            }
        }
        let names = curves.prefix(8).map { curve in
            spoken(curve.name) + (curve.titles.count > 1 ? " (\(curve.titles.count) curves)" : "")
        }
        let ranges = sheet.columns.filter { !DataSheet.labels.contains($0.title) }.prefix(6).compactMap { column -> String? in
            guard let numbers = column.numbers?.filter(\.isFinite), let low = numbers.min(), let high = numbers.max() else { return nil }
            return low == high ? "\(spoken(column.title[...])) \(NumberText.short(low))" : "\(spoken(column.title[...])) from \(rounded(low)) to \(rounded(high))"
        }
        if names.isEmpty { return "" }
        let more = curves.count > 8 ? " and \(curves.count - 8) more" : ""
        return "Plotted: \(names.joined(separator: ", "))\(more)\(ranges.isEmpty ? "" : "; " + ranges.joined(separator: ", "))."
    }

    private static func spoken(_ name: Substring) -> String { name.split(separator: "_").joined(separator: " ") }
    private static func rounded(_ value: Double) -> String { NumberText.text(value, .significant(3), in: .plain) ?? "" }

    /// Up to the first full stop that ends a sentence: one before a space and a capital.
    private static func firstSentence(_ text: String) -> String {
        let characters = Array(text)
        for k in characters.indices where ".:".contains(characters[k]) && k + 2 < characters.count {
            if characters[k + 1] == " ", characters[k] == ":" || characters[k + 2].isUppercase { return String(characters[..<k]) + "." }
        }
        return text
    }
}

extension String {
    var trimmingSpaces: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
