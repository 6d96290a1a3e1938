// A clock for tests: time is what a test says it is.
import BuildGraph
import Synchronization

/// A clock that moves when told to, and a little with every look.
public final class ManualClock: BuildClock {
    private let time = Mutex((wall: 1_700_000_000.0, monotonic: 1_700_000_000.0))

    public init() {}

    public func advance(_ seconds: Double) {
        time.withLock { time in
            time.wall += seconds
            time.monotonic += seconds
        }
    }

    /// Sets the wall clock, as people and time servers do; the monotonic one goes on.
    public func setWall(by seconds: Double) { time.withLock { $0.wall += seconds } }

    public func now() -> Double { look().wall }
    public func monotonic() -> Double { look().monotonic }
    public func threadTime() -> Double { monotonic() }
    /// As a real file system has them: none beyond the year 2262.
    var nanoseconds: Int64 { Int64(exactly: (now() * 1e9).rounded()) ?? .max }

    private func look() -> (wall: Double, monotonic: Double) {
        time.withLock { time in
            time.wall += 1e-6
            time.monotonic += 1e-6
            return time
        }
    }
}
