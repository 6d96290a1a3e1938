// What was asked of a claim, as mathematics, what was observed, on a small axis, and where both come from.

struct ClaimEvidence {
    let finding: Finding
    /// Nil for a claim whose criterion has a defect.
    let criterion: Criterion?

    var html: String {
        let notes = notes
        return "<div class=\"evidence\">\(asked)\(observed)</div>" + (notes.isEmpty ? "" : "\n<p class=\"note\">\(notes.joined(separator: " · "))</p>")
    }

    private var asked: String {
        let formula = criterion.map { CriterionFormula.mathML($0) } ?? HTMLText.escaped(finding.criterion)
        return "<div class=\"asked\"><p class=\"formula\"><span class=\"head\">asked</span> \(formula)</p><p class=\"note\">\(PlainFormula.html(finding.because))</p></div>"
    }

    private var observed: String {
        if let problem = finding.problem { return "<div class=\"observed\"><p><span class=\"head\">observed</span> \(PlainFormula.html(problem))</p></div>" }
        let axis = criterion.flatMap { ClaimAxis(finding, $0.condition) }?.svg ?? ""
        var notes: [String] = []
        if !finding.observedName.isEmpty { notes.append(PlainFormula.html(finding.observedName)) }
        if let margin = finding.margin.flatMap({ NumberText.text($0, .significant(2), in: .html) }) { notes.append("margin\u{A0}\(margin)") }
        if finding.verdict == .undecided, let doubt = finding.doubt { notes.append(PlainFormula.html(doubt)) }
        let value = finding.observed == nil ? "nothing" : finding.observedText(in: .html)
        return "<div class=\"observed\"><p><span class=\"head\">observed</span> <strong>\(value)</strong></p>\(axis)"
            + (notes.isEmpty ? "" : "<p class=\"note\">\(notes.joined(separator: " · "))</p>") + "</div>"
    }

    /// Source, data, networks and what was spent.
    private var notes: [String] {
        var notes = [PlainFormula.html(finding.source)]
        if !finding.data.isEmpty { notes.append(PlainFormula.html(finding.data)) }
        if finding.isAnalytic { notes.append("exact: no test") }
        if let spending = finding.spending, finding.isTest { notes.append("networks of <em>\(HTMLText.escaped(spending.group))</em>") }
        if finding.count > 0 { notes.append("n\u{A0}=\u{A0}\(finding.count)") }
        if !finding.spendingText.isEmpty { notes.append(finding.spendingText) }
        return notes.filter { !$0.isEmpty }
    }
}
