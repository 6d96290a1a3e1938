// The page without its figures: an edited gnuplot script lays out nothing again.
import BuildGraph

/// Lays out the page, with places for its figures and styles.
package struct PageText: Target {
    package let front: FrontMatter
    package let text: Input<WovenText.Value>
    package let verdicts: Input<VerdictTable>
    /// The cards of the board of claims.
    package let evidence: Input<[String: String]>

    package struct Value: Codable, Sendable, Equatable {
        package var html: String
        /// By figure: its number and the first sentence of its caption.
        package var figureTitles: [String: String]

        package init(html: String, figureTitles: [String: String]) { (self.html, self.figureTitles) = (html, figureTitles) }

        /// The page with its figures.
        package func showing(_ figures: [PlacedFigure.Value]) -> String {
            let byName = Dictionary(figures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            return HTMLBytes.filling("figure", in: html) { name in
                if name == PageText.styles { return StyleSheet.all }
                let figure = byName[name], title = [figureTitles[name] ?? "", figure?.plotted ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
                return "<div class=\"plot\">\(figure?.svg.element(title: title) ?? "")</div>"
            }
        }
    }

    /// The place of the styles and fonts, which are not stored with each text.
    static let styles = "@styles"

    package static var kind: TargetKind { .document }
    package var words: [String] { ["without figures"] }

    package func make(_ inputs: Inputs) throws -> Value {
        PageLayout(front: front, text: try inputs[text], verdicts: try inputs[verdicts], evidence: try inputs[evidence]).value
    }
}
