// The store: objects, and the traces that say which object a key leads to.
//
// Invariant: a trace is durable only after its object is. Values and traces are therefore staged, and committed in
// groups: all objects first, then the traces in one append. Until then they are served from memory.
//
// Threading: safe from any thread. Several processes may use one store: appends happen under a lock on the file
// `lock`, which the system gives back when its holder dies, however it dies.
import Foundation
import Synchronization

/// What happened to the store and should be reported.
public enum StoreNotice: Codable, Sendable, Equatable {
    /// A journal has bytes that are not records; nothing was changed.
    case damagedJournal(JournalDamage)
    /// A damaged journal was set aside, and a clean one has its place.
    case mendedJournal(JournalDamage, savedAs: String)
    case damagedObject(target: String, savedAs: String?)
    case damagedCheckpoint(target: String, savedAs: String?)
    /// A target was running when a build ended without a word; it runs again, in a process of its own.
    case suspect(target: String)
    case sharedCache(SharedCacheNotice)
}

public final class Store: Sendable {
    /// Values up to this size (bytes) are kept in the journal instead of a file of their own.
    static let inlineLimit = 2048

    public let folder: String
    public let fileDigests: FileDigests
    let effects: Effects
    let objects: ObjectStore
    let outside = StoreSurroundings()
    private let state: Mutex<State>
    /// Held during a commit: when it is given back, all that was staged before is durable.
    private let committing = Mutex(())
    /// Held while a value that is not whole is looked at, and while values get their names.
    private let examining = Mutex(())
    let writer: String
    private let stagedCount = Atomic(0)

    private struct State {
        var traces: TraceJournal
        /// Values that this process found damaged, and how their files then looked: another file may be whole.
        var damaged: [Digest: FileStatus] = [:]
        /// Whether this process makes something: only then is what it finds damaged set aside.
        var isHeld = false
        /// What keeps others from taking the store away while this process makes something.
        weak var use: (any FileLock)?
        var stagedObjects: [ObjectStore.StagedObject] = []
        /// Values that are not durable yet.
        var pending: [Digest: [UInt8]] = [:]
        /// Paths of checkpoints that are of no use once the staged records are durable.
        var spentCheckpoints: [String] = []
        var notices: [StoreNotice] = []
        var waits: [WorkerWait] = []
    }

    /// Opens a store, making nothing: a store that is only read need not be writable.
    public init(folder: String, effects: Effects) throws {
        self.folder = folder
        self.effects = effects
        writer = "\(effects.processIdentifier)-\(effects.clock.monotonic().nanoseconds)"
        objects = ObjectStore(folder: folder + "/objects", files: effects.files)
        fileDigests = FileDigests(folder: folder, effects: effects)
        state = Mutex(State(traces: TraceJournal(path: folder + "/traces.journal", files: effects.files)))
        try refresh()
        let damage = try damageForCertain()
        state.withLock { $0.notices = damage.map(StoreNotice.damagedJournal) }
    }

    /// Takes in what other processes have recorded.
    public func refresh() throws { try state.withLock { try $0.traces.read() } }

    /// Whether no record was read or appended yet.
    var isEmpty: Bool { state.withLock { $0.traces.isEmpty } }

    /// How often the journal was read from its beginning: what was found in it before may not be there any more.
    var generation: Int { state.withLock { $0.traces.generation } }

    /// What happened to the store since the last call.
    public func takeNotices() -> [StoreNotice] {
        let mended = fileDigests.takeMended().map { StoreNotice.mendedJournal($0.damage, savedAs: $0.savedAs) }
        return state.withLock { state in
            defer { state.notices = [] }
            return state.notices + mended
        }
    }

    /// Adds what a run, or a worker process, found wrong with the store.
    func add(_ notice: StoreNotice) { state.withLock { $0.notices.append(notice) } }

    /// Notes that a target waits for another build's worker.
    func add(_ wait: WorkerWait) { state.withLock { $0.waits.append(wait) } }

    /// What has begun to wait since the last call.
    func takeWaits() -> [WorkerWait] {
        state.withLock { state in
            defer { state.waits = [] }
            return state.waits
        }
    }

