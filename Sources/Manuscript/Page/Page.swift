// The page: the woven text with the figures put in, in one file without scripts, fonts or any other thing to fetch.
// It joins what was made before and costs milliseconds; what changes with every run is not in it yet (see
// `fillProvenance`), so that the same content is the same bytes.
import BuildGraph

/// build/paper.html.
public struct Page: Target {
    package let front: FrontMatter
    package let text: Input<WovenText.Value>
    /// The figures that the text shows.
    package let figures: [Input<FigureFiles>]
    package let verdicts: Input<VerdictTable>

    package init(front: FrontMatter, text: Input<WovenText.Value>, figures: [Input<FigureFiles>], verdicts: Input<VerdictTable>) {
        self.front = front
        self.text = text
        self.figures = figures
        self.verdicts = verdicts
    }

    public static var kind: TargetKind { .document }
    public var label: String? { "paper.html" }

    /// The page, with places for provenance.
    public func make(_ inputs: Inputs) throws -> String {
        let files = try inputs[figures]
        return PageLayout(
            front: front, text: try inputs[text], verdicts: try inputs[verdicts],
            figures: Dictionary(files.map { ($0.name, $0.svg) }, uniquingKeysWith: { first, _ in first })
        ).html()
    }
}
