// The claims in a text: cards of the board on the page (`ClaimsBoard`), a table in the report.

package enum ClaimsTable {
    /// Cards of the board of claims around the statements, which keep their math; `PageLayout` fills in what was found.
    ///
    /// - Parameters:
    ///   - anchors: the claims whose card is what links to the claim lead to.
    ///   - isWhole: whether it is the board of all claims, which has an anchor of its own and can be filtered.
    ///   - prefixes: of the studies.
    package static func page(
        _ findings: [Finding], _ phrases: Phrases, anchors: Set<String>, isWhole: Bool, level: String = "", prefixes: [String] = []
    ) -> [JSONNode] {
        var blocks: [JSONNode] = [.htmlBlock(isWhole ? "<div class=\"board\" id=\"claims\">\n<!--board all-->" : "<div class=\"board\">")]
        let rank: [Verdict: Int] = [.fails: 0, .undecided: 1, .holds: 2]
        let places = findings.indices.sorted { a, b in
            isWhole ? (rank[findings[a].verdict] ?? 0, a) < (rank[findings[b].verdict] ?? 0, b) : a < b
        }
        for place in places {
            let finding = findings[place], id = HTMLText.escaped(finding.id)
            let anchor = anchors.contains(finding.id) ? " id=\"claim-\(id)\"" : "", study = StudyPrefix.of(finding.id, among: prefixes)
            blocks.append(
                .htmlBlock(
                    "<article class=\"claim \(finding.verdict.rawValue)\"\(anchor) data-study=\"\(HTMLText.escaped(study))\" style=\"--place:\(place)\" aria-label=\"Claim \(id)\">\n<div class=\"statement\">"))
            blocks.append(
                .plain([.span(JSONNode.words(finding.id), "id"), .space, .html(verdict(finding)), .space] + phrases.inlines(finding.statement, .page)))
            blocks.append(.htmlBlock("</div>\n<!--claim \(id)-->\n</article>"))
        }
        let note = level.isEmpty ? "" : "\n<p class=\"level\">\(HTMLText.escaped(level))</p>"
        return blocks + [.htmlBlock("</div>\(note)")]
    }

    /// A row per claim.
    ///
    /// - Parameter anchors: the claims whose row is what links to the claim lead to.
    package static func report(_ findings: [Finding], _ phrases: Phrases, anchors: Set<String> = [], level: String = "") -> [JSONNode] {
        let titles = ["Claim", "Verdict", "Observed", "Threshold, and where it comes from", "Margin", "Source and data"]
        let rows = findings.map { finding -> [[JSONNode]] in
            let texts = [
                "\(finding.verdict.sign) \(Badge.word(finding))", plainObserved(finding), "\(finding.threshold): \(finding.because)",
                margin(finding, .plain), finding.source + (finding.data.isEmpty ? "" : "; " + finding.data),
            ]
            let anchor: [JSONNode] = anchors.contains(finding.id) ? [.markdownAnchor("claim-\(finding.id)")] : []
            let statement = [.elements("Strong", JSONNode.words(finding.id)), .space] + phrases.inlines(finding.statement, .report)
            return [anchor + statement] + texts.map(JSONNode.words)
        }
        let table = JSONNode.table(alignments: titles.map { _ in "AlignLeft" }, head: titles.map(JSONNode.words), rows: rows)
        return [table] + (level.isEmpty ? [] : [.paragraph(JSONNode.words(level))])
    }

    private static func verdict(_ finding: Finding) -> String {
        "<span class=\"badge \(finding.verdict.rawValue)\"><span class=\"sign\" aria-hidden=\"true\">\(finding.verdict.sign)</span>\(Badge.word(finding))</span>"
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
