// The page: the laid out text with the figures put in, in one file without anything to fetch.
// It joins what was made before and costs milliseconds; what changes with every run is not in it yet (see
// `fillProvenance`), so that the same content is the same bytes.
import BuildGraph

/// build/paper.html.
public struct Page: Target {
    package let text: Input<PageText.Value>
    /// The figures that the text shows.
    package let figures: [Input<PlacedFigure.Value>]

    package init(text: Input<PageText.Value>, figures: [Input<PlacedFigure.Value>]) {
        self.text = text
        self.figures = figures
    }

    public static var kind: TargetKind { .document }
    public var label: String? { "paper.html" }

    /// The page, with places for provenance.
    public func make(_ inputs: Inputs) throws -> String { try inputs[text].showing(try inputs[figures]) }
}
