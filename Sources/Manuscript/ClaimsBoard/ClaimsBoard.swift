// The board of claims: each claim as a card with its sentence, what was asked as mathematics, what was observed on a small axis,
// the verdict and where it comes from. Cards stand in the order failed, undecided, held; radio buttons give the order of
// the paper and leave out studies and verdicts, by style rules alone.

package struct ClaimsBoard {
    package let verdicts: VerdictTable
    /// By claim: see `ClaimEvidence`.
    package let evidence: [String: String]
    package let quotes: [String: [QuotePlaces.Place]]

    package init(verdicts: VerdictTable, evidence: [String: String], quotes: [String: [QuotePlaces.Place]] = [:]) {
        self.verdicts = verdicts
        self.evidence = evidence
        self.quotes = quotes
    }

    /// What stands below the sentence of a claim.
    package func details(of id: String) -> String {
        evidence[id].map { $0 + "\n<p class=\"links\">\(quoted(id))<!--provenance claim \(id)--></p>" } ?? ""
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
