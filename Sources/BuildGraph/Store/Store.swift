// The store: objects, and the traces that say which object a key leads to.
//
// Invariant: a trace is durable only after its object is. Values and traces are therefore staged, and committed in
// groups: all objects first, then the traces in one append. Until then they are served from memory.
//
// Threading: safe from any thread. Several processes may use one store: appends happen under a lock on the file
// `lock`, which the system gives back when its holder dies, however it dies.
import Foundation
import Synchronization

/// What the store has to tell about itself.
public enum StoreNotice: Codable, Sendable, Equatable {
    case damagedTail(path: String, bytes: Int, savedAs: String?)
    case damagedObject(target: String, savedAs: String?)
    case damagedCheckpoint(target: String, savedAs: String?)
}

public final class Store: Sendable {
    /// Values up to this size (bytes) are kept in the journal instead of a file of their own.
    static let inlineLimit = 2048

    public let folder: String
    public let fileDigests: FileDigests
    let effects: Effects
    private let objects: ObjectStore
    private let state: Mutex<State>
    /// Held during a commit: who commits next finds all that was staged before durable.
    private let committing = Mutex(())
    private let writer: String
    private let stagedCount = Atomic(0)

    private struct State {
        var journal: Journal
        var index = TraceIndex()
        /// Values that were found damaged, and set aside, by this process.
        var damaged: Set<Digest> = []
        var stagedRecords: [[UInt8]] = []
        var stagedObjects: [ObjectStore.StagedObject] = []
        /// Values that are not durable yet.
        var pending: [Digest: [UInt8]] = [:]
        /// Paths of checkpoints that nobody needs once the staged records are durable.
        var spentCheckpoints: [String] = []
        var notices: [StoreNotice] = []
    }

    /// Opens a store, making nothing: a store that is only read need not be writable.
    public init(folder: String, effects: Effects) throws {
        self.folder = folder
        self.effects = effects
        writer = "\(effects.processIdentifier)-\(Int64(effects.clock.monotonic() * 1e9))"
        objects = ObjectStore(folder: folder + "/objects", files: effects.files)
        fileDigests = FileDigests(folder: folder, effects: effects)
        state = Mutex(State(journal: Journal(path: folder + "/traces.journal", files: effects.files)))
        try state.withLock { state in
            try read(&state, mend: false)
            // A store that cannot be mended now can still be read.
            if try state.journal.hasUnreadTail(), let lock = try? effects.files.lock(folder + "/lock") {
                defer { lock.unlock() }
                try? read(&state, mend: true)
            }
        }
    }

    private func read(_ state: inout State, mend: Bool) throws {
        let (chunk, damage) = try state.journal.readNew(mend: mend)
        state.index.add(chunk)
        if let damage {
            state.notices.append(.damagedTail(path: damage.path, bytes: damage.bytes, savedAs: damage.savedAs))
        }
    }

    /// Takes in what other processes have recorded.
    public func refresh() throws { try state.withLock { try read(&$0, mend: false) } }

    /// What happened to the store since the last call.
    public func takeNotices() -> [StoreNotice] {
        state.withLock { state in
            defer { state.notices = [] }
            return state.notices
        }
    }

    /// Adds what a run, or a worker process, found wrong with the store.
    func add(_ notice: StoreNotice) { state.withLock { $0.notices.append(notice) } }

    // MARK: Looking up

    /// The value that a key leads to, if it is stored.
    func entry(for key: Digest) -> TraceIndex.Entry? { state.withLock { $0.index.entry(key: key) } }

    /// The last run of a node.
    func lastEntry(ofIdentity identity: Digest) -> TraceIndex.Entry? {
        state.withLock { $0.index.lastEntry(identity: identity) }
    }

    func trace(_ entry: TraceIndex.Entry) -> Trace? { state.withLock { $0.index.trace(entry) } }

    /// The trace of a key, in full.
    public func trace(for key: Digest) -> Trace? {
        state.withLock { state in state.index.entry(key: key).flatMap { state.index.trace($0) } }
    }

    /// The record of a node's last run, whatever has changed since.
    public func lastTrace(of node: Node) -> Trace? { lastEntry(ofIdentity: node.identity).flatMap(trace) }

    /// The last run of a target of this name, whatever its parameters.
    func lastTrace(named name: String) -> Trace? { state.withLock { $0.index.lastTrace(named: name) } }

    /// The last failure of a node, unless it has succeeded since.
    public func lastFailure(ofIdentity identity: Digest) -> FailureRecord? {
        state.withLock { $0.index.lastFailure(identity: identity) }
    }

    /// Mean wall seconds of the runs of each type.
    func meanDurations() -> [String: Double] { state.withLock { $0.index.meanDurations() } }

    // MARK: Values

    public func contains(_ digest: Digest) -> Bool {
        state.withLock { $0.pending[digest] != nil || $0.index.hasInlineObject(digest) } || objects.contains(digest)
    }

