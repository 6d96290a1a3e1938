// What the targets of a graph are called, for people. Words are worked out when they are first asked for, for all targets of one
// type name together: only beside the others is it known which parameters tell a target from them.
import Synchronization

/// The titles of a graph's targets without labels: each is found once, and no two are equal.
final class TargetTitles: Sendable {
    private let nodes: [Node]
    /// Those without labels, by the names of their types.
    private let groups = Mutex<[String: [Node]]?>(nil)
    /// By the name of a type, and by identity.
    private let words = Mutex<[String: [Digest: [String]]]>([:])
    private let titles = Mutex<[String: [Digest: String]]>([:])

    init(_ nodes: [Node]) { self.nodes = nodes }

    func title(of node: Node) -> String? {
        let type = node.shortTypeName
        if let known = titles.withLock({ $0[type] }) { return known[node.identity] }
        let made = makeTitles(members(ofType: type), type)
        titles.withLock { $0[type] = made }
        return made[node.identity]
    }

    private func members(ofType type: String) -> [Node] {
        groups.withLock { groups in
            let known = groups ?? Dictionary(grouping: nodes.filter { $0.label == nil }, by: \.shortTypeName)
            groups = known
            return known[type] ?? []
        }
    }

    // MARK: Titles

    private func makeTitles(_ members: [Node], _ type: String) -> [Digest: String] {
        var words = members.map(ownWords)
        func text(_ k: Int) -> String { [type, words[k].joined(separator: ", ")].filter { !$0.isEmpty }.joined(separator: ": ") }
        func clashes() -> [[Int]] { Dictionary(grouping: members.indices, by: text).values.filter { $0.count > 1 } }
        // Those with equal words are told apart by their parameters, and where these are equal, too, by what they are made from.
        for group in clashes() {
            let parameters = TellingParameters(group.map { members[$0] })
            for (place, k) in group.enumerated() where !members[k].words.isEmpty { words[k] += parameters.phrases(place) }
        }
        let unnamed = members.indices.filter { words[$0].isEmpty }
        for k in Set(clashes().joined()).union(unnamed) { words[k] += inputWords(members[k]) }
        let stillClashing = Set(clashes().joined())
        return Dictionary(
            uniqueKeysWithValues: members.indices.map { k in
                let identity = members[k].identity
                return (identity, stillClashing.contains(k) ? "\(text(k)) (\(identity.hexadecimal(digits: 6)))" : text(k))
            })
    }

    /// What most of a target's inputs are, and the words that they share: "20 × Training", "orthogonal tanh".
    private func inputWords(_ node: Node) -> [String] {
        let groups = Dictionary(grouping: node.dependencies, by: { $0.label ?? $0.shortTypeName })
        guard let (name, members) = groups.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return [] }
        let count = members.count > 1 ? "\(members.count) × \(name)" : "of \(name)"
        guard let first = members.first, first.label == nil else { return [count] }
        let shared = members.dropFirst().reduce(ownWords(first)) { shared, other in
            shared.isEmpty ? [] : shared.filter(Set(ownWords(other)).contains)
        }
        return [count] + shared
    }

    // MARK: Words

    /// What a target says of itself, or else its parameters that differ among the targets of its type.
    private func ownWords(_ node: Node) -> [String] {
        if node.label != nil { return [] }
        let type = node.shortTypeName
        if let known = words.withLock({ $0[type] }) { return known[node.identity] ?? [] }
        let made = makeWords(members(ofType: type))
        words.withLock { $0[type] = made }
        return made[node.identity] ?? []
    }

    private func makeWords(_ members: [Node]) -> [Digest: [String]] {
        let silent = members.filter { $0.words.isEmpty }, parameters = TellingParameters(silent)
        var made: [Digest: [String]] = [:]
        for node in members { made[node.identity] = node.words }
        for (k, node) in silent.enumerated() { made[node.identity] = parameters.phrases(k) }
        return made
    }
}

/// What a node holds of the titles of its graph, which holds the node.
struct TitlesReference {
    weak var titles: TargetTitles?
}