    // MARK: Looking up

    /// The digest of the value that a key leads to; nil when there is none, or it is gone.
    func output(for key: Digest) -> Digest? {
        let found = state.withLock { state in
            state.traces.output(key: key).map {
                ($0.digest, isAtHand: $0.isInline || state.pending[$0.digest] != nil, origin: state.traces.originHead(key: key))
            }
        }
        guard let (output, isAtHand, origin) = found, origin?.isAccepted(by: outside.trusted) != false else { return nil }
        if isAtHand || hasFile(output) { return output }
        // A trace that came from outside is enough, as long as its value was not asked for in vain.
        return origin != nil && !outside.isGone(output) ? output : nil
    }

    /// The last trace of a key, whether or not its value is still there.
    func entry(for key: Digest) -> TraceIndex.Entry? { state.withLock { $0.traces.entry(key: key) } }

    /// The last run of a node.
    func lastEntry(ofIdentity identity: Digest) -> TraceIndex.Entry? {
        state.withLock { $0.traces.lastEntry(identity: identity) }
    }

    /// Wall seconds of a node's last run, whatever has changed since.
    public func lastDuration(of node: Node) -> Double? { lastEntry(ofIdentity: node.identity)?.duration }

    func trace(_ entry: TraceIndex.Entry) -> Trace? { state.withLock { $0.traces.trace(entry) } }

    /// The trace of a key, in full.
    public func trace(for key: Digest) -> Trace? {
        state.withLock { state in
            guard let entry = state.traces.entry(key: key) else { return nil }
            return state.traces.trace(entry)
        }
    }

    /// What the last run under a key cost.
    public func cost(for key: Digest) -> RunCost? {
        state.withLock { state in state.traces.entry(key: key).flatMap { state.traces.cost($0) } }
    }

    /// The record of a node's last run, whatever has changed since.
    public func lastTrace(of node: Node) -> Trace? { lastEntry(ofIdentity: node.identity).flatMap(trace) }

    /// The last run of a target of this name, whatever its parameters.
    func lastTrace(named name: String) -> Trace? { state.withLock { $0.traces.lastTrace(named: name) } }

    /// Where the last trace of a key came from; nil for one that was made here.
    public func origin(ofKey key: Digest) -> TraceOrigin? { state.withLock { $0.traces.origin(key: key) } }
    func originHead(ofKey key: Digest) -> TraceOrigin.Head? { state.withLock { $0.traces.originHead(key: key) } }

    /// The trace from outside that leads to a value.
    func promise(of object: Digest) -> TraceIndex.Entry? { state.withLock { $0.traces.promise(of: object) } }

    /// The canonical bytes of the last trace of a key.
    func tracePayload(ofKey key: Digest) -> [UInt8]? { state.withLock { $0.traces.tracePayload(key: key) } }

    /// The last failure of a node, unless it has succeeded since.
    public func lastFailure(ofIdentity identity: Digest) -> FailureRecord? {
        state.withLock { $0.traces.lastFailure(identity: identity) }
    }

    /// The last verification under a key, of whatever value.
    func verificationRecord(for key: Digest) -> VerificationRecord? { state.withLock { $0.traces.verification(key: key) } }

    /// A number that changes with every verification that is recorded.
    public var verificationMark: UInt64 { state.withLock { $0.traces.verificationMark } }

    /// The last runs of all targets that the store knows, and the wall seconds that they took.
    public var totalWork: (runs: Int, seconds: Double) { state.withLock { $0.traces.totalWork() } }

    /// Mean wall seconds of the last runs of each type.
    func meanDurations() -> MeanDurations { MeanDurations(byHash: state.withLock { $0.traces.meanDurations() }) }

    /// Work and wall seconds of a type's last runs whose work is known.
    func measuredWork(ofType typeName: String) -> [(work: Double, seconds: Double)] {
        state.withLock { $0.traces.lastTraces(ofType: typeName) }.compactMap { trace in trace.details.work.map { ($0, trace.duration) } }
    }

