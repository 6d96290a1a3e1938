// A build's targets on a cluster: takes jobs from the build, and tells it what came of them. All work is done by `ClusterLoop` on
// one thread, since a queue may take a minute to answer and the build must not wait for it.
import Foundation
import Synchronization

/// Runs jobs through the queue of a cluster.
public final class ClusterDispatcher: Dispatcher {
    /// The program that jobs run, up to the batch, and the one that makes a target, up to its key.
    public struct Program: Sendable {
        public var job: [String]
        public var worker: [String]
        public var environment: [String: String]
        /// The folder in which jobs are started.
        public var folder: String

        public init(job: [String], worker: [String], environment: [String: String] = [:], folder: String) {
            (self.job, self.worker, self.environment, self.folder) = (job, worker, environment, folder)
        }
    }

    enum Message: Sendable {
        case start(Job, ticket: Int, urgency: Double)
        case close
    }

    private struct Shared {
        var news: [DispatchNews] = []
        var summary = DispatchSummary()
        var farewell: [ClusterNotice] = []
    }

    private let inbox = Mailbox<Message>()
    private let shared = Mutex(Shared())
    private let ended = DispatchGroup()

    /// Seconds that a build waits for its end: a program of SLURM may be waiting for an answer.
    private static let patience = 90.0

    /// - Parameters:
    ///   - queue: which knows the jobs of this store.
    ///   - namePrefix: of these jobs.
    ///   - program: asked for when the first job is submitted.
    ///   - clock: of all intervals.
    /// - Throws: where no thread can be started, or the store cannot be written.
    public init(
        store: Store, queue: any ClusterQueue, namePrefix: String, settings: ClusterSettings, pace: ClusterPace = ClusterPace(),
        program: @escaping @Sendable () throws -> Program, clock: any BuildClock = SystemClock()
    ) throws {
        let loop = try ClusterLoop(store: store, queue: queue, namePrefix: namePrefix, settings: settings, pace: pace, program: program, clock: clock)
        ended.enter()
        try WorkThread.start { [self] in
            run(loop, every: pace.store)
            ended.leave()
        }
    }

    private func run(_ first: ClusterLoop, every interval: Double) {
        var loop = first
        while true {
            let messages = inbox.receiveAll(within: interval)
            let isClosing = messages.contains { if case .close = $0 { true } else { false } }
            if isClosing {
                let farewell = loop.close()
                shared.withLock { $0.farewell = farewell }
                return
            }
            loop.step(messages)
            let news = loop.takeNews(), summary = loop.summary
            shared.withLock { shared in
                shared.news += news
                shared.summary = summary
            }
        }
    }

    public func start(_ job: Job, ticket: Int, urgency: Double) { inbox.send(.start(job, ticket: ticket, urgency: urgency)) }

    public func news() -> [DispatchNews] {
        shared.withLock { shared in
            defer { shared.news = [] }
            return shared.news
        }
    }

    public var summary: DispatchSummary { shared.withLock { $0.summary } }

    public func close() -> [ClusterNotice] {
        inbox.send(.close)
        _ = ended.wait(timeout: .now() + Self.patience)
        return shared.withLock { $0.farewell }
    }
}
