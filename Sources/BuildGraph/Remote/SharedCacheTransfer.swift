// Carrying results between a store and its shared cache on purpose, without building: what a build does by itself, for all values.

/// What was carried.
public struct SharedCacheTransfer: Sendable, Equatable {
    /// Values that are at the other end now and were not before.
    public var values = 0
    /// Values that were there already.
    public var known = 0
    /// Values that could not be carried, or that the other end does not have.
    public var missing = 0
}

extension Store {
    /// Puts the values of a live set into the shared cache, signed; those that came from outside are left out.
    public func push(_ live: LiveSet, until cancellation: Cancellation, tell: (_ done: Int, _ total: Int) -> Void = { _, _ in }) -> SharedCacheTransfer {
        var transfer = SharedCacheTransfer()
        guard let cache = outside.cache, cache.isWritten else { return transfer }
        let keys = live.usedKeys.filter { originHead(ofKey: $0) == nil }.sorted()
        let answers = cache.transport.find(keys.map { .record($0) }, within: 600, until: cancellation)
        if let trouble = answers.lazy.compactMap(\.trouble).first {
            cache.note(uploadTrouble: trouble)
            transfer.missing = keys.count
            noteSharedCache(isLast: false)
            return transfer
        }
        let absent = zip(keys, answers).filter { $1 != .done }.map(\.0)
        transfer.known = keys.count - absent.count
        absent.forEach(upload)
        finishUploads(within: .infinity, until: cancellation, tell: tell)
        transfer.values = cache.usage.uploads
        transfer.missing = absent.count - transfer.values
        return transfer
    }
}

extension Scheduler {
    /// Takes all that the shared cache has of some targets and of what they need into the store, values too. Runs nothing.
    public func pull(_ targets: [Int], tell: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws -> SharedCacheTransfer {
        let store = context.store
        let use = try store.prepareFolder()
        defer { use.unlock() }
        try store.refresh()
        var resolution = context.resolution(of: targets)
        var step = resolution.begin()
        var lookups = RemoteLookups(store: store, cancellation: cancellation)
        lookups.settle(&resolution, &step)
        try store.commit()
        var transfer = SharedCacheTransfer()
        let outputs = resolution.members.compactMap { resolution.outputs[$0] }
        let absent = outputs.filter { !store.contains($0) }
        transfer.missing = resolution.members.count - outputs.count
        transfer.known = outputs.count - absent.count
        // In portions, so that there is something to tell.
        for start in stride(from: 0, to: absent.count, by: 64) where !cancellation.isCancelled {
            store.bring(Array(absent[start..<min(absent.count, start + 64)]), until: cancellation)
            tell(min(absent.count, start + 64), absent.count)
        }
        transfer.values = absent.count(where: store.contains)
        transfer.missing += absent.count - transfer.values
        store.noteSharedCache(isLast: true)
        return transfer
    }
}
