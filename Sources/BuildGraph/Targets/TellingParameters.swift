// Which parameters tell the targets of a group from each other.

struct TellingParameters {
    /// Made words have so many parts at most.
    private static let mostParts = 6

    private let leaves: [[ParameterLeaf]]
    /// How many different texts a parameter has among the nodes, by its path.
    private var distinct: [String: Int] = [:]
    private var shortNames: [String: Int] = [:]

    init(_ nodes: [Node]) {
        leaves = nodes.map { ParameterLeaf.all(of: $0) }
        var values: [String: Set<String>] = [:], counts: [String: Int] = [:]
        for leaf in leaves.joined() {
            values[leaf.path, default: []].insert(leaf.text)
            counts[leaf.path, default: 0] += 1
        }
        for (path, texts) in values {
            // A parameter that some do not have tells those, too.
            distinct[path] = texts.count + (counts[path] == nodes.count ? 0 : 1)
            shortNames[ParameterLeaf.shortName(path), default: 0] += 1
        }
    }

    /// The parameters of a node that differ from another one's; of a single node all of them. In their own order.
    func phrases(_ node: Int) -> [String] {
        var telling = leaves[node].filter { leaves.count == 1 || distinct[$0.path, default: 0] > 1 }
        if telling.count > Self.mostParts {
            let most = telling.indices.sorted { (-distinct[telling[$0].path, default: 0], $0) < (-distinct[telling[$1].path, default: 0], $1) }
            telling = most.prefix(Self.mostParts).sorted().map { telling[$0] }
        }
        return telling.map { leaf in
            let name = ParameterLeaf.shortName(leaf.path)
            return leaf.phrase(name: shortNames[name] == 1 ? name : leaf.path)
        }
    }
}
