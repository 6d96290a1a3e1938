// A cluster in memory: jobs run on threads at once, and whatever can go wrong with a queue goes wrong when a test says so.
import BuildGraph
import Foundation
import Synchronization
import TestSupport

/// The queue, and the nodes.
final class MemoryCluster: ClusterQueue {
    /// What happens to a job instead of running to its end.
    enum Fault: Sendable, Equatable {
        /// It is in the queue for a moment, does nothing, and nobody knows of it any more.
        case vanishes
        /// It does nothing and ends so.
        case ends(ClusterEnding)
        /// Its script fails before it has done anything.
        case fails(status: Int32)
        /// It runs after the first of its targets no more, and the queue says that it failed so.
        case endsAfter(Int, ClusterEnding)
        /// The queue says for ever that it runs.
        case isSilent
        /// It runs, and the queue does not show it.
        case isHidden
        /// It runs, and the queue says that it has failed before it ends.
        case isSaidToHaveFailed
        /// It waits for ever, for this reason.
        case waits(reason: String)
    }

    private struct Job {
        var task: ClusterTask
        var isHidden = false
        var isForgotten = false
        var ending: ClusterEnding?
    }

    private struct State {
        var jobs: [Job] = []
        var submissions: [ClusterSubmission] = []
        var arrays = 0
        var questions = 0
        var mostAtOnce = 0
        /// The keys that were made, each as often as it was.
        var made: [String: Int] = [:]
        /// Answers that fail.
        var outages = 0
        var refusals: [ClusterQueueError] = []
        var cancelled: [String] = []
    }

    private let state = Mutex(State())
    let world: TestWorld
    let graph: Graph
    let limit: ClusterLimits
    private let fault: @Sendable (_ job: Int) -> Fault?
    /// Jobs wait until this says that they may run.
    let mayRun: @Sendable () -> Bool
    /// Counts the runs of targets.
    let pause: Double

    static let prefix = "paper-00000000-"
    static let code = CodeFingerprints(everything: Digest(of: "code".utf8))

    init(
        _ world: TestWorld, _ roots: [AnyInput], limits: ClusterLimits = ClusterLimits(coresPerNode: 2, memoryPerNode: 8 << 30, cores: 4, idleCores: 4), pause: Double = 0,
        fault: @escaping @Sendable (_ job: Int) -> Fault? = { _ in nil }, mayRun: @escaping @Sendable () -> Bool = { true }
    ) throws {
        (self.world, self.fault, limit, self.pause, self.mayRun) = (world, fault, limits, pause, mayRun)
        graph = try Graph(roots: roots.map(\.node))
    }

    // MARK: For tests

    var submissions: [ClusterSubmission] { state.withLock { $0.submissions } }
    var made: [String: Int] { state.withLock { $0.made } }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
    var cancelled: [String] { state.withLock { $0.cancelled } }
    var questions: Int { state.withLock { $0.questions } }
    func failNextAnswers(_ count: Int) { state.withLock { $0.outages = count } }
    /// The next submissions end so; what is unreachable was accepted all the same.
    func failNextSubmissions(_ errors: [ClusterQueueError]) { state.withLock { $0.refusals = errors } }

    static var pace: ClusterPace {
        var pace = ClusterPace()
        (pace.store, pace.queue, pace.report, pace.gathering, pace.longestGathering) = (0.01, 0.03, 0.01, 0.01, 0.05)
        (pace.youth, pace.silence, pace.full) = (0.1, 0.4, 0.05)
        return pace
    }

    func dispatcher(_ store: Store, settings: ClusterSettings = ClusterSettings()) throws -> any Dispatcher {
        try ClusterDispatcher(store: store, queue: self, namePrefix: Self.prefix, settings: settings, pace: Self.pace) {
            .init(job: ["paper", "worker", "--batch"], worker: [MemoryWorkers.program], folder: "/project")
        }
    }

    // MARK: ClusterQueue

    func limits() throws -> ClusterLimits { limit }

    func submit(_ submission: ClusterSubmission) throws -> String {
        let (array, first, refusal) = state.withLock { state -> (String, Int, ClusterQueueError?) in
            let refusal = state.refusals.isEmpty ? nil : state.refusals.removeFirst()
            if case .unreachable? = refusal {} else if refusal != nil { return ("", 0, refusal) }
            state.submissions.append(submission)
            state.arrays += 1
            let array = "\(state.arrays)", first = state.jobs.count
            for index in 0..<submission.count { state.jobs.append(Job(task: ClusterTask(array: array, index: index, name: submission.name, state: .pending, reason: "Priority"))) }
            state.mostAtOnce = max(state.mostAtOnce, state.jobs.count { !$0.isForgotten && $0.ending == nil })
            return (array, first, refusal)
        }
        if let refusal, array.isEmpty { throw refusal }
        for index in 0..<submission.count {
            let number = first + index
            Thread.detachNewThread { [self] in run(number, folder: submission.output.parentFolder, index: index) }
        }
        if let refusal { throw refusal }
        return array
    }

