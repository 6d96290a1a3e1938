// The report: the paper as one Markdown file that reads well where Markdown is shown, GitHub above all.
import BuildGraph

/// build/paper.md; its images are in build/figures.
public struct MarkdownReport: Target {
    package let front: FrontMatter
    package let text: Input<WovenText.Value>
    package let verdicts: Input<VerdictTable>

    package init(front: FrontMatter, text: Input<WovenText.Value>, verdicts: Input<VerdictTable>) {
        self.front = front
        self.text = text
        self.verdicts = verdicts
    }

    public static var kind: TargetKind { .document }
    public var label: String? { "paper.md" }

    public func make(_ inputs: Inputs) throws -> String {
        Self.markdown(front: front, text: try inputs[text], verdicts: try inputs[verdicts])
    }

    package static func markdown(front: FrontMatter, text: WovenText.Value, verdicts: VerdictTable) -> String {
        var parts = ["# \(front.title)"]
        if !front.subtitle.isEmpty { parts.append("*\(front.subtitle)*") }
        if !front.byline.isEmpty { parts.append(front.byline) }
        let counts = verdicts.summary.map { "\($0.verdict.sign) \($0.text)" }
        let profile = "Profile **\(front.profile)**\(front.summary.isEmpty ? "" : ": \(front.summary)")"
        parts.append((counts + [profile]).joined(separator: " · "))
        let abstract = text.abstract.split(separator: "\n").joined(separator: "\n> ")
        if !abstract.isEmpty { parts.append("> **Abstract.** \(abstract)") }
        let body = text.body.drop(while: \.isNewline)
        parts.append(String(body))
        return parts.joined(separator: "\n\n")
    }
}
