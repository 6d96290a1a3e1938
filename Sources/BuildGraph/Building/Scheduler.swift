// Runs a build: starts what is ready as cores and memory allow, the critical path first, and goes on after failures.
//
// Threading: `run` keeps all decisions on the calling thread. Jobs run on threads of the scheduler, never on Swift's
// cooperative pool, and report by mailbox. Events are delivered on the calling thread.

/// How a build is to be run.
public struct BuildOptions: Sendable {
    /// Default: the machine's cores.
    public var jobs: Int
    /// Default: true. Whether what does not depend on a failed target is still built.
    public var keepGoing: Bool
    /// Bytes that running targets may declare together. Default: nine tenths of the machine's memory.
    public var memory: Int

    public init(jobs: Int? = nil, keepGoing: Bool = true, memory: Int? = nil, machine: Machine) {
        self.jobs = max(1, jobs ?? machine.cores)
        self.keepGoing = keepGoing
        self.memory = memory ?? machine.memory / 10 * 9
    }
}

/// Builds targets; each `run` is a build of its own.
public struct Scheduler {
    let context: BuildContext
    let options: BuildOptions
    let threads: any Executor
    /// Runs heavy targets; nil runs everything on threads.
    let workers: (any Executor)?
    /// Has heavy targets run on a cluster; nil runs everything on this machine. One for each run.
    let cluster: (@Sendable () throws -> any Dispatcher)?
    let cancellation: Cancellation
    let observe: (BuildEvent) -> Void

    public init(
        _ context: BuildContext, options: BuildOptions, workers: (any Executor)? = nil, cancellation: Cancellation = Cancellation(),
        observe: @escaping (BuildEvent) -> Void = { _ in }, cluster: (@Sendable () throws -> any Dispatcher)? = nil
    ) {
        self.context = context
        self.options = options
        threads = ThreadExecutor(store: context.store, code: context.code)
        self.workers = workers
        self.cluster = cluster
        self.cancellation = cancellation
        self.observe = observe
    }

    /// Builds some targets and all they need. Throws only for what ends the whole build: a store that cannot be
    /// written. Failed targets are part of the outcome.
    public func run(_ targets: [Int], forced: Set<Int> = []) throws -> BuildOutcome {
        var run = BuildRun(scheduler: self, targets: targets, forced: forced)
        return try run.toTheEnd()
    }

    /// What a build would do, without doing it.
    public func plan(_ targets: [Int]) -> BuildPlan { BuildPlan(context.resolve(targets), store: context.store) }
}
