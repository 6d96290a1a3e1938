// The other side of `WorkerExecutor`: makes one target, named by its key, in a process of its own.

/// Makes single targets from a store.
public struct Worker {
    private let context: BuildContext

    public init(_ context: BuildContext) { self.context = context }

    /// Makes the target with this key and records it. Does nothing when the value is stored already, or when another worker
    /// has stored it while this one waited; a value that the build found damaged is read first. Throws for a key that no target has now, and the target's errors.
    ///
    /// - Parameter reason: kept with the value. Default: the engine's own.
    public func make(_ key: Digest, reason: Reason?, cancellation: Cancellation = Cancellation()) throws {
        let resolution = context.resolve(), store = context.store
        guard let position = context.graph.nodes.indices.first(where: { resolution.keys[$0] == key }) else {
            throw BuildError.unknownKey(key.hexadecimal)
        }
        let use = try store.prepareFolder()
        defer { use.unlock() }
        // One worker at a time for a key: two builds on one store do not do the same work twice.
        let lock = try store.effects.files.lock(store.workerLockPath(key))
        defer { lock.unlock() }
        try store.refresh()
        if let entry = store.entry(for: key), reason != .forced, reason != .notTrusted, isThere(entry.output, reason) { return }
        _ = try ThreadExecutor(store: store, code: context.code)
            .run(resolution.job(at: position, key: key, reason: reason), cancellation: cancellation)
        try store.commit()
    }

    /// Whether a value is stored. One that is known to be damaged may have been made again meanwhile, or still lie where it was: this
    /// process knows nothing of it before it has read it.
    private func isThere(_ output: Digest, _ reason: Reason?) -> Bool {
        let store = context.store
        return reason == .valueDamaged ? (try? store.load(output, target: "the target")) != nil : store.contains(output)
    }
}
