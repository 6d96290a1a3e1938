// The queue of a cluster, as a build sees it. The real one is SLURM's; tests have one in memory that loses and lies.

/// Takes jobs and says what became of them. An answer may be late, and may be wrong: what counts is what lies in the store.
///
/// Threading: called from one thread.
public protocol ClusterQueue: Sendable {
    /// What the cluster allows. Throws `ClusterQueueError`.
    func limits() throws -> ClusterLimits
    /// Submits an array of jobs; the result is the identifier of the array. Throws `ClusterQueueError`.
    func submit(_ submission: ClusterSubmission) throws -> String
    /// This user's jobs, those that ended a short time ago included. One call however many there are. Throws `ClusterQueueError`.
    func tasks() throws -> [ClusterTask]
    /// How jobs of an array ended that `tasks` says no more of, or too little; by their index. Empty when nothing is known.
    func endings(ofArray identifier: String) throws -> [Int: ClusterEnding]
    func cancel(_ arrays: [String]) throws
    /// Has jobs that were put back into the queue wait for nothing but their turn. SLURM holds such a job back for two minutes.
    func hasten(_ jobs: [String])
}

/// A call that the queue did not answer as hoped.
public enum ClusterQueueError: Error, Equatable {
    /// It does not answer now; asking again may help. A submission may have been accepted all the same.
    case unreachable(String)
    /// It takes no more jobs for now.
    case full(String)
    /// It will never take this.
    case rejected(String)
}

/// What a cluster allows a user.
public struct ClusterLimits: Sendable, Equatable {
    /// Jobs of one array.
    public var arraySize: Int
    /// Jobs in the queue at once; nil when no limit is known.
    public var jobs: Int?
    /// Cores of the largest node.
    public var coresPerNode: Int
    /// Bytes of the node with most memory.
    public var memoryPerNode: Int
    /// All cores of the partition, and those that are idle now.
    public var cores: Int
    public var idleCores: Int
    /// Seconds that a job may take; nil without a limit.
    public var time: Double?

    public init(
        arraySize: Int = 1000, jobs: Int? = nil, coresPerNode: Int = 1, memoryPerNode: Int = 1 << 30, cores: Int = 1, idleCores: Int = 1, time: Double? = nil
    ) {
        (self.arraySize, self.jobs, self.coresPerNode, self.memoryPerNode) = (arraySize, jobs, coresPerNode, memoryPerNode)
        (self.cores, self.idleCores, self.time) = (cores, idleCores, time)
    }
}

/// An array of equal jobs.
public struct ClusterSubmission: Sendable, Equatable {
    /// Tells whose it is: of which store, and which batch.
    public var name: String
    public var count: Int
    public var cores: Int
    /// Bytes, of each job.
    public var memory: Int
    /// Seconds, of each job.
    public var time: Double
    /// A shell script.
    public var script: String
    /// Where each job's output goes; "%a" stands for its index.
    public var output: String
    /// The folder in which it runs.
    public var folder: String
    /// Nodes on which it must not run, in alphabetical order.
    public var excludedNodes: [String] = []
}

/// One job of an array.
public struct ClusterTask: Sendable, Equatable {
    public var array: String
    public var index: Int
    public var name: String
    public var state: State
    /// Why it waits, in the queue's words.
    public var reason: String
    /// Empty when it has none.
    public var node: String

    public enum State: Sendable, Equatable {
        case pending, running
        /// It is alive and does not compute: suspended, being stopped, or in a state that is not known.
        case paused
        case ended(ClusterEnding)
    }

    var isOver: Bool { if case .ended = state { true } else { false } }

    public init(array: String, index: Int, name: String, state: State, reason: String = "", node: String = "") {
        (self.array, self.index, self.name, self.state, self.reason, self.node) = (array, index, name, state, reason, node)
    }
}

/// How a job ended, in the queue's opinion.
public enum ClusterEnding: Sendable, Equatable {
    case completed
    /// Its script ended so; nil when the queue does not say how.
    case failed(status: Int32?)
    /// It could not be started, as where its output cannot be written.
    case launchFailed
    case outOfMemory, timeLimit, nodeFailed, preempted, cancelled
}
