// What the current graphs need of a store. Everything else may be made again when it is asked for, so it may go.
//
// Live are: the value that each target would use now; and of each target the last run, whatever has changed since, so
// that going back, reasons and estimates of time still work in the middle of an edit, or while a file is missing.

/// The keys and identities of the targets of all graphs that were added.
public struct LiveSet: Sendable {
    /// Keys whose stored values are used now.
    private(set) var usedKeys: Set<Digest> = []
    /// The targets, whatever is known of their inputs and their code.
    private(set) var identities: Set<Digest> = []
    /// The present code of each target type, by its fully qualified name.
    private(set) var fingerprints: [String: Digest] = [:]
    /// Targets of a graph that have no usable value now.
    public private(set) var missing = 0

    public init() {}

    /// Adds all targets of a graph, as they are decided now.
    public mutating func add(_ context: BuildContext) {
        let resolution = context.resolve(), code = context.code
        for (position, node) in context.graph.nodes.enumerated() {
            identities.insert(node.identity)
            fingerprints[node.typeName] = try? code.fingerprint(ofType: node.typeName)
            if case .done = resolution.states[position], let key = resolution.keys[position] {
                usedKeys.insert(key)
            } else {
                missing += 1
            }
        }
    }
}
