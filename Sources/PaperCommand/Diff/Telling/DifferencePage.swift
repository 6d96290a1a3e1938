// A difference as a page of its own, in the look of the paper: nothing to fetch, no script, light and dark, readable on a telephone.
import BuildGraph
import Manuscript

/// Renders a difference as HTML.
package struct DifferencePage {
    let difference: PaperDifference
    /// Sentences of claims with their formulas set, by id.
    let statements: [String: String]

    package init(difference: PaperDifference, statements: [String: String] = [:]) { (self.difference, self.statements) = (difference, statements) }

    /// The whole file.
    package var html: String {
        let title = HTMLText.escaped("\(difference.title): \(difference.heading)")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(StyleSheet.all)
            \(Self.style)
            </style>
            </head>
            <body class="difference">
            <header class="front">
            <p class="paper">\(HTMLText.escaped(difference.title))</p>
            <h1>What changed: \(HTMLText.escaped(difference.old.name)) <span class="arrow" role="img" aria-label="to">→</span> \(HTMLText.escaped(difference.new.name))</h1>
            \(sides)
            \(summary)
            \(notes)
            </header>
            <main>
            \([claims, causes, figures, values, text].joined(separator: "\n"))
            </main>
            <footer class="closing">
            <h2>How a change is judged</h2>
            <p>\(HTMLText.escaped(PaperDifference.criterion))</p>
            <p>Rows of a series are matched by their first column. The greatest difference is given in parts of the column's range, the typical one is the median of those rows that differ.
            Below a billionth of the range a difference is called round-off.</p>
            </footer>
            </body>
            </html>

            """
    }

    // MARK: Head

    private var sides: String {
        let profiles = [difference.old.profile, difference.new.profile].compactMap { $0 }.uniqued()
        var parts = profiles.count == 1 ? ["Profile <strong>\(HTMLText.escaped(profiles[0]))</strong>"] : []
        parts += difference.settingChanges.map { path, old, new in
            "<code>\(HTMLText.escaped(path))</code> \(HTMLText.escaped(old ?? "as in the profile")) → \(HTMLText.escaped(new ?? "as in the profile"))"
        }
        return parts.isEmpty ? "" : "<p class=\"sides\">\(parts.joined(separator: " · "))</p>"
    }

    private var summary: String {
        let bad = [.worse, .broken, .removed].count { difference.count($0) > 0 }
        return "<ul class=\"summary\">" + difference.summary.enumerated().map { index, part in "<li\(index < bad ? " class=\"bad\"" : "")>\(HTMLText.escaped(part))</li>" }.joined() + "</ul>"
    }

    private var notes: String { difference.notes.map { "<p class=\"notice\" role=\"note\">\(Self.code($0))</p>" }.joined(separator: "\n") }

    // MARK: Parts

    private func section(_ title: String, _ id: String, _ content: String) -> String { content.isEmpty ? "" : "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(title)</h2>\n\(content)\n</section>" }

    private var causes: String {
        section("Why", "why", Self.list(difference.causes.prefix(60).map { cause, results in
            "<span class=\"kind\">\(Self.noun(cause.kind))</span> \(Self.code(cause.text)) <span class=\"results\">\(HTMLText.escaped(results.prefix(12).joined(separator: ", ")))\(results.count > 12 ? " and \(results.count - 12) more" : "")</span>"
        }, "causes"))
    }

    private static func noun(_ kind: Cause.Kind) -> String {
        switch kind {
        case .parameter: "parameter"
        case .code: "code"
        case .file: "file"
        case .input: "inputs"
        case .surroundings: "surroundings"
        case .level: "level"
        case .unknown: "unknown"
        }
    }

    private var claims: String {
        guard let all = difference.claims else { return "" }
        let shown = all.filter { $0.kind != .same }, same = all.count - shown.count
        let cards = shown.map { claim -> String in
            let verdict = claim.new?.verdict?.rawValue ?? "", statement = statements[claim.id] ?? Self.sentence(claim.statement)
            let axis = DifferenceAxis(claim)?.svg ?? ""
            let remark = claim.remark.isEmpty ? "" : "<p class=\"note\">\(HTMLText.escaped(claim.remark))</p>"
            let value = claim.valueText(in: .html)
            return """
                <article class="claim \(verdict)" id="claim-\(HTMLText.escaped(claim.id))" aria-label="Claim \(HTMLText.escaped(claim.id))">
                <div class="statement"><span class="id">\(HTMLText.escaped(claim.id))</span> \(Self.verdicts(claim)) \(statement)</div>
                \(value.isEmpty ? "" : "<p><strong>\(value)</strong></p>")\(axis)\(remark)\(Self.because(claim.causes))
                </article>
                """
        }
        let rest = same == 0 ? "" : "<p class=\"quiet\">\(same) \(shown.isEmpty ? "" : "other ")claim\(same == 1 ? " is" : "s are") the same.</p>"
        return section("Claims", "claims", (cards.isEmpty ? "" : "<div class=\"board\">\(cards.joined(separator: "\n"))</div>") + rest)
    }

    private static func verdicts(_ claim: ClaimDifference) -> String {
        func badge(_ state: ClaimState?) -> String {
            guard let state else { return "<span class=\"badge\">–</span>" }
            guard let verdict = state.verdict else { return "<span class=\"badge fails\">cannot be evaluated</span>" }
            return "<span class=\"badge \(verdict.rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(verdict.sign)</span>\(verdict.rawValue)</span>"
        }
        if claim.old != nil, claim.new != nil, claim.old?.verdict == claim.new?.verdict { return badge(claim.new) }
        return "\(badge(claim.old))<span class=\"to\" role=\"img\" aria-label=\"to\">→</span>\(badge(claim.new))"
    }

    private var figures: String {
        let changed = difference.changedFigures
        let same = (difference.figures ?? []).filter { $0.status == .same }.map(\.name)
        let rest = same.isEmpty ? "" : "<p class=\"quiet\">The same: \(HTMLText.escaped(same.joined(separator: ", "))).</p>"
        return section("Figures and tables", "figures", changed.map(figure).joined(separator: "\n") + rest)
    }

    private func figure(_ figure: FigureDifference) -> String {
        let name = HTMLText.escaped(figure.name)
        func drawing(_ svg: String?, _ side: String, _ words: String) -> String {
            let content = svg.map { "<div class=\"plot\">\(InlineSVG($0, name: "\(side)-\(figure.name)").element(title: "\(figure.name), \(words)"))</div>" } ?? "<p class=\"quiet\">not there</p>"
            return "<div><h4>\(HTMLText.escaped(words))</h4>\(content)</div>"
        }
        let pair = figure.kind == .table || figure.oldDrawing == nil && figure.newDrawing == nil ? ""
            : "<div class=\"pair\">\(drawing(figure.oldDrawing, "old", difference.old.name))\(drawing(figure.newDrawing, "new", difference.new.name))</div>"
        return """
            <figure id="fig-\(name)">
            <h3>\(figure.kind == .table ? "Table " : "")\(name) <span class="quiet">\(HTMLText.escaped(figure.statusText))</span></h3>
            \(pair)\(Self.because(figure.causes))\(series(figure))
            </figure>
            """
    }

    private func series(_ figure: FigureDifference) -> String {
        if figure.series.isEmpty { return "" }
        let rows = figure.series.flatMap { series -> [String] in
            let label = "<th scope=\"row\">\(HTMLText.escaped(series.label.isEmpty ? figure.name : series.label))</th>"
            let moves = series.rowsText.isEmpty ? [] : ["<tr>\(label)<td colspan=\"4\">\(HTMLText.escaped(series.rowsText))</td></tr>"]
            return moves + series.columns.map { column in
                "<tr>\(label)<td>\(HTMLText.escaped(column.name))</td><td>\(HTMLText.escaped(column.greatestText))</td><td class=\"number\">\(HTMLText.escaped(column.typicalText))</td><td class=\"number\">\(column.rowsText)</td></tr>"
            }
        }
        let table = "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Differences of \(HTMLText.escaped(figure.name))\"><table><thead><tr><th scope=\"col\">series</th><th scope=\"col\">column</th><th scope=\"col\">greatest difference</th><th scope=\"col\" class=\"number\">typical</th><th scope=\"col\" class=\"number\">rows</th></tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
        return rows.count > 8 ? "<details><summary>\(rows.count) differences by series and column</summary>\(table)</details>" : table
    }

    private var values: String {
        guard let values = difference.values, !values.isEmpty else { return "" }
        let rows = values.map { value in
            let causes = Cause.shown(value.causes).map(Self.code).joined(separator: "; "), places = (value.new ?? value.old)?.places.joined(separator: ", ") ?? ""
            return "<tr><th scope=\"row\"><code title=\"\(HTMLText.escaped(places))\">\(HTMLText.escaped(value.path))</code></th><td>\(HTMLText.escaped(value.old?.text ?? "–"))</td><td>\(HTMLText.escaped(value.new?.text ?? "–"))</td><td>\(HTMLText.escaped(value.change?.remark ?? ""))</td><td>\(causes)</td></tr>"
        }
        return section("Quoted values", "values", "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Quoted values\"><table class=\"values\"><thead><tr><th scope=\"col\">value</th><th scope=\"col\">old</th><th scope=\"col\">new</th><th scope=\"col\">change</th><th scope=\"col\">because of</th></tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>")
    }

    private var text: String { section("Text", "text", difference.chapters.isEmpty ? "" : Self.list(difference.chapters.map { "<code>\(HTMLText.escaped($0))</code>" }, "files")) }

    // MARK: Pieces

    private static func list(_ items: [String], _ style: String) -> String { items.isEmpty ? "" : "<ul class=\"\(style)\">\(items.map { "<li>\($0)</li>" }.joined(separator: "\n"))</ul>" }

    private static func because(_ causes: [Cause]) -> String {
        causes.isEmpty ? "" : "<p class=\"because\"><span class=\"head\">because of</span> \(Cause.shown(causes).map(code).joined(separator: "; "))</p>"
    }

    /// A claim's sentence whose formulas nobody has set: they stay as they were typed.
    private static func sentence(_ markdown: String) -> String {
        markdown.split(separator: "$", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset % 2 == 1 ? "<code>\(HTMLText.escaped(String($0.element)))</code>" : PlainFormula.html(String($0.element)) }.joined()
    }

    /// Text with code between backticks.
    private static func code(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset % 2 == 1 ? "<code>\(HTMLText.escaped(String($0.element)))</code>" : HTMLText.escaped(String($0.element)) }.joined()
    }
}
