// How a paper's jobs are to be submitted: what is committed with it, changed by options of the command line.

/// Settings of a build on a cluster. What is nil is left to the cluster.
public struct ClusterSettings: Sendable, Equatable {
    public var partition: String?
    public var account: String?
    /// For several clusters under one controller: sbatch's `--clusters`.
    public var clusters: String?
    /// Seconds that a job may take at most.
    public var time: Double?
    /// Further options of sbatch.
    public var flags: [String] = []
    /// Cores of a job, on which targets run side by side. Default: up to four for short targets, and a job for each long one.
    public var coresPerJob: Int?
    /// Seconds of work that a job of short targets gets at most.
    public var secondsPerJob = 600.0
    /// Jobs in the queue at once.
    public var jobs: Int?
    /// The program on the nodes. Default: a copy in the store.
    public var program: String?
    public var onInterrupt = Interruption.leave

    /// What becomes of jobs when the build is interrupted.
    public enum Interruption: String, Codable, Sendable, CaseIterable {
        /// They stay, and the next build goes on with them.
        case leave
        case cancel
    }

    public init() {}
}

/// How often a dispatcher does things, in seconds.
public struct ClusterPace: Sendable {
    /// Between two looks at the store.
    public var store = 0.5
    /// Between two questions to the queue; more where it answers slowly.
    public var queue = 10.0
    /// Between two looks at what one running job reports.
    public var report = 3.0
    /// For which jobs are gathered before they are submitted, and for which at most.
    public var gathering = 1.0, longestGathering = 10.0
    /// After which a submission that the queue does not show is lost.
    public var youth = 20.0
    /// Without a sign of life, after which a running job is lost.
    public var silence = 45.0
    /// Between two attempts to submit to a full queue.
    public var full = 30.0

    public init() {}
}
