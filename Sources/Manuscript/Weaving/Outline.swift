// What the chapters show and quote: read off their marks when the graph is made, without pandoc, so that the graph knows which
// targets the text depends on.

/// The figures and tables that the text shows, in their order, and what it asks for.
package struct Outline: Sendable {
    /// Figures in the order they are shown.
    package private(set) var figures: [String] = []
    /// Tables in the order they are shown, as the text calls them: "learning-speed.steps".
    package private(set) var tables: [String] = []
    /// The targets that they are parts of.
    private var tableTargets: [String] = []
    /// Code that is shown, as the text calls it, in its order.
    package private(set) var listings: [Chapter.Mention] = []
    /// Targets whose values are quoted.
    package private(set) var quoted: Set<String> = []
    /// Claims that are mentioned one by one, and whether all are listed somewhere.
    package private(set) var claims: Set<String> = []
    package private(set) var listsAllClaims = false
    /// Whether claims are mentioned in any way: then the text depends on the verdicts.
    package var usesClaims: Bool { listsAllClaims || !claims.isEmpty }
    /// Pictures that are shown, as the text calls them.
    package private(set) var pictures: [String] = []
    /// Blocks that are shown twice, and what the chapters say of themselves.
    package private(set) var problems: [PaperIssue] = []

    package init(_ chapters: [Chapter]) {
        for chapter in chapters {
            problems += chapter.problems
            chapter.marks.forEach { note($0) }
        }
        pictures = chapters.flatMap { $0.pictures.map(\.name) }.uniqued()
    }

    /// 1 for the first figure; nil for one that is not shown.
    package func figureNumber(_ name: String) -> Int? { figures.firstIndex(of: name).map { $0 + 1 } }
    package func tableNumber(_ name: String) -> Int? { tables.firstIndex(of: name).map { $0 + 1 } }

    /// The tables that there are when some targets are not built.
    func tables(without leftOut: [LeftOut]) -> [String] {
        zip(tables, tableTargets).filter { table in !leftOut.contains { $0.name == table.1 } }.map(\.0)
    }

    package func listingNumber(_ name: String) -> Int? { listings.firstIndex { $0.name == name }.map { $0 + 1 } }

    private mutating func note(_ mark: Chapter.Mark) {
        switch mark.meaning {
        case .figure(let name):
            if figures.contains(name) {
                problems.append(.error("The figure \(name) is shown twice.", at: mark.position, next: "Refer to it: {{ref figure:\(name)}}."))
            } else {
                figures.append(name)
            }
        case .table(let path):
            quoted.insert(path.name)
            if tables.contains(path.text) {
                problems.append(.error("The table \(path.text) is shown twice.", at: mark.position, next: "Refer to it: {{ref table:\(path.text)}}."))
            } else {
                tables.append(path.text)
                tableTargets.append(path.name)
            }
        case .code(let name):
            if listings.contains(where: { $0.name == name }) {
                problems.append(.error("The code of \(name) is shown twice.", at: mark.position, next: "Refer to it: {{ref code:\(name)}}."))
            } else if !name.isEmpty {
                listings.append(.init(name: name, position: mark.position))
            }
        case .directive(let directive): note(directive)
        case .braces: break
        }
    }

    private mutating func note(_ directive: Directive) {
        switch directive {
        case .value(let path, _): quoted.insert(path.name)
        case .claim(let id): claims.insert(id)
        case .claims(let ids):
            if ids.isEmpty { listsAllClaims = true } else { claims.formUnion(ids) }
        case .reference(.claim, let id): claims.insert(id)
        case .reference, .label: break
        }
    }
}
