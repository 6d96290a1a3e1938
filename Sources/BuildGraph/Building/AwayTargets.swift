// The targets of a build that a dispatcher has: they hold none of this machine's cores, and no thread.

struct AwayTargets {
    /// Nil where everything runs on this machine.
    private let makeDispatcher: (@Sendable () throws -> any Dispatcher)?
    /// None before the first target is submitted: a build that is up to date asks no cluster.
    private var dispatcher: (any Dispatcher)?
    private var positions: Set<Int> = []
    /// Those that are known to have begun.
    private(set) var begun: Set<Int> = []
    /// When each lane is free again, for the profile: of targets that ran at the same time, each has one of its own.
    private var lanes: [Double] = []
    private let firstLane: Int

    /// - Parameter firstLane: lanes before it are this machine's.
    init(_ makeDispatcher: (@Sendable () throws -> any Dispatcher)?, firstLane: Int) {
        (self.makeDispatcher, self.firstLane) = (makeDispatcher, firstLane)
    }

    var isEmpty: Bool { positions.isEmpty }
    var summary: DispatchSummary? { dispatcher?.summary }

    /// Whether a target with such needs is submitted.
    func take(_ resources: Resources, expected seconds: Double) -> Bool {
        makeDispatcher != nil && ClusterNeeds.areWorthAJob(resources, expected: seconds)
    }

    /// Throws when the dispatcher cannot be had.
    mutating func start(_ job: Job, at position: Int, urgency: Double) throws {
        let dispatcher = try dispatcher ?? makeDispatcher?()
        self.dispatcher = dispatcher
        positions.insert(position)
        dispatcher?.start(job, ticket: position, urgency: urgency)
    }

    func news() -> [DispatchNews] { dispatcher?.news() ?? [] }

    /// Whether that is new.
    mutating func begin(_ position: Int) -> Bool { positions.contains(position) && begun.insert(position).inserted }
    mutating func beginAgain(_ position: Int) { begun.remove(position) }

    /// A target has ended now; nil when it is not one of these any more.
    mutating func end(_ position: Int, _ result: Result<JobResult, any Error>, at now: Double) -> JobThreads.Ended? {
        guard positions.remove(position) != nil else { return nil }
        begun.remove(position)
        let start = now - ((try? result.get())?.duration ?? 0)
        let lane = lanes.firstIndex { $0 <= start } ?? lanes.count
        if lane == lanes.count { lanes.append(now) } else { lanes[lane] = now }
        return JobThreads.Ended(position: position, result: result, lane: firstLane + lane, start: start, end: now)
    }

    func close() -> [ClusterNotice] { dispatcher?.close() ?? [] }
}