    /// Bytes that the largest of a type's last runs needed; nil when none is known.
    func largestMemory(ofType typeName: String) -> Int? {
        state.withLock { $0.traces.lastTraces(ofType: typeName) }.map(\.details.provenance.peakMemory).max()
    }

    struct MeanDurations {
        fileprivate let byHash: [UInt64: Double]
        var isEmpty: Bool { byHash.isEmpty }
        subscript(typeName: String) -> Double? { byHash.isEmpty ? nil : byHash[TraceRecord.hash(typeName)] }
    }

    // MARK: Damage

    /// What in the journals is not a record, as far as they were read. The end of one may be another process's append in progress.
    func damage() throws -> [JournalDamage] {
        try [state.withLock { try $0.traces.damage() }, fileDigests.damage].compactMap { $0 }
    }

    /// Sets aside what is not a record of a run. To be called under the lock.
    func mendTraces() throws {
        try state.withLock { state in
            guard let mended = try state.traces.mend() else { return }
            state.notices.append(.mendedJournal(mended.damage, savedAs: mended.savedAs))
        }
    }

    /// Forgets notices of damage that was only found: it is mended, and that is told.
    func forgetFoundDamage() {
        state.withLock { $0.notices.removeAll { if case .damagedJournal = $0 { true } else { false } } }
    }

    // MARK: Values

    public func contains(_ digest: Digest) -> Bool {
        state.withLock { $0.pending[digest] != nil || $0.traces.hasObject(digest) } || hasFile(digest)
    }

    /// Whether a value has a file that was not found damaged.
    private func hasFile(_ digest: Digest) -> Bool {
        guard let status = objects.currentStatus(digest) else { return false }
        return state.withLock { $0.damaged[digest] } != status
    }

    /// The bytes of a value, checked against their digest. Throws `BuildError.damagedObject` when they are gone or
    /// damaged; `target` is named in the error.
    public func load(_ digest: Digest, target: @autoclosure () -> String) throws -> [UInt8] {
        if let bytes = state.withLock({ $0.pending[digest] ?? $0.traces.object(digest) }) { return bytes }
        if let (bytes, isWhole) = try objects.load(digest), isWhole { return bytes }
        bring([digest])
        return try examining.withLock { _ in try loadAgain(digest, target: target()) }
    }

    /// What was not whole, read again by one thread at a time: another one may have set it aside meanwhile, and a whole value
    /// may be in its place.
    private func loadAgain(_ digest: Digest, target: String) throws -> [UInt8] {
        let status = objects.status(digest)
        if let (bytes, isWhole) = try objects.load(digest) {
            if isWhole { return bytes }
            let copy = state.withLock({ $0.isHeld }) ? objects.setAside(digest) : nil
            state.withLock {
                if $0.damaged[digest] == nil || $0.damaged[digest] != status { $0.notices.append(.damagedObject(target: target, savedAs: copy)) }
                $0.damaged[digest] = status
            }
        }
        throw BuildError.damagedObject(digest, target: target)
    }

    /// Whether this process found the value damaged.
    func wasDamaged(_ digest: Digest) -> Bool { state.withLock { $0.damaged[digest] != nil } }

    /// From here on this process makes something: what it finds damaged is set aside, and made again.
    func beginMaking(holding use: (any FileLock)? = nil) {
        state.withLock { state in
            state.isHeld = true
            if let use { state.use = use }
        }
    }

    // MARK: Recording

    /// The state of the project's sources, which is kept with each run.
    public var revision: SourceRevision? { outside.revision }

    /// Says how the state of the project's sources is found out; until then none is known. It is asked for by every run, and should be as it was
    /// when the build began.
    public func findRevision(by ask: @escaping @Sendable () -> SourceRevision?) { outside.findRevision(by: ask) }

