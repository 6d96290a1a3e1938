// What the targets of a graph are called, for people. Words are worked out when they are first asked for, for all targets of one
// type name together: only beside the others is it known which parameters tell a target from them.
import Synchronization

/// The titles of a graph's targets without labels: each is found once, and no two are equal.
final class TargetTitles: Sendable {
    /// Made words have so many parts at most.
    private static let mostParts = 6

    private let nodes: [Node]
    /// By the name of a type, and by identity.
    private let words = Mutex<[String: [Digest: [String]]]>([:])
    private let titles = Mutex<[String: [Digest: String]]>([:])

    init(_ nodes: [Node]) { self.nodes = nodes }

    func title(of node: Node) -> String? {
        let type = node.shortTypeName
        if let known = titles.withLock({ $0[type] }) { return known[node.identity] }
        let made = makeTitles(nodes.filter { $0.shortTypeName == type && $0.label == nil }, type)
        titles.withLock { $0[type] = made }
        return made[node.identity]
    }

    // MARK: Titles

    private func makeTitles(_ members: [Node], _ type: String) -> [Digest: String] {
        func text(_ words: [String]) -> String { [type, words.joined(separator: ", ")].filter { !$0.isEmpty }.joined(separator: ": ") }
        let words = members.map(ownWords), own = words.map(text)
        let clashes = Self.repeated(own)
        // Those that their parameters do not tell apart differ in what they are made from.
        let all = members.indices.map { k in
            let isTold = !words[k].isEmpty && (members.count == 1 || !clashes.contains(own[k]))
            return (node: members[k], text: isTold ? own[k] : text(words[k] + inputWords(members[k])))
        }
        let stillClashing = Self.repeated(all.map(\.text))
        return Dictionary(
            uniqueKeysWithValues: all.map { node, text in
                (node.identity, stillClashing.contains(text) ? "\(text) (\(node.identity.hexadecimal(digits: 6)))" : text)
            })
    }

    private static func repeated(_ texts: [String]) -> Set<String> {
        var seen: Set<String> = [], repeated: Set<String> = []
        for text in texts where !seen.insert(text).inserted { repeated.insert(text) }
        return repeated
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
        let made = makeWords(nodes.filter { $0.shortTypeName == type && $0.label == nil })
        words.withLock { $0[type] = made }
        return made[node.identity] ?? []
    }

    private func makeWords(_ members: [Node]) -> [Digest: [String]] {
        let silent = members.filter { $0.words.isEmpty }
        let leaves = silent.map { ParameterLeaf.all(of: $0) }
        var values: [String: Set<String>] = [:], order: [String] = [], counts: [String: Int] = [:]
        for leaf in leaves.joined() {
            if values[leaf.path] == nil { order.append(leaf.path) }
            values[leaf.path, default: []].insert(leaf.text)
            counts[leaf.path, default: 0] += 1
        }
        // Of the only one of its type everything is told.
        func distinct(_ path: String) -> Int { (values[path]?.count ?? 0) + (counts[path] == silent.count ? 0 : 1) }
        let varying = Set(order.filter { silent.count == 1 || distinct($0) > 1 })
        let shortNames = Dictionary(grouping: order, by: ParameterLeaf.shortName)
        func parts(_ leaves: [ParameterLeaf]) -> [String] {
            var telling = leaves.filter { varying.contains($0.path) }
            if telling.count > Self.mostParts {
                // Those that tell the most apart, in their own order.
                let most = Set(telling.map(\.path).sorted { distinct($0) > distinct($1) }.prefix(Self.mostParts))
                telling = telling.filter { most.contains($0.path) }
            }
            return telling.map { leaf in
                let name = ParameterLeaf.shortName(leaf.path)
                return leaf.phrase(name: shortNames[name]?.count == 1 ? name : leaf.path)
            }
        }
        var made: [Digest: [String]] = [:]
        for node in members { made[node.identity] = node.words }
        for (node, leaves) in zip(silent, leaves) { made[node.identity] = parts(leaves) }
        return made
    }
}

/// What a node holds of the titles of its graph, which holds the node.
struct TitlesReference {
    weak var titles: TargetTitles?
}
