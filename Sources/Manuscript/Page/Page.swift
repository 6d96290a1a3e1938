// The page: the woven text with the figures put in, in one file without anything to fetch.
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
    /// What is asked of the claims.
    package let criteria: [NamedCriterion]

    package init(
        front: FrontMatter, text: Input<WovenText.Value>, figures: [Input<FigureFiles>], verdicts: Input<VerdictTable>, criteria: [NamedCriterion] = []
    ) {
        self.criteria = criteria
        self.front = front
        self.text = text
        self.figures = figures
        self.verdicts = verdicts
    }

    public static var kind: TargetKind { .document }
    public var label: String? { "paper.html" }

    /// The page, with places for provenance.
    public func make(_ inputs: Inputs) throws -> String {
        PageLayout(
            front: front, text: try inputs[text], verdicts: try inputs[verdicts], figures: try inputs[figures], criteria: criteria
        ).html()
    }
}

/// What is asked of a claim.
package struct NamedCriterion: Codable, Sendable, Equatable {
    package let claim: String
    package let criterion: Criterion

    package init(claim: String, criterion: Criterion) {
        self.claim = claim
        self.criterion = criterion
    }
}
