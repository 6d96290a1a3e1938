// The claims in LaTeX: a table over as many pages as it takes, a claim in a row.

struct LaTeXClaims {
    let phrases: Phrases
    /// Claims whose row is what mentions of the claim lead to.
    let anchors: Set<String>

    /// The table, and the sentence about the level below the one of all claims.
    func blocks(_ findings: [Finding], isWhole: Bool, level: String) -> [JSONNode] {
        let columns = "@{}>{\\raggedright\\arraybackslash}p{0.37\\linewidth}>{\\raggedright\\arraybackslash}p{0.44\\linewidth}>{\\raggedright\\arraybackslash}p{0.13\\linewidth}@{}"
        let titles = "\\toprule\nClaim & Observed; required, and why & Verdict \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot"
        let anchor = isWhole ? "\\phantomsection\\label{claims}\n" : ""
        return [.latexBlock("\(anchor){\\footnotesize\n\\begin{longtable}{\(columns)}\n\(titles)")] + findings.map(row)
            + [.latexBlock("\\end{longtable}\n}")] + (level.isEmpty ? [] : [.paragraph(JSONNode.words(level))])
    }

    private func row(_ finding: Finding) -> JSONNode {
        let anchor = anchors.contains(finding.id) ? "\\claimanchor{claim:\(LaTeXText.label(finding.id))}" : ""
        let start = JSONNode.latex("\(anchor)\\textbf{\(LaTeXText.escaped(finding.id))} ")
        let verdict = "\(Self.verdict(finding)){\(Badge.word(finding))}"
        return .plain([start] + phrases.inlines(finding.statement, .page) + [.latex(" & \(evidence(finding)) & \(verdict) \\\\[0.5ex]")])
    }

    /// What was observed, what is required and why, and where claim and data come from.
    private func evidence(_ finding: Finding) -> String {
        var parts: [String] = []
        if let problem = finding.problem {
            parts.append(problem)
        } else {
            let notes = (finding.count > 0 ? ["n\u{A0}=\u{A0}\(finding.count)"] : []) + (finding.spendingText.isEmpty ? [] : [finding.spendingText])
            let observed = finding.observedText(in: .plain) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
            let doubt = finding.verdict == .undecided ? finding.doubt.map { " — \($0)" } ?? "" : ""
            if !(observed + doubt).isEmpty { parts.append("Observed: " + observed + doubt) }
        }
        parts.append("Required: \(finding.threshold), since \(finding.because)")
        if let margin = finding.margin.flatMap({ NumberText.text($0, .significant(2), in: .plain) }) { parts.append("Margin: \(margin)") }
        parts.append("Source: " + finding.source)
        if !finding.data.isEmpty { parts.append("Data: " + finding.data) }
        return parts.map { LaTeXText.formulas($0) + ($0.hasSuffix(".") ? "" : ".") }.joined(separator: " ")
    }

    /// The command that sets a verdict: its sign and its colour come before the word.
    static func verdict(_ finding: Finding) -> String { "\\claim\(finding.verdict.rawValue)" }
}
