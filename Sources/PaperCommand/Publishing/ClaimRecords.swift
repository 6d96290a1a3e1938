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
        let figures = shown.enumerated().compactMap { number, name -> (number: Int, name: String, direct: Set<Digest>, all: Set<Digest>)? in
            guard let figure = workspace.assembled.figures.first(where: { $0.name == name }) else { return nil }
            let all = records.closure(of: figure.input.node).map { workspace.graph.nodes[$0].identity }
            return (number + 1, name, Set(figure.input.node.dependencies.map(\.identity)), Set(all))
        }
        let ledger = workspace.ledgers[workspace.profile.name]
        let entries = workspace.assembled.claims.map { claim -> (String, String) in
            let node = claim.input.node, direct = Set(node.dependencies.map(\.identity))
            // What a claim and a figure are both made from at first hand says most; then what the figure has of the claim's inputs at all.
            let best = figures.max { a, b in
                func score(_ figure: (number: Int, name: String, direct: Set<Digest>, all: Set<Digest>)) -> (Double, Double) {
                    let shared = Double(figure.direct.intersection(direct).count), some = Double(figure.all.intersection(direct).count)
                    return (shared / Double(max(1, figure.direct.union(direct).count)), some / Double(max(1, figure.all.count)))
                }
                return score(a) < score(b)
            }
            var parts: [String] = []
            if let best, !best.all.isDisjoint(with: direct) { parts.append("<span>same data as in <a href=\"#fig-\(best.name)\">Figure&nbsp;\(best.number)</a></span>") }
            if let place = places.place(ofType: node.typeName) { parts.append("<span>\(place.html)</span>") }
            parts.append(ClaimHistory(of: claim.id, in: ledger).html)
            return ("claim \(claim.id)", parts.joined(separator: " "))
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }
}
