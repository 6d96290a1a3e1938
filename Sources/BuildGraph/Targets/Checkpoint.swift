// Saved progress of a long target: after a kill, or Ctrl-C, it goes on from its last checkpoint instead of its
// beginning, and its value is bit for bit the undisturbed one.
//
// Invariants: a state is found only under the key it was saved under, so a change of code, parameters or inputs never
// resumes an old one; what is damaged is set aside, reported and never used; a disk that has no room for a
// checkpoint does not fail the target. It is removed when the target's trace is durable.
import Synchronization

/// Where a checkpoint is kept, as bytes. Two functions and not a protocol: all that conforms to a protocol of the program counts as
/// code of the targets that hold one, and how a store keeps bytes is no part of what a target computes.
struct CheckpointPlace: Sendable {
    /// Hands the bytes that an earlier run saved to `decode`, with the offset at which the state begins; what cannot be decoded is
    /// set aside. The result is their number; nil when there is no state that can be used.
    let load: @Sendable (_ decode: (_ bytes: [UInt8], _ offset: Int) throws -> Void) -> Int?
    /// Replaces the state by what `encode` writes, about `expectedSize` bytes. Throws what `encode` throws; that it cannot be
    /// written is part of the result.
    let write: @Sendable (_ expectedSize: Int, _ encode: (DatumEncoder) throws -> Void) throws -> (size: Int, failure: (any Error)?)
}

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
        /// When this many seconds have passed since the last time, and a hundred times as many as writing took then.
        case seconds(Double)
        /// At every n-th call, whatever the time.
        case units(Int)

        /// Ten seconds, or more where writing is slow: about 1 % of the time goes into checkpoints, at most.
        public static let standard = Pace.seconds(10)
    }

    /// Time between two writes over the time of one.
    private static let costRatio = 100.0

    private struct State {
        var units = 0
        var lastWrite: Double
        /// Seconds that the last write took.
        var cost = 0.0
        /// Bytes of the last write: the next one needs as many.
        var size = 0
        var hasComplained = false
    }

    private let place: CheckpointPlace?
    private let clock: any BuildClock
    private let log: RunLog
    private let cancellation: Cancellation
    private let state: Mutex<State>

    /// - Parameters:
    ///   - place: nil for a run that must begin at the beginning and leave nothing for others.
    ///   - start: when the run began, on the monotonic clock.
    init(_ place: CheckpointPlace?, clock: any BuildClock, start: Double, log: RunLog, cancellation: Cancellation) {
        self.place = place
        self.clock = clock
        self.log = log
        self.cancellation = cancellation
        state = Mutex(State(lastWrite: start))
    }

    /// The state that a run of this very target saved before it was ended; nil when there is none that can be used.
    public func resume<Saved: Decodable>(_: Saved.Type = Saved.self) -> Saved? {
        var saved: Saved?
        guard let size = place?.load({ saved = try decodeValue(Saved.self, from: $0, at: $1) }) else { return nil }
        let now = clock.monotonic()
        state.withLock { ($0.size, $0.lastWrite) = (size, now) }
        return saved
    }

    /// To be called after each unit of work; writes the state if it is time to. A unit should take less than a third of a
    /// second: an interrupted build waits that long for a last state.
    ///
    /// Throws `BuildError.interrupted`, with the state written, when the build is being interrupted; and what `saved` and
    /// its encoding throw. A state that cannot be written is reported in the target's log.
    public func save(_ pace: Pace = .standard, _ saved: () throws -> some Encodable) throws {
        let isInterrupted = cancellation.isCancelled
        if let place, isDue(pace) || isInterrupted { try write(saved, to: place) }
        if isInterrupted { throw BuildError.interrupted }
    }

    private func isDue(_ pace: Pace) -> Bool {
        let now = clock.monotonic()
        return state.withLock { state in
            state.units += 1
            switch pace {
            case .seconds(let seconds): return now - state.lastWrite >= max(seconds, Self.costRatio * state.cost)
            case .units(let count): return state.units % max(1, count) == 0
            }
        }
    }

    private func write(_ saved: () throws -> some Encodable, to place: CheckpointPlace) throws {
        let start = clock.monotonic(), expectedSize = state.withLock { $0.size }
        let saved = try saved()
        let (size, failure) = try place.write(expectedSize) { try $0.encodeAny(saved) }
        let end = clock.monotonic()
        let isNews = state.withLock { state in
            (state.lastWrite, state.cost, state.size) = (end, end - start, size)
            defer { state.hasComplained = state.hasComplained || failure != nil }
            return !state.hasComplained
        }
        if let failure, isNews {
            log.add("A checkpoint could not be written, and the run went on without it. \(ErrorReport(failure).summary)")
        }
    }
}
