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

    /// Throws for targets that are not fit to be built, and for two targets of one name.
    public init(roots: [Node]) throws {
        var nodes: [Node] = []
        var positions = DigestIndex()
        func position(_ node: Node) -> Int? { positions.position(of: node.identity) { nodes[$0].identity } }
        // Depth first without recursion: a chain may be longer than a thread's stack is deep.
        var stack: [(node: Node, next: Int)] = []
        for root in roots where position(root) == nil {
            stack.append((root, 0))
            while let (node, next) = stack.last {
                if next < node.dependencies.count {
                    stack[stack.count - 1].next += 1
                    let dependency = node.dependencies[next]
                    if position(dependency) == nil { stack.append((dependency, 0)) }
                } else {
                    stack.removeLast()
                    if position(node) != nil { continue }
                    nodes.append(node)
                    positions.set(nodes.count - 1, for: node.identity) { nodes[$0].identity }
                }
            }
        }
        if let defect = nodes.lazy.compactMap(\.defect).first { throw defect }
        try Self.checkNames(nodes)

        var dependencies = Adjacency(capacity: nodes.count)
        for node in nodes { dependencies.append(node.dependencies.lazy.compactMap { position($0).map(Int32.init) }) }
        self.nodes = nodes
        self.dependencies = dependencies
        dependants = dependencies.reversed()
        self.positions = positions
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
            names.append(nodes[next].name)
            here = next
        }
        return names
    }
}
