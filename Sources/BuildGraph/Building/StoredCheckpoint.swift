// The checkpoint of one job in the store, with what the sessions of its target have cost so far.
import Synchronization

final class StoredCheckpoint: CheckpointKeeper {
    private struct State {
        var earlier: EarlierSessions?
        var isStored = false
    }

    private let store: Store
    private let job: Job
    private let meter: RunMeter
    private let state = Mutex(State())

    init(store: Store, job: Job, meter: RunMeter) {
        self.store = store
        self.job = job
        self.meter = meter
    }

    func load<Saved: Decodable>(_: Saved.Type) -> (state: Saved, size: Int)? {
        do {
            guard let bytes = try store.checkpointBytes(job.key) else { return nil }
            let (earlier, saved) = try CheckpointFile.open(Saved.self, bytes, key: job.key)
            state.withLock { $0 = State(earlier: earlier, isStored: true) }
            return (saved, bytes.count)
        } catch {
            let notice = StoreNotice.damagedCheckpoint(target: job.node.title, savedAs: store.setCheckpointAside(job.key))
            store.add(notice)
            meter.log.add("Its checkpoint was damaged; it started from the beginning.")
            return nil
        }
    }

    func write(_ saved: some Encodable, expectedSize: Int) throws -> (size: Int, failure: (any Error)?) {
        let bytes = try CheckpointFile.seal(
            saved, key: job.key, identity: job.node.identity, sessions: meter.sessions(after: earlier), expectedSize: expectedSize)
        let failure = store.writeCheckpoint(bytes, job.key)
        if failure == nil { state.withLock { $0.isStored = true } }
        return (bytes.count, failure)
    }

    /// What runs before this one contributed; nil when this one began at the beginning.
    var earlier: EarlierSessions? { state.withLock { $0.earlier } }
    /// Whether there is a state that is of no use once the target's trace is durable.
    var isStored: Bool { state.withLock { $0.isStored } }
}
