// The board of claims: each claim as a card with its sentence, what was asked as mathematics, what was observed on a small axis,
// the verdict and where it comes from. Cards stand in the order failed, undecided, held; radio buttons give the order of
// the paper and leave out studies and verdicts, by style rules alone.

package struct ClaimsBoard {
    package let verdicts: VerdictTable
    package let criteria: [String: Criterion]
    package let quotes: [String: [QuotePlaces.Place]]

    package init(verdicts: VerdictTable, criteria: [String: Criterion], quotes: [String: [QuotePlaces.Place]] = [:]) {
        self.verdicts = verdicts
        self.criteria = criteria
        self.quotes = quotes
    }

    /// What stands below the sentence of a claim.
    package func details(of id: String) -> String {
        guard let finding = verdicts[id] else { return "" }
        var parts = ["<div class=\"evidence\">\(asked(finding))\(observed(finding))</div>"]
        let notes = notes(finding)
        if !notes.isEmpty { parts.append("<p class=\"note\">\(notes.joined(separator: " · "))</p>") }
        parts.append("<p class=\"links\">\(quoted(id))<!--provenance claim \(id)--></p>")
        return parts.joined(separator: "\n")
    }

    // MARK: Asked and observed

    private func asked(_ finding: Finding) -> String {
        let formula = criteria[finding.id].map { CriterionFormula.mathML($0) } ?? HTMLText.escaped(finding.criterion)
        return "<div class=\"asked\"><p class=\"formula\"><span class=\"head\">asked</span> \(formula)</p><p class=\"note\">\(PlainFormula.html(finding.because))</p></div>"
    }

    private func observed(_ finding: Finding) -> String {
        if let problem = finding.problem { return "<div class=\"observed\"><p><span class=\"head\">observed</span> \(PlainFormula.html(problem))</p></div>" }
        let axis = criteria[finding.id].flatMap { ClaimAxis(finding, $0.condition) }?.svg ?? ""
        var notes: [String] = []
        if !finding.observedName.isEmpty { notes.append(PlainFormula.html(finding.observedName)) }
        if let margin = finding.margin.flatMap({ NumberText.text($0, .significant(2), in: .html) }) { notes.append("margin\u{A0}\(margin)") }
        if finding.verdict == .undecided, let doubt = finding.doubt { notes.append(PlainFormula.html(doubt)) }
        let value = finding.observed == nil ? "nothing" : finding.observedText(in: .html)
        return "<div class=\"observed\"><p><span class=\"head\">observed</span> <strong>\(value)</strong></p>\(axis)"
            + (notes.isEmpty ? "" : "<p class=\"note\">\(notes.joined(separator: " · "))</p>") + "</div>"
    }

    /// Source, data, networks and what was spent.
    private func notes(_ finding: Finding) -> [String] {
        var notes = [PlainFormula.html(finding.source)]
        if !finding.data.isEmpty { notes.append(PlainFormula.html(finding.data)) }
        if finding.isAnalytic { notes.append("exact: no test") }
        if let spending = finding.spending, finding.isTest { notes.append("networks of <em>\(HTMLText.escaped(spending.group))</em>") }
        if finding.count > 0 { notes.append("n\u{A0}=\u{A0}\(finding.count)") }
        if !finding.spendingText.isEmpty { notes.append(finding.spendingText) }
        return notes.filter { !$0.isEmpty }
    }

    private func quoted(_ id: String) -> String {
        let places = quotes[id] ?? []
        if places.isEmpty { return "<span>not quoted in the text</span>" }
        var seen: Set<String> = []
        let links = places.enumerated().map { number, place in
            let section = place.section.isEmpty ? "\(number + 1)" : place.section, isNew = seen.insert(section).inserted
            return "<a href=\"#\(place.id)\" aria-label=\"Quoted in section \(section)\(isNew ? "" : " again")\">\(isNew ? section : "again")</a>"
        }
        return "<span>quoted in \(links.prefix(8).joined(separator: ", "))\(links.count > 8 ? " …" : "")</span>"
    }

    // MARK: Filters

    /// Radio buttons above the board.
    package var filters: String {
        let verdicts = [Verdict.fails, .undecided, .holds].filter { self.verdicts.count($0) > 0 }
        let studies = Self.studies(self.verdicts)
        func group(_ name: String, _ legend: String, _ choices: [(id: String, text: String)]) -> String {
            let buttons = choices.enumerated().map { k, choice in
                "<input type=\"radio\" name=\"board-\(name)\" id=\"board-\(name)-\(choice.id)\"\(k == 0 ? " checked" : "")><label for=\"board-\(name)-\(choice.id)\">\(choice.text)</label>"
            }
            return "<fieldset><legend>\(legend)</legend>\(buttons.joined())</fieldset>"
        }
        var groups = [
            group("verdict", "Verdict", [("all", "all \(self.verdicts.findings.count)")] + verdicts.map { ($0.rawValue, "\($0.sign) \($0.rawValue) \(self.verdicts.count($0))") })
        ]
        if studies.count > 1 { groups.append(group("study", "Study", [("all", "all")] + studies.map { ($0, HTMLText.escaped($0)) })) }
        groups.append(group("order", "Order", [("failures", "failures first"), ("paper", "as in the paper")]))
        return "<form class=\"filters\" aria-label=\"Which claims are shown\">\(groups.joined())</form>"
    }

    /// What the radio buttons do.
    package static func rules(_ verdicts: VerdictTable) -> String {
        let chosen = ["holds", "fails", "undecided"].map { ".board:has(#board-verdict-\($0):checked) .claim:not(.\($0)) { display: none; }" }
        let studies = Self.studies(verdicts).map { ".board:has(#board-study-\($0):checked) .claim:not([data-study=\"\($0)\"]) { display: none; }" }
        return (chosen + studies + [".board:has(#board-order-paper:checked) .claim { order: var(--place); }"]).joined(separator: "\n")
    }

    private static func studies(_ verdicts: VerdictTable) -> [String] { verdicts.families.map(\.prefix).filter { !$0.isEmpty } }
}
