// Puts what a build makes into its shared cache, on a thread of its own: the build does not wait for it before its end.
//
// Order: an object is there before the record that leads to it. A value that could not be put there has no record.
import Foundation
import Synchronization

/// The uploads of one build. Threading: `add` and `finish` from any thread.
final class RemoteUploads: Sendable {
    /// Seconds during which finished work is gathered: one connection carries many values.
    private static let gathering = 0.2
    /// Seconds that one batch may take. A background upload is in nobody's way.
    private static let longest = 600.0
    /// Bytes above which it is asked first whether the cache has the object.
    private static let large = 1 << 16

    private struct Progress {
        var isStarted = false
        var added = 0, done = 0
    }

    private unowned let store: Store
    private let cache: SharedCache
    private let keys = Mailbox<Digest>()
    private let progress = Mutex(Progress())
    private let cancellation = Cancellation()

    init(store: Store, cache: SharedCache) {
        self.store = store
        self.cache = cache
    }

    func add(_ key: Digest) {
        guard cache.isWritten else { return }
        let isFirst = progress.withLock { progress in
            progress.added += 1
            defer { progress.isStarted = true }
            return !progress.isStarted
        }
        keys.send(key)
        guard isFirst else { return }
        // Without a thread nothing is uploaded, and that is told at the end.
        try? WorkThread.start { [self, store] in
            while let first = keys.receive() {
                let batch = [first] + keys.receiveAll(within: Self.gathering)
                if !cancellation.isCancelled, cache.isWritten { upload(batch, store) }
                progress.withLock { $0.done += batch.count }
            }
        }
    }

    /// Waits until all is uploaded, for at most `seconds`, and ends the thread.
    func finish(within seconds: Double, until outer: Cancellation, tell: (Int, Int) -> Void) {
        let clock = store.effects.clock, deadline = clock.monotonic() + seconds
        keys.close()
        while case let state = progress.withLock({ $0 }), state.done < state.added {
            if outer.isCancelled || clock.monotonic() >= deadline || !state.isStarted {
                cancellation.cancel()
                if cache.isWritten { cache.add(.unfinishedUploads(cache: cache.name, count: state.added - state.done)) }
                return
            }
            tell(state.done, state.added)
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    /// One value with its record.
    private struct Item {
        let head: TraceRecord.TraceHead
        let record: RemoteRecord
        /// The file of a value that does not come with its record.
        let file: String?
    }

    private func upload(_ keys: [Digest], _ store: Store) {
        // Only what is durable has its name.
        try? store.commit()
        let items = keys.compactMap { item($0, store) }
        guard !items.isEmpty else { return }
        var lost: Set<Digest> = []
        let files = Dictionary(items.compactMap { item in item.file.map { (item.head.output, $0) } }, uniquingKeysWith: { $1 })
        put(objects: missing(files, items)).forEach { lost.insert($0) }
        guard cache.isWritten else { return }
        let whole = items.filter { !lost.contains($0.head.output) }
        let done = put(records: whole)
        cache.count(uploads: done)
    }

    private func item(_ key: Digest, _ store: Store) -> Item? {
        guard let signer = cache.signer, store.originHead(ofKey: key) == nil, let payload = store.tracePayload(ofKey: key),
            let head = payload.withUnsafeBytes(TraceRecord.TraceHead.init), let trace = SignedTrace(payload, by: signer)
        else { return nil }
        if head.size > Store.inlineLimit {
            let path = store.objects.path(head.output)
            return ((try? store.effects.files.status(path)) ?? nil) == nil ? nil : Item(head: head, record: RemoteRecord(trace: trace, value: nil), file: path)
        }
        guard let value = try? store.load(head.output, target: "a value") else { return nil }
        return Item(head: head, record: RemoteRecord(trace: trace, value: value), file: nil)
    }

    /// Those of these objects that the cache does not have, as far as that is worth asking.
    private func missing(_ files: [Digest: String], _ items: [Item]) -> [(Digest, String)] {
        let sizes = Dictionary(items.map { ($0.head.output, $0.head.size) }, uniquingKeysWith: { $1 })
        let large = files.keys.filter { (sizes[$0] ?? 0) > Self.large }.sorted()
        let answers = large.isEmpty ? [] : cache.transport.find(large.map { .object($0) }, within: Self.longest, until: cancellation)
        let known = Set(zip(large, answers).filter { $1 == .done }.map(\.0))
        return files.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The result is the objects that did not get there.
    private func put(objects: [(digest: Digest, file: String)]) -> [Digest] {
        guard !objects.isEmpty else { return [] }
        let answers = cache.transport.put(
            objects.map { RemoteUpload(item: .object($0.digest), file: $0.file) }, within: Self.longest, until: cancellation)
        note(answers)
        return zip(objects, answers).filter { $1 != .done }.map(\.0.digest)
    }

    /// The result is how many records got there.
    private func put(records items: [Item]) -> Int {
        let files = cache.effects.files
        guard !items.isEmpty, let folder = try? files.makeScratchFolder() else { return 0 }
        defer { try? files.removeAll(folder) }
        let uploads = items.enumerated().compactMap { number, item -> RemoteUpload? in
            let file = "\(folder)/\(number)"
            guard (try? files.write(item.record.encoded(item.head), to: file)) != nil else { return nil }
            return RemoteUpload(item: .record(item.head.key), file: file)
        }
        let answers = cache.transport.put(uploads, within: Self.longest, until: cancellation)
        note(answers)
        return answers.count { $0 == .done }
    }

    private func note(_ answers: [RemoteAnswer]) {
        guard !cancellation.isCancelled, let trouble = answers.lazy.compactMap(\.trouble).first else { return }
        cache.note(uploadTrouble: trouble)
    }
}
