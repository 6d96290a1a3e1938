// Saved progress of a long target: after a kill, or Ctrl-C, it goes on from its last checkpoint instead of its
// beginning, and its value is bit for bit the undisturbed one.
//
// Invariants: a state is found only under the key it was saved under, so a change of code, parameters or inputs never
// resumes an old one; what is damaged is set aside, said aloud and never used; a checkpoint is a service, and a disk that
// has no room for it does not fail the target. It is removed when the target's trace is durable.
import Synchronization

/// Where a running target puts down its state, and finds the state of a run that was killed.
///
///     var state = inputs.checkpoint.resume(State.self) ?? State(self)
///     while !state.isComplete {
///         state.advance()
///         try inputs.checkpoint.save { state }
///     }
///
/// The state must be all that the rest of the run depends on: weights, an optimiser's moments, positions of random streams.
/// `Double`, `Float`, `Int` and `UInt8` arrays in it are written raw.
///
/// Threading: used by one target on one thread.
public final class Checkpoint: Sendable {
    /// How often a state is written.
    public enum Pace: Sendable, Equatable {
        /// When so many seconds have passed since the last time, and a hundred times what writing took then.
        case seconds(Double)
        /// At every n-th call, whatever the time.
        case units(Int)

        /// Ten seconds, or more where writing is slow: about 1 % of the time goes into checkpoints, at most.
        public static let standard = Pace.seconds(10)
    }

    /// Time between two writes over the time of one.
    private static let costRatio = 100.0

    private struct State {
        var earlier: EarlierSessions?
        var units = 0
        var lastWrite: Double
        /// Seconds that the last write took.
        var cost = 0.0
        /// Bytes of the last write: the next one needs as many.
        var size = 0
        var isStored = false
        var hasComplained = false
    }

    private let store: Store
    private let job: Job
    private let meter: RunMeter
    private let cancellation: Cancellation
    private let isUsed: Bool
    private let state: Mutex<State>

    /// - Parameter isUsed: false for a run that must begin at the beginning and leave nothing for others.
    init(store: Store, job: Job, meter: RunMeter, cancellation: Cancellation, isUsed: Bool) {
        self.store = store
        self.job = job
        self.meter = meter
        self.cancellation = cancellation
        self.isUsed = isUsed
        state = Mutex(State(lastWrite: meter.start))
    }

    /// The state that a run of this very target saved before it was ended; nil when there is none that can be used.
    public func resume<Saved: Decodable>(_: Saved.Type = Saved.self) -> Saved? {
        guard isUsed else { return nil }
        do {
            guard let bytes = try store.checkpointBytes(job.key) else { return nil }
            let (earlier, saved) = try CheckpointFile.open(Saved.self, bytes, key: job.key)
            state.withLock {
                $0.earlier = earlier
                $0.isStored = true
                $0.size = bytes.count
                $0.lastWrite = meter.now
            }
            return saved
        } catch {
            let notice = StoreNotice.damagedCheckpoint(target: job.node.name, savedAs: store.setCheckpointAside(job.key))
            store.add(notice)
            meter.log.add("Its checkpoint was damaged; it began anew.")
            return nil
        }
    }

    /// To be called after each unit of work; writes the state if it is time to. A unit should take less than half a
    /// second: an interrupted build waits so long for a last state.
    ///
    /// Throws `BuildError.interrupted`, with the state written, when the build is being interrupted; and what `saved` and
    /// its encoding throw. A state that cannot be written is told in the target's log.
    public func save(_ pace: Pace = .standard, _ saved: () throws -> some Encodable) throws {
        let isInterrupted = cancellation.isCancelled
        if isUsed && (isDue(pace) || isInterrupted) { try write(saved) }
        if isInterrupted { throw BuildError.interrupted }
    }

    private func isDue(_ pace: Pace) -> Bool {
        let now = meter.now
        return state.withLock { state in
            state.units += 1
            switch pace {
            case .seconds(let seconds): return now - state.lastWrite >= max(seconds, Self.costRatio * state.cost)
            case .units(let count): return state.units % max(1, count) == 0
            }
        }
    }

    private func write(_ saved: () throws -> some Encodable) throws {
        let start = meter.now
        let (earlier, size) = state.withLock { ($0.earlier, $0.size) }
        let bytes = try CheckpointFile.seal(saved(), key: job.key, sessions: meter.sessions(after: earlier), expectedSize: size)
        let failure = store.writeCheckpoint(bytes, job.key)
        let end = meter.now
        let isNews = state.withLock { state in
            state.lastWrite = end
            state.cost = end - start
            state.size = bytes.count
            guard failure != nil else {
                state.isStored = true
                return false
            }
            defer { state.hasComplained = true }
            return !state.hasComplained
        }
        if let failure, isNews {
            meter.log.add("A checkpoint could not be written, and the run went on without it. \(ErrorReport(failure).summary)")
        }
    }

    /// What runs before this one contributed; nil when this one began at the beginning.
    var earlier: EarlierSessions? { state.withLock { $0.earlier } }
    /// Whether there is a state that nobody needs once the target's trace is durable.
    var isStored: Bool { state.withLock { $0.isStored } }
}