    /// Stages a value; the result is its digest.
    func stage(_ bytes: [UInt8]) throws -> Digest {
        let digest = Digest(of: bytes)
        if state.withLock({ $0.pending[digest] != nil || $0.traces.hasObject(digest) }) { return digest }
        // A file that is there from an earlier run may be damaged: then the new one takes its place. Small values have none.
        if bytes.count > Self.inlineLimit, hasFile(digest), let (_, isWhole) = try objects.load(digest), isWhole {
            state.withLock { $0.stagedObjects.append(ObjectStore.StagedObject(digest: digest, temporary: nil)) }
            return digest
        }
        if bytes.count <= Self.inlineLimit {
            stage(record: TraceRecord.encode(object: bytes, digest))
        } else {
            let staged = try stageFile(bytes, digest)
            state.withLock {
                $0.pending[digest] = bytes
                $0.stagedObjects.append(staged)
            }
        }
        return digest
    }

    /// Writes an object under a temporary name; it is found only after it is committed.
    func stageFile(_ bytes: [UInt8], _ digest: Digest) throws -> ObjectStore.StagedObject {
        try objects.stage(bytes, digest, by: temporaryObjectPath().lastPathComponent)
    }

    /// Where no other writer writes.
    func temporaryObjectPath() -> String { "\(objects.folder)/new/\(writer)-\(stagedCount.add(1, ordering: .relaxed).newValue)" }

    /// Gives objects that were fetched, and are led to by traces that are recorded already, their names.
    func commit(fetched: [ObjectStore.StagedObject]) throws { try examining.withLock { _ in try objects.commit(fetched) } }

    /// Stages a trace; its value must be staged already. Once it is durable the checkpoint at `path` is removed.
    func stage(_ trace: Trace, removingCheckpoint path: String? = nil) throws {
        let record = try TraceRecord.encode(trace)
        state.withLock {
            $0.traces.stage(record)
            if let path { $0.spentCheckpoints.append(path) }
        }
    }

    func stage(_ failure: FailureRecord, identity: Digest) throws {
        stage(record: try TraceRecord.encode(failure, identity: identity))
    }

    func stage(_ verification: VerificationRecord) throws {
        stage(record: try TraceRecord.encode(verification))
    }

    /// Records are found at once, and durable after the next commit.
    func stage(record: [UInt8]) { stage(records: [record]) }

    /// The same of records that belong together: no commit takes some of them alone.
    func stage(records: [[UInt8]]) { state.withLock { state in records.forEach { state.traces.stage($0) } } }

    /// Makes everything staged durable. After a failure what was staged stays staged. Throws `BuildError.storeRemoved` when
    /// the store is no longer there, and `storeChanged` when its journal has lost what was committed before.
    func commit() throws {
        do { try committing.withLock { _ in try commitStaged() } } catch let error as FileError where error.code == ENOENT {
            try requireInPlace()
            // A value that was there already when it was made again may have been set aside meanwhile.
            throw state.withLock({ $0.use }) == nil ? BuildError.storeRemoved(path: folder) : .storeChanged(path: folder, lost: 1)
        }
    }

    private func commitStaged() throws {
        // Traces that are staged from here on may lead to objects that are not among these.
        let (records, staged, spent) = state.withLock { ($0.traces.stagedCount, $0.stagedObjects, $0.spentCheckpoints) }
        guard records > 0 || !staged.isEmpty else { return }
        try requireInPlace()
        // What is being looked at because it is damaged must not be replaced before it is set aside.
        try examining.withLock { _ in try objects.commit(staged) }
        let lock = try effects.files.lock(lockPath)
        defer { lock.unlock() }
        try mendTraces()
        try state.withLock { state in
            try state.traces.append(records)
            state.stagedObjects.removeFirst(staged.count)
            state.spentCheckpoints.removeFirst(spent.count)
            for object in staged { state.pending[object.digest] = nil }
        }
        for path in spent { try? effects.files.remove(path) }
        // What had to be written is written, to the journal that is there now: only what the other one had is lost.
        let lost = state.withLock { $0.traces.lostTraces() }
        if lost > 0 { throw BuildError.storeChanged(path: folder, lost: lost) }
    }

    /// Throws when the store that this process holds is not the one in its place any more.
    func requireInPlace() throws {
        if state.withLock({ $0.use })?.isLost == true { throw BuildError.storeRemoved(path: folder) }
    }
}
