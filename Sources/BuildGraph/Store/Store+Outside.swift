// Traces that came from outside, and the values they promise: a trace is enough to decide that nothing runs, and its value is fetched
// when somebody reads it.
import Foundation

extension Store {
    /// Lets the store ask a shared cache, and put there what is made here if the cache has a key to sign with.
    public func attach(_ cache: SharedCache) {
        outside.attach(cache, cache.signer == nil ? nil : RemoteUploads(store: self, cache: cache))
    }

    public var sharedCache: SharedCache? { outside.cache }

    /// Uses, from here on, of what came from outside only what these keys signed, or what was imported by order.
    public func trust(_ keys: Set<PublicKey>) { outside.trust(keys) }

    /// Whether the last trace of a key came from outside, and its signer is not trusted any more.
    func isDistrusted(_ key: Digest) -> Bool { originHead(ofKey: key).map { !$0.isAccepted(by: outside.trusted) } ?? false }

    // MARK: Asking

    /// Asks the shared cache for the traces of some keys, and records those that it has; the result is their keys.
    func ask(_ keys: [Digest], until cancellation: Cancellation) -> Set<Digest> {
        guard let cache = outside.cache else { return [] }
        let records = cache.records(keys, until: cancellation)
        return Set(records.compactMap { key, record in (try? adopt(record, key: key, from: cache.name)) == nil ? nil : key })
    }

    /// Stages a checked record: its value if it came along, its trace, and where it came from.
    private func adopt(_ record: RemoteRecord, key: Digest, from source: String) throws {
        let origin = TraceOrigin(
            key: key, signed: (record.trace.signer, record.trace.signature), isByOrder: false, source: source, time: effects.clock.now())
        let originRecord = try origin.encoded()
        if let value = record.value { _ = try stage(value) }
        stage(records: [record.trace.payload, originRecord])
    }

    // MARK: Fetching

    /// Fetches those of these values that only their traces are here of, all at once. What cannot be had counts as absent from then on.
    public func bring(_ digests: [Digest], until cancellation: Cancellation = Cancellation()) {
        var wanted = Set(digests.filter { promise(of: $0) != nil && !contains($0) && !outside.isGone($0) })
        guard !wanted.isEmpty else { return }
        outside.gate.pass(wanted) {
            // Another thread may have fetched it meanwhile.
            wanted = wanted.filter { !contains($0) && !outside.isGone($0) }
            fetch(wanted, until: cancellation)
        }
    }

    private func fetch(_ digests: Set<Digest>, until cancellation: Cancellation) {
        let wanted = digests.sorted().compactMap { digest -> SharedCache.Wanted? in
            guard let promise = promise(of: digest), let trace = trace(promise) else { return nil }
            return SharedCache.Wanted(digest: digest, size: trace.size, duration: trace.duration, file: temporaryObjectPath())
        }
        try? effects.files.makeFolder(objects.folder + "/new")
        let whole = outside.cache?.fetch(wanted, until: cancellation) ?? []
        let staged = whole.map { ObjectStore.StagedObject(digest: $0.digest, temporary: $0.file) }
        do { try commit(fetched: staged) } catch { for object in whole { try? effects.files.remove(object.file) } }
        if cancellation.isCancelled { return }
        for digest in digests where !contains(digest) {
            outside.lose(digest)
            if let name = promise(of: digest).flatMap(trace)?.name { add(.sharedCache(.goneValue(target: name))) }
        }
    }

    /// Fetches what a job reads. Throws `BuildError.damagedObject` for an input that is nowhere: it is made again then.
    func bringInputs(of job: Job, until cancellation: Cancellation) throws {
        bring(job.inputs, until: cancellation)
        for (input, node) in zip(job.inputs, job.node.dependencies) where outside.isGone(input) && !contains(input) {
            throw BuildError.damagedObject(input, target: node.name)
        }
    }

    // MARK: Putting

    /// Has a value that was made here put into the shared cache, in the background.
    func upload(_ key: Digest) { outside.uploads?.add(key) }

    /// Waits for uploads, for at most `seconds`. What has not ended by then is given up and told.
    ///
    /// - Parameter tell: called now and then with how many of how many values are there.
    public func finishUploads(within seconds: Double, until cancellation: Cancellation = Cancellation(), tell: (_ done: Int, _ total: Int) -> Void = { _, _ in }) {
        outside.uploads?.finish(within: seconds, until: cancellation, tell: tell)
        noteSharedCache(isLast: false)
    }

    /// Takes over what the shared cache has to tell.
    func noteSharedCache(isLast: Bool) { outside.cache?.takeNotices(isLast: isLast).forEach { add(.sharedCache($0)) } }
}
