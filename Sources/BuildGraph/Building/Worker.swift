// The other side of `WorkerExecutor`: makes one target, named by its key, in a process of its own.

/// Makes single targets from a store.
public struct Worker {
    let graph: Graph
    let store: Store
    let code: CodeFingerprints

    public init(graph: Graph, store: Store, code: CodeFingerprints) {
        self.graph = graph
        self.store = store
        self.code = code
    }

    /// Makes the target with this key and records it. Does nothing when the value is stored already, or when another
    /// worker has stored it while this one waited; `reason` is kept with it, by default the engine's own. Throws for a key that no target has now, and the target's errors.
    public func make(_ key: Digest, reason: Reason?, cancellation: Cancellation = Cancellation()) throws {
        guard let job = job(key, reason: reason) else { throw BuildError.unknownKey(key.hexadecimal) }
        let use = try store.prepareFolder()
        defer { use.unlock() }
        // One worker at a time for a key: two builds on one store do not do the same work twice.
        let lock = try store.effects.files.lock(store.folder + "/objects/new/\(key.short).lock")
        defer { lock.unlock() }
        try store.refresh()
        if let entry = store.entry(for: key), store.contains(entry.output), reason != .forced { return }
        _ = try ThreadExecutor(store: store, code: code).run(job, cancellation: cancellation)
        try store.commit()
    }

    /// Finds the target by computing keys, as far as the stored values of inputs allow.
    private func job(_ key: Digest, reason: Reason?) -> Job? {
        var resolution = Resolution(
            graph: graph, rebuilder: Rebuilder(graph: graph, store: store, code: code), targets: Array(graph.nodes.indices))
        _ = resolution.begin()
        guard let position = graph.nodes.indices.first(where: { resolution.keys[$0] == key }) else { return nil }
        return resolution.job(at: position, key: key, reason: reason)
    }
}
