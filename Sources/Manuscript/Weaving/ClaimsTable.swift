// The table of claims: what is claimed, what was observed, what was asked, and what came of it.

package enum ClaimsTable {
    /// HTML around Markdown: pandoc reads the cells, so statements keep their math. `anchors` are the claims whose
    /// row is what links to the claim lead to; the table of all claims has an anchor of its own.
    package static func page(_ findings: [Finding], anchors: Set<String>, isWhole: Bool, level: String = "") -> String {
        var text = Weaver.raw("<div class=\"wide\"\(isWhole ? " id=\"claims\"" : "")><table class=\"claims\">\n<thead><tr><th>Claim</th><th>Observed</th><th>Criterion</th></tr></thead>\n<tbody>")
        for finding in findings {
            let id = HTMLText.escaped(finding.id)
            text += Weaver.raw("<tr\(anchors.contains(finding.id) ? " id=\"claim-\(id)\"" : "")><td class=\"statement\">")
            text += "[\(MarkdownText.escaped(finding.id))]{.id} " + Weaver.inline(verdict(finding)) + " \(finding.statement)\n"
            text += Weaver.raw(
                "<p class=\"note\">\(HTMLText.escaped(finding.source))\(finding.data.isEmpty ? "" : " · \(HTMLText.escaped(finding.data))")</p></td>"
                    + "<td class=\"number\">\(observed(finding))</td>"
                    + "<td>\(HTMLText.escaped(finding.criterion))<p class=\"note\">\(HTMLText.escaped(finding.because))</p></td></tr>")
        }
        let note = level.isEmpty ? "" : "<p>\(HTMLText.escaped(level))</p>"
        return text + Weaver.raw("</tbody></table>\(note)</div>")
    }

    /// A pipe table.
    package static func report(_ findings: [Finding], level: String = "") -> String {
        var rows = ["| Claim | Verdict | Observed | Threshold, and where it comes from | Margin | Source and data |", "|:--|:--|:--|:--|:--|:--|"]
        for finding in findings {
            let cells = [
                "**\(MarkdownText.escaped(finding.id))** \(finding.statement)",
                "\(finding.verdict.sign) \(Badge.word(finding))",
                plainObserved(finding), MarkdownText.escaped("\(finding.threshold): \(finding.because)"), margin(finding, .plain),
                MarkdownText.escaped(finding.source + (finding.data.isEmpty ? "" : "; " + finding.data)),
            ]
            rows.append("| " + cells.map(MarkdownText.cell).joined(separator: " | ") + " |")
        }
        return "\n" + rows.joined(separator: "\n") + "\n" + (level.isEmpty ? "" : "\n\(MarkdownText.escaped(level))\n")
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
        if let problem = finding.problem { return MarkdownText.escaped(problem) }
        let notes = (finding.count > 0 ? ["n\u{A0}=\u{A0}\(finding.count)"] : []) + (finding.spendingText.isEmpty ? [] : [finding.spendingText])
        let context = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        let doubt = finding.verdict == .undecided ? finding.doubt.map { " — \(MarkdownText.escaped($0))" } ?? "" : ""
        return MarkdownText.escaped(finding.observedText(in: .plain)) + context + doubt
    }

    private static func margin(_ finding: Finding, _ context: NumberContext) -> String {
        finding.margin.flatMap { NumberText.text($0, .significant(2), in: context) } ?? ""
    }
}
