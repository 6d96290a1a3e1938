// A difference for a pull request: short, the worst first, and what is long in parts that open. GitHub and GitLab show it.
import BuildGraph
import Manuscript

/// Renders a difference as Markdown.
package enum DifferenceMarkdown {
    /// Rows of a table: more is for the page.
    private static let most = 25

    package static func text(_ difference: PaperDifference) -> String {
        var parts = ["### \(sign(difference)) \(escaped(difference.title)): \(escaped(difference.heading))", sentence(difference)]
        parts += difference.notes.map { "> ⚠️ \(escaped($0))" }
        let settings = difference.settingChanges
        if !settings.isEmpty {
            parts.append("Set by hand: " + settings.map { "`\($0.path)` \(escaped($0.old ?? "as in the profile")) → \(escaped($0.new ?? "as in the profile"))" }.joined(separator: ", "))
        }
        let important = (difference.claims ?? []).filter { [.worse, .broken, .removed, .better, .added, .moved].contains($0.kind) }
        if !important.isEmpty { parts.append(claims(important)) }
        let causes = difference.causes
        if !causes.isEmpty { parts.append(details("Why: \(CollectionText.count(causes.count, "change"))", causeList(causes), isOpen: causes.count <= 6)) }
        let figures = difference.changedFigures
        for (kind, noun) in [(FigureDifference.Kind.figure, "figure"), (.table, "table")] {
            let mine = figures.filter { $0.kind == kind }
            if !mine.isEmpty { parts.append(details(CollectionText.count(mine.count, noun), self.figures(mine, noun), isOpen: false)) }
        }
        if let values = difference.values, !values.isEmpty { parts.append(details(CollectionText.count(values.count, "quoted value"), self.values(values), isOpen: false)) }
        let rest = (difference.claims ?? []).filter { $0.kind == .wavers }
        if !rest.isEmpty { parts.append(details("\(CollectionText.count(rest.count, "claim")) within the uncertainties", claims(rest), isOpen: false)) }
        if !difference.chapters.isEmpty {
            parts.append(details(CollectionText.count(difference.chapters.count, "file of the text", "files of the text"), list(difference.chapters.map { "`\($0)`" }), isOpen: false))
        }
        if !difference.isEmpty { parts.append(details("How a change is judged", PaperDifference.criterion, isOpen: false)) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func sign(_ difference: PaperDifference) -> String { !difference.worse.isEmpty ? "❌" : difference.isEmpty ? "✅" : "🔍" }

    private static func sentence(_ difference: PaperDifference) -> String {
        let parts = difference.summary, bad = difference.worse.isEmpty ? 0 : [.worse, .broken, .removed].count { difference.count($0) > 0 }
        return parts.enumerated().map { $0.offset < bad ? "**\($0.element)**" : $0.element }.joined(separator: ", ").capitalisedFirst + "."
    }

    private static func claims(_ claims: [ClaimDifference]) -> String {
        let rows = claims.map { claim in
            [
                "**\(claim.id)** \(claim.statement)", claim.verdictText, claim.valueText(), claim.remark, Cause.shown(claim.causes).joined(separator: "; "),
            ]
        }
        return table(["claim", "verdict", "value", "", "because of"], rows)
    }

    private static func figures(_ figures: [FigureDifference], _ noun: String) -> String {
        let rows = figures.map { figure in
            let worst = figure.series.max { $0.relative < $1.relative }, column = worst?.columns.max { $0.relative < $1.relative }
            let where_ = worst.map { series in "\(series.label.isEmpty ? "" : series.label + ": ")\(column.map { "\($0.name) \($0.greatestText)" } ?? series.rowsText)" } ?? ""
            return [figure.name, figure.statusText, where_, Cause.shown(figure.causes).joined(separator: "; ")]
        }
        return table([noun, "differs", "most of all", "because of"], rows)
    }

    private static func values(_ values: [ValueDifference]) -> String {
        let rows = values.map { value in
            ["`\(value.path)`", value.old?.text ?? "–", value.new?.text ?? "–", value.change?.remark ?? "", Cause.shown(value.causes).joined(separator: "; ")]
        }
        return table(["value", "old", "new", "", "because of"], rows)
    }

    private static func causeList(_ causes: [(cause: Cause, results: [String])]) -> String {
        list(causes.map { cause, results in
            let shown = results.count > 8 ? results.prefix(7).joined(separator: ", ") + " and \(results.count - 7) more" : results.joined(separator: ", ")
            return "\(cause.text) ⇒ \(shown)"
        })
    }

    // MARK: Markdown

    private static func list(_ items: [String]) -> String {
        (items.prefix(most).map { "- \(line($0))" } + (items.count > most ? ["- and \(items.count - most) more"] : [])).joined(separator: "\n")
    }

    /// A column that is empty in all rows is left out.
    private static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let used = heads.indices.filter { column in column == 0 || rows.contains { !$0[column].isEmpty } }
        func row(_ cells: [String]) -> String { "| " + used.map { line(cells[$0]).replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
        let more = rows.count > most ? "\n\nand \(rows.count - most) more" : ""
        return ([row(heads), "|" + used.map { _ in ":--|" }.joined()] + rows.prefix(most).map(row)).joined(separator: "\n") + more
    }

    private static func details(_ summary: String, _ content: String, isOpen: Bool) -> String {
        "<details\(isOpen ? " open" : "")><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
    }

    private static func line(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }

    /// Names from outside must not become markup.
    private static func escaped(_ text: String) -> String { line(text).replacing("<", with: "&lt;").replacing("@", with: "@\u{2060}") }
}

extension String {
    /// "2 figures" stays; "nothing differs" becomes "Nothing differs".
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
