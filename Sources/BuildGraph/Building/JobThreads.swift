// The threads of a build. They are few, live as long as the build, and are never Swift's cooperative pool: a job may block.
import Foundation

/// Runs jobs, each on a thread of its own, and hands back what came of them.
struct JobThreads {
    /// A job that has ended, and when and on which thread it ran.
    struct Ended: Sendable {
        let position: Int
        let result: Result<JobResult, any Error>
        let lane: Int
        let start: Double
        let end: Double
    }

    private let jobs = Mailbox<(Int, Job, any Executor)>()
    private let results = Mailbox<Ended>()
    private var count = 0
    private let clock: any BuildClock
    private let cancellation: Cancellation
    /// Told after each job that has staged a value, on its thread.
    private let committer: Committer

    init(clock: any BuildClock, cancellation: Cancellation, committer: Committer) {
        self.clock = clock
        self.cancellation = cancellation
        self.committer = committer
    }

    /// Starts a job. `running` jobs, this one included, are under way: there are as many threads.
    mutating func start(_ job: Job, at position: Int, on executor: any Executor, running: Int) {
        if running > count { startThread() }
        jobs.send((position, job, executor))
    }

    /// The jobs that have ended; waits for at most `seconds` for one.
    func ended(within seconds: Double) -> [Ended] { results.receiveAll(within: seconds) }

    /// Lets the threads end. One that is still running is left behind.
    func close() { jobs.close() }

    private mutating func startThread() {
        let lane = count
        count += 1
        let thread = Thread { [jobs, results, committer, cancellation, clock] in
            TrapRestart.prepareThread()
            while let (position, job, executor) = jobs.receive() {
                let start = clock.monotonic()
                let result = Result { try executor.run(job, cancellation: cancellation) }
                if case .success = result { committer.workWasStaged() }
                results.send(Ended(position: position, result: result, lane: lane, start: start, end: clock.monotonic()))
            }
        }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