    /// The bytes of a value, checked against their digest. Throws `BuildError.damagedObject` when they are gone or
    /// damaged; `target` is who is told so.
    public func load(_ digest: Digest, target: String) throws -> [UInt8] {
        if let bytes = state.withLock({ $0.pending[digest] ?? $0.index.inlineObject(digest) }) { return bytes }
        let (bytes, damagedCopy) = try objects.load(digest)
        if let bytes { return bytes }
        if let damagedCopy {
            state.withLock {
                $0.damaged.insert(digest)
                $0.notices.append(.damagedObject(target: target, savedAs: damagedCopy))
            }
        }
        throw BuildError.damagedObject(digest, target: target)
    }

    /// Whether this process found the value damaged.
    func wasDamaged(_ digest: Digest) -> Bool { state.withLock { $0.damaged.contains(digest) } }

    // MARK: Recording

    /// Stages a value; the result is its digest.
    func stage(_ bytes: [UInt8]) throws -> Digest {
        let digest = Digest(of: bytes)
        if state.withLock({ $0.pending[digest] != nil || $0.index.hasInlineObject(digest) }) { return digest }
        if objects.contains(digest) {
            state.withLock { $0.stagedObjects.append(ObjectStore.StagedObject(digest: digest, temporary: nil)) }
            return digest
        }
        if bytes.count <= Self.inlineLimit {
            stage(record: TraceIndex.record(object: bytes, digest))
        } else {
            let number = stagedCount.add(1, ordering: .relaxed).newValue
            let staged = try objects.stage(bytes, digest, by: "\(writer)-\(number)")
            state.withLock {
                $0.pending[digest] = bytes
                $0.stagedObjects.append(staged)
            }
        }
        return digest
    }

    /// Stages a trace; its value must be staged already. Once it is durable the checkpoint at `path` is removed.
    func stage(_ trace: Trace, removingCheckpoint path: String? = nil) throws {
        stage(record: try TraceIndex.record(trace), removingCheckpoint: path)
    }

    func stage(_ failure: FailureRecord, identity: Digest) throws {
        stage(record: try TraceIndex.record(failure, identity: identity))
    }

    /// Records are found at once, and durable after the next commit.
    private func stage(record: [UInt8], removingCheckpoint path: String? = nil) {
        state.withLock {
            $0.stagedRecords.append(record)
            if let path { $0.spentCheckpoints.append(path) }
            $0.index.add([record])
        }
    }

    /// Makes everything staged durable. After a failure what was staged stays staged. Throws `BuildError.storeRemoved` when
    /// the store is no longer there.
    func commit() throws {
        do { try committing.withLock { _ in try commitStaged() } } catch let error as FileError where error.code == ENOENT {
            throw BuildError.storeRemoved(path: folder)
        }
    }

    private func commitStaged() throws {
        let (records, staged, spent) = state.withLock { state in
            defer {
                state.stagedRecords = []
                state.stagedObjects = []
                state.spentCheckpoints = []
            }
            return (state.stagedRecords, state.stagedObjects, state.spentCheckpoints)
        }
        guard !records.isEmpty || !staged.isEmpty else { return }
        do {
            try objects.commit(staged)
            let lock = try effects.files.lock(folder + "/lock")
            defer { lock.unlock() }
            try state.withLock { state in
                try read(&state, mend: true)
                try state.journal.append(records)
                for object in staged { state.pending[object.digest] = nil }
            }
        } catch {
            state.withLock {
                $0.stagedRecords = records + $0.stagedRecords
                $0.stagedObjects = staged + $0.stagedObjects
                $0.spentCheckpoints = spent + $0.spentCheckpoints
            }
            throw error
        }
        for path in spent { try? effects.files.remove(path) }
    }

    /// Makes the store's folder and tries to write in it; removes what killed processes left there long ago. Throws an
    /// error that says which folder cannot be written, and why.
    public func prepareFolder() throws {
        let new = folder + "/objects/new"
        do {
            try effects.files.makeFolder(new)
            try makeDurableIfNew(new)
            let probe = "\(new)/\(writer)-probe"
            try effects.files.write([0], to: probe)
            try effects.files.remove(probe)
        } catch let error as FileError {
            throw error.isFullDisk ? error : BuildError.storeNotWritable(path: folder, code: error.code)
        }
        let old = Int64((effects.clock.now() - Self.dayInSeconds) * 1e9)
        for name in (try? effects.files.list(new)) ?? [] {
            guard let status = try? effects.files.status("\(new)/\(name)"), status.modified < old else { continue }
            try? effects.files.remove("\(new)/\(name)")
        }
        sweepCheckpoints()
    }

    /// The names of a store's folders are durable before its first trace is: whoever made them may have been killed before
    /// that. Folders above that this user cannot open were not made by us.
    private func makeDurableIfNew(_ path: String) throws {
        guard state.withLock({ $0.journal.end }) == 0 else { return }
        for folder in sequence(first: path.parentFolder, next: { $0 == "/" || $0 == "." ? nil : $0.parentFolder }) {
            do { try effects.files.synchronize(folder) } catch let error as FileError where error.code == EACCES || error.code == EPERM {}
        }
    }

    private static let dayInSeconds = 86_400.0
}
