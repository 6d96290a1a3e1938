// What the board of claims says of each claim besides its finding: how it was judged before, where its code is, and which
// figure shows what it is about.
import BuildGraph
import Manuscript

/// The last line of the cards of claims.
struct ClaimRecords {
    let workspace: Workspace
    let records: BuildRecords
    let places: CodePlaces
    /// The figures that the text shows, in their order.
    let shown: [String]

    /// By "claim P1-4", the name of the place on the page.
    var entries: [String: String] {
        let figures = shown.enumerated().compactMap { number, name in
            workspace.assembled.figures.first { $0.name == name }.map { Figure(number: number + 1, name: name, node: $0.input.node, records: records, graph: workspace.graph) }
        }
        let ledger = workspace.ledgers[workspace.profile.name]
        let entries = workspace.assembled.claims.map { claim -> (String, String) in
            let node = claim.input.node, direct = workspace.graph.position(of: node).map { workspace.graph.dependencies[$0].map(Int.init) } ?? []
            let best = figures.map { (figure: $0, score: $0.score(direct)) }.max { $0.score < $1.score }
            var parts: [String] = []
            if let (figure, score) = best, score.some > 0 { parts.append("<span>same data as in <a href=\"#fig-\(figure.name)\">Figure&nbsp;\(figure.number)</a></span>") }
            if let place = places.place(ofType: node.typeName) { parts.append("<span>\(place.html)</span>") }
            parts.append(ClaimHistory(of: claim.id, in: ledger).html)
            return ("claim \(claim.id)", parts.joined(separator: " "))
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }
}

/// What a figure is made from, by positions in the graph.
private struct Figure {
    let number: Int
    let name: String
    private let direct, all: [Bool]
    private let directCount, allCount: Int

    init(number: Int, name: String, node: Node, records: BuildRecords, graph: Graph) {
        func flags(_ positions: [Int]) -> [Bool] { positions.reduce(into: Array(repeating: false, count: graph.nodes.count)) { $0[$1] = true } }
        let direct = graph.position(of: node).map { graph.dependencies[$0].map(Int.init) } ?? [], all = records.closure(of: node)
        (self.number, self.name, self.direct, self.all) = (number, name, flags(direct), flags(all))
        (directCount, allCount) = (direct.count, all.count)
    }

    /// What it shares with a claim: of all that the two are made from at first hand, which says most; then of what the figure is made
    /// from at all.
    func score(_ inputs: [Int]) -> (shared: Double, some: Double) {
        let shared = inputs.count { direct[$0] }
        return (Double(shared) / Double(max(1, directCount + inputs.count - shared)), Double(inputs.count { all[$0] }) / Double(max(1, allCount)))
    }
}
