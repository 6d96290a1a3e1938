// What the chapters of a text need of each other: numbers and names that run on from one to the next. It stays the same when a sentence
// is edited, so that an edit weaves one chapter.
import BuildGraph

/// The numbers and names of a whole text.
package struct TextNumbers: Codable, Sendable, Equatable {
    /// Figures in the order they are shown; tables and code, as the text calls them.
    package var figures: [String]
    package var tables: [String]
    package var listings: [String]
    /// Labels of equations in their order.
    package var equations: [String]
    /// Numbers of labelled sections: "2.1"; "" for unnumbered ones.
    package var sections: [String: String]
    /// The keys that are cited: an author and a year stand for one entry among all of them.
    package var citations: [String]
    /// The citations as they stand in the chapters: pandoc's JSON, each once.
    package var citationElements: [String]
    package var chapters: [ChapterNumbers]
    /// Whether all claims are listed somewhere.
    package var listsAllClaims: Bool
    /// Claims that have a row somewhere.
    package var listedClaims: Set<String>
    /// Of the format that pandoc reads and writes.
    var formatVersion: String

    /// What a chapter goes on from.
    package struct ChapterNumbers: Codable, Sendable, Equatable {
        /// The numbers of its headings in their order; "" for unnumbered ones.
        var headings: [String] = []
        /// The identifiers of its headings in their order: no two of a text are equal.
        var identifiers: [String] = []
        /// What is called otherwise than pandoc named it, by that name.
        var renamed: [String: String] = [:]
        /// Its own notes, and those before it.
        var notes = 0
        var notesBefore = 0
        /// Claims that have a row to link to before it, and whether all have.
        var anchored: Set<String> = []
        var hasWholeTable = false
    }

    /// 1 for the first figure; nil for one that is not shown.
    func figureNumber(_ name: String) -> Int? { Self.number(name, figures) }
    func tableNumber(_ name: String) -> Int? { Self.number(name, tables) }
    func listingNumber(_ name: String) -> Int? { Self.number(name, listings) }
    func equationNumber(_ label: String) -> Int? { Self.number(label, equations) }

    private static func number(_ name: String, _ names: [String]) -> Int? { names.firstIndex(of: name).map { $0 + 1 } }
}

extension TextNumbers {
    /// - Parameter claims: all claims of the paper, in their order.
    init(
        _ outline: Outline, _ numbering: Numbering, chapters scanned: [Chapter], citations: [String], citationElements: [String] = [], claims: [String],
        formatVersion: JSONNode
    ) {
        (figures, tables, listings) = (outline.figures, outline.tables, outline.listings.map(\.name))
        (equations, sections, chapters) = (numbering.equations, numbering.sections, numbering.chapters)
        self.citations = citations.uniqued().sorted()
        self.citationElements = citationElements.uniqued().sorted()
        self.formatVersion = formatVersion.text
        (listsAllClaims, listedClaims) = (outline.listsAllClaims, [])
        var anchored: Set<String> = [], hasWholeTable = false
        for (number, chapter) in scanned.enumerated() {
            (chapters[number].anchored, chapters[number].hasWholeTable) = (anchored, hasWholeTable)
            for mark in chapter.marks {
                guard case .directive(.claims(let ids)) = mark.meaning else { continue }
                anchored.formUnion(ids.isEmpty ? claims : ids)
                hasWholeTable = hasWholeTable || ids.isEmpty
            }
        }
        listedClaims = anchored
    }
}

/// Numbers the whole text, and finds what is wrong with it as a whole.
package struct TextNumbering: Target {
    let chapters: [SourceFile]
    let trees: [Input<ChapterTree.Value>]
    let bibliography: SourceFile
    /// What the text may name; in the key because an unknown name is an error.
    let figureNames: [String]
    let claimIDs: [String]
    let quantityNames: [String]

    package static var kind: TargetKind { .document }
    package var label: String? { "text" }

    package func make(_ inputs: Inputs) throws -> TextNumbers {
        let texts = try chapters.map { (path: $0.path, bytes: try inputs[$0]) }
        let scanning = Aside { texts.map { ChapterScanner.scan($0.bytes, path: $0.path) } }
        let read = try trees.map { try inputs[$0] }
        return try Self.numbers(
            Array(zip(scanning.value(), read)),
            bibliography: Bibliography(try inputs[bibliography, atMost: FileLimit.text], path: bibliography.path),
            names: .init(figures: figureNames, claims: claimIDs, quantities: quantityNames))
    }

    /// Throws `PaperError` with everything that is wrong with the chapters and the bibliography.
    package static func numbers(
        _ chapters: [(scanned: Chapter, read: ChapterTree.Value)], bibliography: Bibliography, names: Outline.Names
    ) throws -> TextNumbers {
        let scanned = chapters.map(\.scanned), citations = chapters.flatMap(\.read.citations)
        let trees = try chapters.map { try DocumentTree(Array($0.read.tree.utf8)) }
        let outline = Outline(scanned), numbering = Numbering(Array(zip(scanned, trees)))
        let anchors = outline.figures.map { "fig-\($0)" } + outline.tables.map { "table-\(WovenTable.fileName($0))" }
            + outline.listings.map { Weaver.listingAnchor($0.name) }
            + numbering.equations.map { "eq-\($0)" } + names.claims.map { "claim-\($0)" } + ["claims", "references"]
        let errors = outline.errors(in: scanned, naming: names) + chapters.flatMap(\.read.issues)
            + numbering.errors(chapters, other: anchors) + bibliography.issues + bibliography.unknown(citations)
        if !errors.isEmpty { throw PaperError(PaperIssue.sorted(errors, by: scanned.map(\.path))) }
        var elements: [String] = []
        for tree in trees { tree.forEach { if $0.type == "Cite" { elements.append($0.text) } } }
        return TextNumbers(
            outline, numbering, chapters: scanned, citations: citations.map(\.name), citationElements: elements, claims: names.claims,
            formatVersion: trees.first?.version ?? .null)
    }
}
