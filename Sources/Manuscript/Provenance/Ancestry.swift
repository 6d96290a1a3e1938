// Everything that a figure was made from, in one small drawing: a box for all targets of one type, the nearest on the right.
import BuildGraph

/// The ancestors of a target, grouped by type.
public struct Ancestry: Sendable {
    struct Group: Equatable {
        var name: String
        var count: Int
        /// Steps from the target itself, by the longest way.
        var layer: Int
    }

    private(set) var groups: [Group] = []
    /// From a group to one that is made from it.
    private(set) var edges: [Edge] = []

    struct Edge: Hashable {
        var from, to: Int
    }

    public init(of node: Node) {
        var layers: [Digest: Int] = [:], all: [Node] = [], numbers: [String: Int] = [:]
        // In topological order, from the target down: what needs a node has its layer before the node passes its own on.
        for node in Self.order(from: node) {
            let layer = layers[node.identity] ?? 0
            all.append(node)
            for input in node.dependencies { layers[input.identity] = max(layers[input.identity] ?? 0, layer + 1) }
        }
        for node in all {
            let key = Self.group(of: node), layer = layers[node.identity] ?? 0
            if let number = numbers[key] {
                groups[number].count += 1
                groups[number].layer = max(groups[number].layer, layer)
            } else {
                numbers[key] = groups.count
                groups.append(Group(name: Self.words(node.shortTypeName), count: 1, layer: layer))
            }
        }
        var found: Set<Edge> = []
        for node in all {
            guard let to = numbers[Self.group(of: node)] else { continue }
            for input in node.dependencies {
                if let from = numbers[Self.group(of: input)], from != to { found.insert(Edge(from: from, to: to)) }
            }
        }
        edges = found.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    private static func group(of node: Node) -> String { "\(node.kind.name) \(node.shortTypeName)" }

    /// Each node once, behind all that need it.
    private static func order(from root: Node) -> [Node] {
        var order: [Node] = [], seen: Set<Digest> = [], stack: [(node: Node, next: Int)] = [(root, 0)]
        seen.insert(root.identity)
        while let (node, next) = stack.last {
            if next < node.dependencies.count {
                stack[stack.count - 1].next += 1
                if seen.insert(node.dependencies[next].identity).inserted { stack.append((node.dependencies[next], 0)) }
            } else {
                order.append(node)
                stack.removeLast()
            }
        }
        return order.reversed()
    }

    /// "JacobianSpectra" as "Jacobian spectra".
    static func words(_ type: String) -> String {
        var result = ""
        let characters = Array(type.prefix { $0 != "<" })
        for (k, character) in characters.enumerated() {
            let startsWord = k > 0 && character.isUppercase && (characters[k - 1].isLowercase || k + 1 < characters.count && characters[k + 1].isLowercase)
            let isSingle = k + 1 >= characters.count || characters[k + 1].isLowercase
            if startsWord { result += " " }
            result += startsWord && isSingle ? character.lowercased() : String(character)
        }
        return result
    }
}
