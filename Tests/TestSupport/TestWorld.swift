// A whole world in memory for a build: files, a clock, no programs; and short ways to build in it.
import BuildGraph
import Synchronization

/// A world whose store is /project/build/cache.
public struct TestWorld: Sendable {
    public let clock: ManualClock
    public let files: MemoryFileSystem
    public var effects: Effects
    /// The targets that were started since the last look, also by a build that did not come to its end.
    public let started = Names()

    public init(processes: any ProcessRunner = StubbedProcesses()) {
        clock = ManualClock()
        files = MemoryFileSystem(clock: clock)
        let machine = Machine(host: "test", processor: "none", cores: 2, memory: 1 << 30, system: "memory")
        effects = Effects(
            files: files, clock: clock, processes: processes, machine: machine, root: "/project", processIdentifier: 1)
        try? files.makeFolder("/project")
        files.makeAllDurable()
    }

    /// Writes a project file and lets enough time pass for its digest to be remembered.
    public func write(_ text: String, to path: String) throws {
        let full = effects.projectPath(path)
        try files.makeFolder(full.parentFolder)
        try files.write(Array(text.utf8), to: full)
        files.makeAllDurable()
        clock.advance(10)
    }

    public static let storeFolder = "/project/build/cache"
    public func openStore() throws -> Store { try Store(folder: Self.storeFolder, effects: effects) }

    /// What a build did, by the names of targets.
    public struct Result: Sendable {
        public var ran: [String]
        public var failed: [String]
        public var skipped: [String]
        public var reasons: [String: Reason]
        public var notices: [StoreNotice]
        public var clusterNotices: [ClusterNotice] = []
        public let outcome: BuildOutcome
    }

    /// Opens the store anew, as a new process would, or goes on with one, and builds. Heavy targets run in worker processes in memory.
    @discardableResult
    public func build(
        _ roots: [AnyInput], code: String = "code", fingerprints: CodeFingerprints? = nil, jobs: Int = 2, keepGoing: Bool = true,
        only names: [String] = [], forced: [String] = [], cancellation: Cancellation = Cancellation(), store: Store? = nil,
        cluster: (@Sendable (Store) throws -> any Dispatcher)? = nil
    ) throws -> Result {
        let graph = try Graph(roots: roots.map(\.node))
        let fingerprints = fingerprints ?? CodeFingerprints(everything: Digest(of: code.utf8))
        var effects = effects
        effects.processes = MemoryWorkers(graph: graph, code: fingerprints, folder: Self.storeFolder, effects: effects)
        let store = try store ?? Store(folder: Self.storeFolder, effects: effects)
        var dispatcher: (@Sendable () throws -> any Dispatcher)?
        if let cluster { dispatcher = { [store] in try cluster(store) } }
        let events = Mutex<[BuildEvent]>([])
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: store, code: fingerprints),
            options: BuildOptions(jobs: jobs, keepGoing: keepGoing, machine: effects.machine),
            workers: WorkerExecutor(store: store, command: Command(MemoryWorkers.program)), cancellation: cancellation,
            observe: { event in
                events.withLock { $0.append(event) }
                if case .started(let node, _) = event { started.add(node.name) }
            }, cluster: dispatcher)
        let targets = try names.isEmpty ? Array(graph.nodes.indices) : names.flatMap { try graph.targets(named: $0) }
        let outcome = try scheduler.run(targets, forced: Set(try forced.flatMap { try graph.targets(named: $0) }))
        var result = Result(ran: [], failed: [], skipped: [], reasons: [:], notices: [], outcome: outcome)
        for item in outcome.items {
            switch item.outcome {
            case .ran(let reason, _):
                result.ran.append(item.node.name)
                result.reasons[item.node.name] = reason
            case .failed: result.failed.append(item.node.name)
            case .skipped(let reason):
                result.skipped.append(item.node.name)
                result.reasons[item.node.name] = reason
            case .upToDate: break
            }
        }
        for case .notice(let notice) in events.withLock({ $0 }) { result.notices.append(notice) }
        for case .cluster(let notice) in events.withLock({ $0 }) { result.clusterNotices.append(notice) }
        return result
    }
}

/// Names, collected from any thread.
public final class Names: Sendable {
    private let names = Mutex<[String]>([])

    public init() {}

    public func add(_ name: String) { names.withLock { $0.append(name) } }

    /// What was added since the last call.
    public func take() -> [String] {
        names.withLock { names in
            defer { names = [] }
            return names
        }
    }
}
