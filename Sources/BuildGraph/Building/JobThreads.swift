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

    /// Sees to it that there are threads for `running` jobs. Where the system has no more, jobs wait for the threads there are;
    /// throws `ThreadError` when there is none.
    mutating func makeRoom(for running: Int) throws {
        while count < running {
            do { try startThread() } catch {
                if count == 0 { throw error }
                return
            }
        }
    }

    /// Starts a job, as soon as a thread is free.
    func start(_ job: Job, at position: Int, on executor: any Executor) { jobs.send((position, job, executor)) }

    /// The jobs that have ended; waits for at most `seconds` for one.
    func ended(within seconds: Double) -> [Ended] { results.receiveAll(within: seconds) }

    /// Lets the threads end. One that is still running is left behind.
    func close() { jobs.close() }

    private mutating func startThread() throws {
        let lane = count
        try WorkThread.start { [jobs, results, committer, cancellation, clock] in
            TrapRestart.prepareThread()
            while let (position, job, executor) = jobs.receive() {
                let start = clock.monotonic()
                let result = Result { try executor.run(job, cancellation: cancellation) }
                if case .success = result { committer.workWasStaged() }
                results.send(Ended(position: position, result: result, lane: lane, start: start, end: clock.monotonic()))
            }
        }
        count += 1
    }
}
