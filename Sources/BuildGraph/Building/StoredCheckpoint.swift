// The checkpoint of one job in the store, with what the sessions of its target have cost so far.
import Synchronization

final class StoredCheckpoint: Sendable {
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

    /// What the target sees of it.
    var place: CheckpointPlace { CheckpointPlace(load: load, write: write) }

    @Sendable private func load(_ decode: ([UInt8], Int) throws -> Void) -> Int? {
        do {
            guard let bytes = try store.checkpointBytes(job.key) else { return nil }
            let (earlier, offset) = try CheckpointFile.open(bytes, key: job.key)
            try decode(bytes, offset)
            state.withLock { $0 = State(earlier: earlier, isStored: true) }
            return bytes.count
        } catch {
            let notice = StoreNotice.damagedCheckpoint(target: job.node.title, savedAs: store.setCheckpointAside(job.key))
            store.add(notice)
            meter.log.add("Its checkpoint was damaged; it started from the beginning.")
            return nil
        }
    }

    @Sendable private func write(_ expectedSize: Int, _ encode: (DatumEncoder) throws -> Void) throws -> (size: Int, failure: (any Error)?) {
        let bytes = try CheckpointFile.seal(
            key: job.key, identity: job.node.identity, sessions: meter.sessions(after: earlier), expectedSize: expectedSize, encode)
        let failure = store.writeCheckpoint(bytes, job.key)
        if failure == nil { state.withLock { $0.isStored = true } }
        return (bytes.count, failure)
    }

    /// What runs before this one contributed; nil when this one began at the beginning.
    var earlier: EarlierSessions? { state.withLock { $0.earlier } }
    /// Whether there is a state that is of no use once the target's trace is durable.
    var isStored: Bool { state.withLock { $0.isStored } }
}
