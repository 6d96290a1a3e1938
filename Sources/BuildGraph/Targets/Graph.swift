// The graph of everything that may be built: static, and known before anything runs.

/// All targets reachable from some roots, dependencies before dependants.
///
/// There can be no cycle: a handle is made from a target that exists already.
public struct Graph: Sendable {
    public let nodes: [Node]
    /// For each node its dependencies, as positions in `nodes`, in the order of `Node.dependencies`.
    public let dependencies: Adjacency
    public let dependants: Adjacency
    private let positions: DigestIndex
    /// Why targets that people may ask for by name are not in the graph.
    public var leftOut: [String: LeftOutTarget] = [:]

    /// The types of the nodes, each once.
    let types: [TargetType]
    private let titles: TargetTitles

    /// Throws for targets that are not fit to be built, and for two targets of one name.
    public init(roots: [Node]) throws {
        var nodes: [Node] = []
        var positions = DigestIndex()
        var dependencies = Adjacency()
        var types: [ObjectIdentifier: TargetType] = [:]
        // Depth first without recursion: a chain may be longer than a thread's stack is deep. `known` holds the
        // positions of the dependencies that were visited, for all nodes of the stack one after another.
        var stack: [(node: Node, known: Int)] = []
        var known: [Int32] = []
        // Equal targets that were made more than once: those who hold them ask them what they are called.
        var twins: [Node] = []
        for root in roots where positions.position(of: root.identity, { nodes[$0].identity }) == nil {
            stack.append((root, known.count))
            while let (node, first) = stack.last {
                let visited = known.count - first
                if visited < node.dependencies.count {
                    let dependency = node.dependencies[visited]
                    if let position = positions.position(of: dependency.identity, { nodes[$0].identity }) {
                        if nodes[position] !== dependency { twins.append(dependency) }
                        known.append(Int32(position))
                    } else {
                        stack.append((dependency, known.count))
                    }
                    continue
                }
                // It is the last on the stack, so what it depends on is there, and it cannot have been met meanwhile.
                stack.removeLast()
                dependencies.append(known[first...])
                known.removeSubrange(first...)
                positions.set(nodes.count, for: node.identity) { $0 < nodes.count ? nodes[$0].identity : node.identity }
                nodes.append(node)
                types[ObjectIdentifier(node.type)] = node.type
            }
        }
        if let defect = nodes.lazy.compactMap(\.defect).first { throw defect }
        try Self.checkNames(nodes)
        self.nodes = nodes
        self.dependencies = dependencies
        dependants = dependencies.reversed()
        self.positions = positions
        self.types = Array(types.values)
        titles = TargetTitles(nodes)
        for node in nodes where node.label == nil { node.isCalled(by: titles) }
        for node in twins where node.label == nil { node.isCalled(by: titles) }
    }

    /// Labels are names: no two targets may share one.
    private static func checkNames(_ nodes: [Node]) throws {
        var labelled: [String: Node] = [:]
        for node in nodes {
            guard let label = node.label else { continue }
            if let other = labelled[label] {
                throw BuildError.duplicateName(label, types: [other.typeName, node.typeName])
            }
            labelled[label] = node
        }
    }

    public func position(of node: Node) -> Int? { positions.position(of: node.identity) { nodes[$0].identity } }

    /// The positions of these nodes and of all they depend on, dependencies first.
    public func closure(of wanted: [Int]) -> [Int] {
        var isWanted = [Bool](repeating: false, count: nodes.count)
        for position in wanted { isWanted[position] = true }
        for position in nodes.indices.reversed() where isWanted[position] {
            for input in dependencies[position] { isWanted[Int(input)] = true }
        }
        return nodes.indices.filter { isWanted[$0] }
    }

    /// The names of the targets that lead from one to what was asked for: for each, one that needs it, the nearest first.
    func stack(above position: Int, among members: [Int]) -> [String] {
        let members = Set(members)
        var names: [String] = []
        var here = position
        while let next = dependants[here].map(Int.init).first(where: members.contains) {
            names.append(nodes[next].title)
            here = next
        }
        return names
    }
}
