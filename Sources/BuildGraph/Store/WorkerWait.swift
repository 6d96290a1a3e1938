// What a build says of its wait for another one's worker.

/// A target that waits for a worker process of another build to make it.
public struct WorkerWait: Sendable, Equatable {
    public let target: String
    /// The processes that make it, as far as the system says.
    public let holders: [LockHolder]
}
