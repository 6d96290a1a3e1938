// Where a build hands over targets that run elsewhere, thousands at once: no thread of the build waits for any of them.
//
// Threading: all of it is called on the thread of the build, and returns at once.

/// Runs jobs elsewhere.
public protocol Dispatcher: AnyObject, Sendable {
    /// Takes a job over. `ticket` names it in what `news` says; `urgency` is in seconds, the most urgent first.
    func start(_ job: Job, ticket: Int, urgency: Double)
    /// What has happened since the last call. Each job ends at most once.
    func news() -> [DispatchNews]
    /// How many jobs are where.
    var summary: DispatchSummary { get }
    /// The build waits for nothing any more: what is under way is left or cancelled, as the dispatcher was told. The result says so.
    func close() -> [ClusterNotice]
}

/// Something that has happened elsewhere.
public enum DispatchNews: Sendable {
    /// A job runs since now.
    case running(ticket: Int)
    /// It was lost, or needs more than it was given, and waits for its turn again.
    case again(ticket: Int, after: ErrorReport)
    case ended(ticket: Int, Result<JobResult, any Error>)
    case notice(ClusterNotice)
}

/// Where the targets are that a build has handed over.
public struct DispatchSummary: Sendable, Equatable {
    /// Not submitted yet.
    public var waiting = 0
    /// In the queue of the cluster.
    public var queued = 0
    public var running = 0
    /// Jobs of the cluster that hold them.
    public var jobs = 0
    /// Why the queue says that jobs wait, with how many of them; the most frequent first.
    public var reasons: [Reason] = []

    public struct Reason: Sendable, Equatable {
        public var name: String
        public var jobs: Int

        public init(name: String, jobs: Int) { (self.name, self.jobs) = (name, jobs) }
    }

    public init() {}

    public var isEmpty: Bool { waiting + queued + running == 0 }
}
