// A difference at a terminal: what happened in one line, then the worst first.
import BuildGraph
import Manuscript

/// Renders a difference for people at a terminal.
enum DifferenceText {
    /// So many of a kind are listed; the page has all.
    private static let most = 12

    static func lines(_ difference: PaperDifference, on terminal: Terminal) -> [String] {
        var lines = [terminal.styled(difference.heading, .bold), difference.summary.joined(separator: ", ").capitalisedFirst + "."]
        for note in difference.notes { lines.append("\(terminal.styled("!", .yellow)) \(note)") }
        for setting in difference.settingChanges { lines.append("  \(setting.path): \(setting.old ?? "as in the profile") → \(setting.new ?? "as in the profile")") }
        let claims = (difference.claims ?? []).filter { $0.kind != .same }
        lines += block("Claims", claims.map { claim in
            let style: Terminal.Style = [.worse, .broken, .removed].contains(claim.kind) ? .red : claim.kind == .better ? .green : .yellow
            let mark = [.worse, .broken, .removed].contains(claim.kind) ? "✗" : claim.kind == .better ? "✓" : claim.kind == .wavers ? "·" : "~"
            return Entry(
                head: ["\(terminal.styled(mark, style)) \(claim.id)", claim.verdictText, [claim.valueText(), claim.remark].filter { !$0.isEmpty }.joined(separator: "; ")],
                causes: claim.causes)
        }, terminal)
        let figures = difference.changedFigures
        lines += block("Figures and tables", figures.map { figure in
            let worst = figure.series.max { $0.relative < $1.relative }, column = worst?.columns.max { $0.relative < $1.relative }
            let most = worst.map { series in [series.label, column.map { "\($0.name) \($0.greatest.isFinite ? "by " : "")\($0.greatestText)" } ?? "", series.rowsText].filter { !$0.isEmpty }.joined(separator: ": ") } ?? figure.statusText
            let others = figure.series.count > 1 ? "; \(figure.series.count - 1) more series" : ""
            return Entry(head: ["  \(figure.name)", most + others], causes: figure.causes)
        }, terminal)
        lines += block("Quoted values", (difference.values ?? []).map { value in
            let texts = "\(value.old?.text ?? "–") → \(value.new?.text ?? "–")"
            return Entry(head: ["  \(value.path)", [texts, value.change?.remark ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")], causes: value.causes)
        }, terminal)
        if !difference.chapters.isEmpty { lines += ["", terminal.styled("Text", .bold)] + difference.chapters.prefix(most).map { "  \($0)" } }
        return lines
    }

    private struct Entry {
        let head: [String]
        let causes: [Cause]
    }

    /// Entries in columns, and below those that follow it the causes that they share, once.
    private static func block(_ title: String, _ entries: [Entry], _ terminal: Terminal) -> [String] {
        if entries.isEmpty { return [] }
        var lines = ["", terminal.styled(title, .bold)]
        let shown = Array(entries.prefix(most)), rows = TextTable.lines(shown.map(\.head), width: terminal.longestLine, indent: "")
        for (index, entry) in shown.enumerated() {
            lines.append(rows[index])
            let isLastOfItsCauses = index + 1 == shown.count || shown[index + 1].causes != entry.causes
            if isLastOfItsCauses && !entry.causes.isEmpty { lines.append("    " + terminal.styled("because of " + Cause.shown(entry.causes).joined(separator: "; "), .dim)) }
        }
        if entries.count > most { lines.append("  … and \(entries.count - most) more: `paper diff … -o diff.html` shows all.") }
        return lines
    }
}
