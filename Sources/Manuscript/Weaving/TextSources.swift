// What the text of a paper is made from, in whatever form it is written: the page, the report, and what leaves the house.
import BuildGraph

/// The chapters with everything that they quote and show.
package struct TextSources: Sendable {
    package let hasAbstract: Bool
    /// In their order; the abstract, if there is one, is the first.
    package let chapters: [SourceFile]
    /// As they were read when the graph was made; one that could not be read is not among them.
    package let scanned: [Chapter]
    package let trees: [Input<ChapterTree.Value>]
    package let bibliography: SourceFile
    package let pictures: [SourceFile]
    package let names: Outline.Names
    package let quoted: [WovenText.QuotedInput]
    /// What is shown or quoted and not built.
    package let leftOut: [LeftOut]
    package let verdicts: Input<VerdictTable>?
    package let listings: [WovenText.ListingInput]

    /// The chapters that show a figure or refer to it.
    package func chapters(naming figure: String) -> [String] {
        scanned.filter { chapter in
            chapter.marks.contains { mark in
                switch mark.meaning {
                case .figure(let name), .directive(.reference(.figure, let name)): name == figure
                default: false
                }
            }
        }.map(\.path)
    }

    /// The text, for the page and for the report.
    func woven() -> (page: WovenText, report: WovenText) {
        let byPath = Dictionary(scanned.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        // A chapter that could not be read shows nothing; reading it again is what fails.
        let outlines = chapters.map { Outline(byPath[$0.path].map { [$0] } ?? []) }
        let numbers = Input(
            TextNumbering(
                chapters: chapters, trees: trees, bibliography: bibliography, figureNames: names.figures, claimIDs: names.claims,
                quantityNames: names.quantities))
        return (text(.page, outlines, numbers), text(.report, outlines, numbers))
    }

    private func text(_ dialect: Dialect, _ outlines: [Outline], _ numbers: Input<TextNumbers>) -> WovenText {
        let citations = Input(SetCitations(dialect: dialect, numbers: numbers, bibliography: bibliography))
        let parts = outlines.enumerated().map { number, outline in
            let shown = Set(outline.listings.map(\.name))
            return Input(
                WovenChapter(
                    dialect: dialect, chapter: chapters[number], number: number, tree: trees[number], numbers: numbers, citations: citations, bibliography: bibliography,
                    pictures: dialect == .page ? outline.pictures.map { SourceFile($0) } : [], quoted: quoted.filter { outline.quoted.contains($0.name) },
                    leftOut: leftOut.filter { $0.isFigure ? outline.figures.contains($0.name) : outline.quoted.contains($0.name) },
                    verdicts: outline.usesClaims || !outline.quoted.isDisjoint(with: names.claims) ? verdicts : nil,
                    listings: listings.filter { shown.contains($0.name) }))
        }
        return WovenText(
            dialect: dialect, hasAbstract: hasAbstract, chapters: parts,
            references: Input(WovenReferences(dialect: dialect, numbers: numbers, bibliography: bibliography)), numbers: numbers,
            pictures: dialect == .report ? pictures : [])
    }
}