    func tasks() throws -> [ClusterTask] {
        try state.withLock { state in
            state.questions += 1
            if state.outages > 0 {
                state.outages -= 1
                throw ClusterQueueError.unreachable("connect failure")
            }
            return state.jobs.filter { !$0.isHidden && !$0.isForgotten }.map(\.task)
        }
    }

    func endings(ofArray identifier: String) throws -> [Int: ClusterEnding] {
        state.withLock { state in
            var endings: [Int: ClusterEnding] = [:]
            for job in state.jobs where job.task.array == identifier && !job.isForgotten { endings[job.task.index] = job.ending }
            return endings
        }
    }

    func cancel(_ arrays: [String]) throws {
        state.withLock { state in
            state.cancelled += arrays
            for number in state.jobs.indices where arrays.contains(state.jobs[number].task.array) || arrays.contains("\(state.jobs[number].task.array)_\(state.jobs[number].task.index)") {
                state.jobs[number].task.state = .ended(.cancelled)
                state.jobs[number].ending = .cancelled
            }
        }
    }

    func hasten(_ jobs: [String]) {}

    // MARK: Nodes

    private func change(_ number: Int, _ body: (inout Job) -> Void) { state.withLock { body(&$0.jobs[number]) } }
    private func end(_ number: Int, _ ending: ClusterEnding) {
        change(number) {
            $0.ending = ending
            $0.task.state = .ended(ending)
        }
    }

    private func run(_ number: Int, folder: String, index: Int) {
        while !mayRun() { usleep(2000) }
        let isCancelled = state.withLock { $0.jobs[number].ending != nil }
        if isCancelled { return }
        let fault = fault(number)
        if case .waits(let reason)? = fault { return change(number) { $0.task.reason = reason } }
        usleep(5000)
        change(number) {
            $0.task.state = .running
            $0.task.node = "n\(number % 2 + 1)"
            if fault == .isHidden { $0.isHidden = true }
        }
        switch fault {
        case .vanishes?:
            usleep(5000)
            return change(number) { $0.isForgotten = true }
        case .ends(let ending)?: return end(number, ending)
        case .fails(let status)?:
            change(number) { $0.task.state = .ended(.failed(status: nil)) }
            return change(number) { $0.ending = .failed(status: status) }
        case .isSilent?: return
        default: break
        }
        if fault == .isSaidToHaveFailed { change(number) { $0.task.state = .ended(.nodeFailed) } }
        let cancellation = Cancellation()
        var effects = world.effects
        var most = Int.max, ending = ClusterEnding.completed
        if case .endsAfter(let targets, let how)? = fault { (most, ending) = (targets, how) }
        let left = Mutex(most)
        effects.processes = CountingWorkers(
            workers: MemoryWorkers(graph: graph, code: Self.code, folder: TestWorld.storeFolder, effects: world.effects),
            willRun: { [self] key in
                let isLast = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                if isLast {
                    // The node goes down: nothing is written any more.
                    cancellation.cancel()
                    return false
                }
                Thread.sleep(forTimeInterval: pause)
                state.withLock { $0.made[key, default: 0] += 1 }
                return true
            })
        do { try ClusterDriver(batchFolder: folder, index: index, effects: effects).run(cancellation: cancellation) } catch BuildError.interrupted {} catch {
            ending = .failed(status: 1)
        }
        if fault == .isHidden { change(number) { $0.isForgotten = true } } else { end(number, ending) }
    }
}

/// Worker processes that are counted, or end with their node.
struct CountingWorkers: ProcessRunner {
    let workers: MemoryWorkers
    let willRun: @Sendable (_ key: String) -> Bool

    func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult {
        guard willRun(command.arguments.first ?? "") else { return CommandResult(ending: .interrupted) }
        return try workers.run(command, until: cancellation)
    }
}

/// A heavy target for clusters.
struct ClusterNumber: Target {
    var number: Int
    var inputs: [Input<Double>] = []
    var isBroken = false
    var isLight = false
    var flops = 0.0
    var resources: Resources { isLight ? .light : .heavy(memory: 64 << 20) }
    var work: Double? { flops > 0 ? flops : nil }
    struct Broken: Error {}
    func make(_ inputs: Inputs) throws -> Double {
        if isBroken { throw Broken() }
        return try inputs[self.inputs].reduce(Double(number), +)
    }
}
