// A node is a target with its type erased and its identity computed, once. Handles hold nodes, so a graph that
// shares a target shares the work of describing it: the cost of a graph is linear in its edges.
import Synchronization

/// A target as the engine sees it: an identity, dependencies, and a way to run it.
public final class Node: Sendable {
    /// Digest of type, parameters and the identities of all dependencies: equal targets are one node.
    public let identity: Digest
    public let type: TargetType
    public let label: String?
    public let resources: Resources
    public let tolerance: Tolerance
    /// In a unit of the type's own; nil when it is not known. Asked for only of what runs.
    public var work: Double? { target.work }
    /// The canonical parameters; handles stand in it as references, numbered by `dependencies`.
    public let parameters: [UInt8]
    /// In order of first mention, without repetition.
    public let dependencies: [Node]
    public let files: [SourceFile]
    /// What is wrong with the target itself; reported when a graph is made.
    let defect: (any Error)?
    private let target: any TargetHolder
    /// Knows what the target is called among the others of its graph.
    private let titles = Mutex(TitlesReference())
    /// Positions in `dependencies`; only kept when there are too many to look through.
    private let numbers: [Digest: Int]

    init<T: Target>(_ target: T) {
        let type = TargetType.of(T.self)
        let encoder = ParameterEncoder()
        var defect: (any Error)?
        do {
            try encoder.encodeAny(target)
        } catch let problem as NotCanonical {
            defect = BuildError.notCanonical(target: target.label ?? type.name, path: problem.path, reason: problem.reason)
        } catch {
            defect = BuildError.notCanonical(target: target.label ?? type.name, path: "", reason: "\(error)")
        }
        if !type.isStable { defect = BuildError.unstableTypeName(type.name) }

        // References become numbers, so that a key depends on the value of an input and not on how it is made.
        var dependencies = Dependencies(capacity: encoder.references.count)
        for (offset, node) in encoder.references { encoder.writer.replace(at: offset, withNumber: dependencies.number(adding: node)) }
        // The writer's buffer has room to spare; what is kept has not.
        let parameters = Array(encoder.writer.bytes[...])

        var identity = type.digest
        identity.add(field: parameters)
        for dependency in dependencies.nodes { identity.add(dependency.identity) }
        self.identity = identity.finish()
        self.type = type
        self.label = target.label
        self.resources = target.resources
        self.tolerance = target.tolerance
        self.parameters = parameters
        self.dependencies = dependencies.nodes
        self.files = encoder.files
        self.defect = defect ?? dependencies.nodes.lazy.compactMap(\.defect).first
        self.numbers = dependencies.numbers
        self.target = Holder(target: target)
    }

    /// Makes the target's value and encodes it.
    func make(_ inputs: Inputs) throws -> [UInt8] { try target.make(inputs) }

    /// The position of a node in `dependencies`; nil when it is not one of them.
    func number(ofDependency node: Node) -> Int? {
        if !numbers.isEmpty { return numbers[node.identity] }
        return dependencies.firstIndex { $0 === node || $0.identity == node.identity }
    }

    /// The fully qualified Swift type.
    public var typeName: String { type.name }
    public var shortTypeName: String { type.shortName }
    public var kind: TargetKind { type.kind }

    /// The label, or the type and the first digits of the identity: short enough to be typed.
    public var name: String { label ?? "\(shortTypeName)-\(identity.hexadecimal(digits: 6))" }

    /// What the target says of itself; empty when it leaves that to its parameters.
    var words: [String] { target.words }

    /// The label, or the type and words from the parameters: "Training: orthogonal tanh, η = 0.03, seed 102". Unique within the graph.
    public var title: String {
        if let label { return label }
        return titles.withLock { $0.titles }?.title(of: self) ?? name
    }

    func isCalled(by titles: TargetTitles) { self.titles.withLock { $0.titles = titles } }
}

/// A target without its type. `any Target` would do, and would let the code of every target reach all target types.
private protocol TargetHolder: Sendable {
    var work: Double? { get }
    var words: [String] { get }
    func make(_ inputs: Inputs) throws -> [UInt8]
}

private struct Holder<T: Target>: TargetHolder {
    let target: T
    var work: Double? { target.work }
    var words: [String] { target.words }
    func make(_ inputs: Inputs) throws -> [UInt8] { try encodeValue(target.make(inputs)) }
}

/// Nodes without repetition, in the order of their first mention.
private struct Dependencies {
    /// Up to this many are looked through faster than they are looked up.
    private static let few = 8

    private(set) var nodes: [Node] = []
    /// Positions in `nodes`, once there are many.
    private(set) var numbers: [Digest: Int] = [:]

    init(capacity: Int) { nodes.reserveCapacity(capacity) }

    /// The number of a node, which is new or not.
    mutating func number(adding node: Node) -> Int {
        if nodes.count <= Self.few {
            if let known = nodes.firstIndex(where: { $0 === node || $0.identity == node.identity }) { return known }
        } else {
            if numbers.isEmpty { for (number, node) in nodes.enumerated() { numbers[node.identity] = number } }
            if let known = numbers[node.identity] { return known }
            numbers[node.identity] = nodes.count
        }
        nodes.append(node)
        return nodes.count - 1
    }
}
