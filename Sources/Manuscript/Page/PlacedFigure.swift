// A figure as it stands in the page: made once for each drawing, however often the text around it changes.
import BuildGraph

/// Makes a drawing fit for the page.
package struct PlacedFigure: Target {
    let name: String
    let figure: Input<FigureFiles>

    package struct Value: Codable, Sendable, Equatable {
        package var name: String
        package var svg: InlineSVG
        /// What is plotted, in a sentence.
        package var plotted: String

        package init(_ figure: FigureFiles) {
            name = figure.name
            svg = InlineSVG(figure.svg, name: figure.name)
            plotted = figure.plotted
        }
    }

    package static var kind: TargetKind { .document }
    package var words: [String] { [name] }

    package func make(_ inputs: Inputs) throws -> Value { Value(try inputs[figure]) }
}
