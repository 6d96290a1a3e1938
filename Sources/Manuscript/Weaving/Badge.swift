// A verdict in a line of text: a sign and a word, so that it does not depend on colour.

package enum Badge {
    /// "✓ P1-4 holds"
    package static func text(_ finding: Finding) -> String {
        "\(finding.verdict.sign) \(finding.id) \(word(finding))"
    }

    /// The same as an element that the style sheet draws.
    package static func html(_ finding: Finding, link: Bool) -> String {
        let id = HTMLText.escaped(finding.id)
        let content = "<span class=\"sign\" aria-hidden=\"true\">\(finding.verdict.sign)</span>\(id) \(word(finding))"
        let title = HTMLText.escaped(Self.title(finding))
        return link
            ? "<a class=\"badge \(finding.verdict.rawValue)\" href=\"#claim-\(id)\" title=\"\(title)\">\(content)</a>"
            : "<span class=\"badge \(finding.verdict.rawValue)\" title=\"\(title)\">\(content)</span>"
    }

    static func word(_ finding: Finding) -> String {
        finding.problem == nil ? finding.verdict.rawValue : "cannot be evaluated"
    }

    private static func title(_ finding: Finding) -> String {
        if let problem = finding.problem { return problem }
        let observed = finding.observedText(in: .plain)
        let doubt = finding.verdict == .undecided ? finding.doubt.map { "; \($0)" } ?? "" : ""
        let spending = finding.spendingText.isEmpty ? "" : "; \(finding.spendingText)"
        return (observed.isEmpty ? "" : "\(observed); ") + "threshold \(finding.threshold)\(spending)\(doubt)"
    }
}

extension Finding {
    /// "0.98 ± 0.02 nats (n = 10)"; empty when nothing was observed.
    package func observedText(in context: NumberContext) -> String {
        guard let observed else { return "" }
        // A bound on the error that is below a millionth would only add digits that say nothing.
        let isPlain = uncertaintyKind == .none || (uncertaintyKind == .numericalBound && (uncertainty ?? 0) <= 1e-6 * abs(observed))
        let number =
            isPlain
            ? NumberText.short(observed, in: context)
            : NumberText.text(observed, uncertainty: uncertainty ?? 0, in: context)
        return (number ?? "") + (unit.isEmpty ? "" : "\u{202F}" + (context == .html ? HTMLText.escaped(unit) : unit))
    }
}
