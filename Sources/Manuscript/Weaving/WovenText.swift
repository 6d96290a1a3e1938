// The text of the paper with everything in it but the figures. It depends on the chapters, the bibliography, the
// values they quote and, where claims are mentioned, the verdicts; never on what a figure looks like. So an edited
// gnuplot script redraws its figure and joins the page anew, and pandoc does not run.
//
// Which values are quoted is read from the chapters when the graph is made, so an unquoted quantity may change
// without the text being woven again. Quoting one more value means editing a chapter anyway.
import BuildGraph

/// Weaves the chapters and converts them to HTML, or to plain Markdown.
package struct WovenText: Target {
    package let dialect: Dialect
    package let hasAbstract: Bool
    /// In their order; the abstract, if there is one, is the first.
    package let chapters: [SourceFile]
    package let trees: [Input<ChapterTree.Value>]
    package let bibliography: SourceFile
    package let pictures: [SourceFile]
    /// What the text may name; in the key because an unknown name is an error.
    package let figureNames: [String]
    package let claimIDs: [String]
    package let quantityNames: [String]
    package let quoted: [QuotedInput]
    package let verdicts: Input<VerdictTable>?
    package let listings: [ListingInput]

    /// Code by its name in the text.
    package struct ListingInput: Encodable, Sendable {
        package let name: String
        package let input: Input<CodeListing.Value>
    }

    package struct QuotedInput: Encodable, Sendable {
        package let name: String
        package let input: AnyInput

        package init(name: String, input: AnyInput) {
            self.name = name
            self.input = input
        }
    }

    package struct Value: Codable, Sendable, Equatable {
        package var abstract: String
        package var body: String
        /// Figures in the order they are shown.
        package var figures: [String]
        /// Tables in the order they are shown, with what is published of them.
        package var tables: [WovenTable]
        /// What is published beside the report.
        package var pictures: [Picture]

        package init(abstract: String, body: String, figures: [String], tables: [WovenTable] = [], pictures: [Picture] = []) {
            self.abstract = abstract
            self.body = body
            self.figures = figures
            self.tables = tables
            self.pictures = pictures
        }
    }

    package static var kind: TargetKind { .document }
    package var label: String? { dialect == .page ? "text-html" : "text-markdown" }

    package func make(_ inputs: Inputs) throws -> Value {
        try TextWeaving(
            dialect: dialect, hasAbstract: hasAbstract,
            chapters: try zip(chapters, trees).map { chapter, tree in
                (ChapterScanner.scan(try inputs[chapter], path: chapter.path), try inputs[tree])
            },
            bibliography: try inputs[bibliography, atMost: FileLimit.text], bibliographyPath: bibliography.path,
            pictures: try pictures.map { Picture(path: $0.path, bytes: try inputs[$0]) },
            names: .init(figures: figureNames, claims: claimIDs, quantities: quantityNames),
            values: Dictionary(try quoted.map { ($0.name, try inputs[$0.input]) }, uniquingKeysWith: { first, _ in first }),
            verdicts: try verdicts.map { try inputs[$0] },
            listings: Dictionary(try listings.map { ($0.name, try inputs[$0.input]) }, uniquingKeysWith: { first, _ in first })
        ).text(by: Pandoc(inputs))
    }
}
