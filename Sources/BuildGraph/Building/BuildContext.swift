// What every decision about targets is made with.

/// A graph, the store that has its values, and the code that makes them.
public struct BuildContext: Sendable {
    public let graph: Graph
    public let store: Store
    public let code: CodeFingerprints

    public init(graph: Graph, store: Store, code: CodeFingerprints) {
        self.graph = graph
        self.store = store
        self.code = code
    }

    var effects: Effects { store.effects }

    /// The state of a build of some targets, before anything is decided.
    func resolution(of targets: [Int], forced: Set<Int> = []) -> Resolution {
        Resolution(graph: graph, rebuilder: Rebuilder(graph: graph, store: store, code: code), targets: targets, forced: forced)
    }

    /// Decides as much as can be decided without running anything. Default: for all targets.
    func resolve(_ targets: [Int]? = nil) -> Resolution {
        var resolution = resolution(of: targets ?? Array(graph.nodes.indices))
        _ = resolution.begin()
        return resolution
    }
}
