// The table of claims: what is claimed, what was observed, what was asked, and what came of it.

package enum ClaimsTable {
    /// HTML around the statements, which keep their math. `anchors` are the claims whose row is what links to the claim lead to;
    /// the table of all claims has an anchor of its own.
    package static func page(_ findings: [Finding], _ phrases: Phrases, anchors: Set<String>, isWhole: Bool, level: String = "") -> [JSONNode] {
        var blocks: [JSONNode] = [
            .htmlBlock("<div class=\"wide\"\(isWhole ? " id=\"claims\"" : "")><table class=\"claims\">\n<thead><tr><th>Claim</th><th>Observed</th><th>Criterion</th></tr></thead>\n<tbody>")
        ]
        for finding in findings {
            let id = HTMLText.escaped(finding.id)
            blocks.append(.htmlBlock("<tr\(anchors.contains(finding.id) ? " id=\"claim-\(id)\"" : "")><td class=\"statement\">"))
            blocks.append(
                .plain([.span(JSONNode.words(finding.id), "id"), .space, .html(verdict(finding)), .space] + phrases.inlines(finding.statement, .page)))
            blocks.append(
                .htmlBlock(
                    "<p class=\"note\">\(HTMLText.escaped(finding.source))\(finding.data.isEmpty ? "" : " · \(HTMLText.escaped(finding.data))")</p></td>"
                        + "<td class=\"number\">\(observed(finding))</td>"
                        + "<td>\(HTMLText.escaped(finding.criterion))<p class=\"note\">\(HTMLText.escaped(finding.because))</p></td></tr>"))
        }
        let note = level.isEmpty ? "" : "<p>\(HTMLText.escaped(level))</p>"
        return blocks + [.htmlBlock("</tbody></table>\(note)</div>")]
    }

    package static func report(_ findings: [Finding], _ phrases: Phrases, level: String = "") -> [JSONNode] {
        let titles = ["Claim", "Verdict", "Observed", "Threshold, and where it comes from", "Margin", "Source and data"]
        let rows = findings.map { finding -> [[JSONNode]] in
            let texts = [
                "\(finding.verdict.sign) \(Badge.word(finding))", plainObserved(finding), "\(finding.threshold): \(finding.because)",
                margin(finding, .plain), finding.source + (finding.data.isEmpty ? "" : "; " + finding.data),
            ]
            return [[.elements("Strong", JSONNode.words(finding.id)), .space] + phrases.inlines(finding.statement, .report)] + texts.map(JSONNode.words)
        }
        let table = JSONNode.table(alignments: titles.map { _ in "AlignLeft" }, head: titles.map(JSONNode.words), rows: rows)
        return [table] + (level.isEmpty ? [] : [.paragraph(JSONNode.words(level))])
    }

    private static func verdict(_ finding: Finding) -> String {
        "<span class=\"badge \(finding.verdict.rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(finding.verdict.sign)</span>\(Badge.word(finding))</span>"
    }

    private static func observed(_ finding: Finding) -> String {
        if let problem = finding.problem { return "<span class=\"note\">\(HTMLText.escaped(problem))</span>" }
        var text = finding.observedText(in: .html)
        var notes: [String] = []
        if finding.count > 0 { notes.append("n\u{A0}=\u{A0}\(finding.count)") }
        if !finding.observedName.isEmpty { notes.append(HTMLText.escaped(finding.observedName)) }
        let margin = margin(finding, .html)
        if !margin.isEmpty { notes.append("margin\u{A0}\(margin)") }
        if !finding.spendingText.isEmpty { notes.append(finding.spendingText) }
        if finding.verdict == .undecided, let doubt = finding.doubt { notes.append(HTMLText.escaped(doubt)) }
        if !notes.isEmpty { text += "<p class=\"note\">\(notes.joined(separator: " · "))</p>" }
        return text
    }

    private static func plainObserved(_ finding: Finding) -> String {
        if let problem = finding.problem { return problem }
        let notes = (finding.count > 0 ? ["n\u{A0}=\u{A0}\(finding.count)"] : []) + (finding.spendingText.isEmpty ? [] : [finding.spendingText])
        let context = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        let doubt = finding.verdict == .undecided ? finding.doubt.map { " — \($0)" } ?? "" : ""
        return finding.observedText(in: .plain) + context + doubt
    }

    private static func margin(_ finding: Finding, _ context: NumberContext) -> String {
        finding.margin.flatMap { NumberText.text($0, .significant(2), in: context) } ?? ""
    }
}
