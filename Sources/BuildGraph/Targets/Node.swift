// A node is a target with its type erased and its identity computed, once. Handles hold nodes, so a graph that
// shares a target shares the work of describing it: the cost of a graph is linear in its edges.

/// A target as the engine sees it: an identity, dependencies, and a way to run it.
public final class Node: Sendable {
    /// Digest of type, parameters and the identities of all dependencies: equal targets are one node.
    public let identity: Digest
    /// The fully qualified Swift type.
    public let typeName: String
    public let kind: TargetKind
    public let label: String?
    public let resources: Resources
    public let tolerance: Tolerance
    /// The canonical parameters; handles stand in it as references, numbered by `dependencies`.
    public let parameters: [UInt8]
    /// In order of first mention, without repetition.
    public let dependencies: [Node]
    public let files: [SourceFile]
    /// What is wrong with the target itself; reported when a graph is made.
    let defect: BuildError?
    private let run: @Sendable (Inputs) throws -> [UInt8]
    /// Positions in `dependencies`; only kept when there are too many to look through.
    private let numbers: [Digest: Int]

    init<T: Target>(_ target: T) {
        let name = String(reflecting: T.self)
        let encoder = DatumEncoder(purpose: .parameters)
        var defect: BuildError?
        do {
            try encoder.encodeAny(target)
        } catch let problem as NotCanonical {
            defect = .notCanonical(target: target.label ?? name, path: problem.path, reason: problem.reason)
        } catch {
            defect = .notCanonical(target: target.label ?? name, path: "", reason: "\(error)")
        }
        if name.contains("(unknown context") || name.contains("(in ") {
            defect = .unstableTypeName(name)
        }

        // References become numbers, so that a key depends on what an input is worth and not on how it is made.
        var numbers: [Digest: Int] = [:]
        var dependencies: [Node] = []
        for reference in encoder.references where numbers[reference.node.identity] == nil {
            numbers[reference.node.identity] = dependencies.count
            dependencies.append(reference.node)
        }
        var parameters = encoder.writer.bytes
        for (offset, node) in encoder.references {
            let number = UInt64(numbers[node.identity] ?? 0)
            for i in 0..<32 { parameters[offset + i] = i < 24 ? 0 : UInt8(truncatingIfNeeded: number >> (8 * UInt64(31 - i))) }
        }

        var identity = DigestBuilder()
        identity.add(field: name)
        identity.add(field: parameters)
        for dependency in dependencies { identity.add(dependency.identity) }
        self.identity = identity.finish()
        self.typeName = name
        self.kind = T.kind
        self.label = target.label
        self.resources = target.resources
        self.tolerance = target.tolerance
        self.parameters = parameters
        self.dependencies = dependencies
        self.files = encoder.files
        self.defect = defect ?? dependencies.lazy.compactMap(\.defect).first
        self.numbers = dependencies.count > 8 ? numbers : [:]
        self.run = { try encodeValue(target.make($0)) }
    }

    /// Makes the target's value and encodes it.
    func make(_ inputs: Inputs) throws -> [UInt8] { try run(inputs) }

    /// The position of a node in `dependencies`; nil when it is not one of them.
    func number(ofDependency node: Node) -> Int? {
        if !numbers.isEmpty { return numbers[node.identity] }
        return dependencies.firstIndex { $0 === node || $0.identity == node.identity }
    }

    /// The type without its module: `SimulatedSpectrum`.
    public var shortTypeName: String {
        typeName.split(separator: "<").first?.split(separator: ".").last.map(String.init) ?? typeName
    }

    /// The label, or the type and the first digits of the identity.
    public var name: String { label ?? "\(shortTypeName)-\(identity.hexadecimal.prefix(6))" }
}
