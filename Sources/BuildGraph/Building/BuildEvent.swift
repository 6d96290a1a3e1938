// What a build reports while it goes on. The listener decides how it looks.

/// Something that happened in a build.
public enum BuildEvent: Sendable {
    /// What is up to date is known; `toRun` targets run or may run, in `seconds` where that can be estimated. Nothing has run.
    case planned(toRun: Int, upToDate: Int, seconds: Double?)
    case started(Node, Reason)
    case finished(Node, Reason, duration: Double)
    /// `stack` names the targets that need the failed one, the nearest first.
    case failed(Node, ErrorReport, stack: [String])
    case skipped(Node, Reason)
    /// Its worker process was killed from outside; it runs once more.
    case startedAgain(Node, after: ErrorReport)
    case waiting(WorkerWait)
    /// Something is taken out of the store, by these processes; what may be used is decided again when that has ended.
    case waitingForStore([LockHolder])
    case notice(StoreNotice)
    case cluster(ClusterNotice)
    case progress(Progress)

    public struct Progress: Sendable {
        /// Targets that ran, or turned out to need no run, since `planned`.
        public var done: Int
        public var total: Int
        /// The same, type by type.
        public var types: [TypeProgress]
        /// The longest first.
        public var running: [Running]
        /// Seconds; nil when nothing is remembered and too little was measured.
        public var remaining: Double?
        /// Seconds since the build began.
        public var elapsed: Double
        /// What a cluster has; nil where everything runs on this machine.
        public var elsewhere: DispatchSummary?

        public init(
            done: Int, total: Int, types: [TypeProgress] = [], running: [Running] = [], remaining: Double? = nil, elapsed: Double = 0,
            elsewhere: DispatchSummary? = nil
        ) {
            (self.done, self.total, self.types) = (done, total, types)
            (self.running, self.remaining, self.elapsed, self.elsewhere) = (running, remaining, elapsed, elsewhere)
        }
    }

    /// How many targets of a type, or of a kind where they have labels, ran, turned out to need no run, or cannot.
    public struct TypeProgress: Sendable, Equatable {
        public var name: String
        public var done: Int
        /// How many of those that are done failed or were skipped.
        public var failed: Int
        public var total: Int

        public init(name: String, done: Int, failed: Int = 0, total: Int) {
            (self.name, self.done, self.failed, self.total) = (name, done, failed, total)
        }
    }

    public struct Running: Sendable {
        public var node: Node
        /// How long it has been running.
        public var seconds: Double

        public init(node: Node, seconds: Double) { (self.node, self.seconds) = (node, seconds) }
    }
}

/// What came of one target.
public enum TargetOutcome: Sendable {
    case upToDate
    case ran(Reason, duration: Double)
    /// Indirect, so that the outcomes of a large build are small.
    indirect case failed(ErrorReport)
    case skipped(Reason)
}

/// What came of a build.
public struct BuildOutcome: Sendable {
    public struct Item: Sendable {
        public let node: Node
        public let outcome: TargetOutcome
        public let key: Digest?
        public let output: Digest?
    }

    /// Dependencies before dependants.
    public var items: [Item]
    public var wasInterrupted: Bool
    public var duration: Double
    public let store: Store
    let graph: Graph
    /// The positions of the items in the graph, ascending.
    let members: [Int]
    /// What ran, when and where, in the order in which it ended.
    public var spans: [RunSpan] = []
    /// The engine's own parts of the build; times of the monotonic clock.
    public var phases: [BuildPhase] = []

    public func item(for node: Node) -> Item? {
        guard let wanted = graph.position(of: node) else { return nil }
        var (low, high) = (0, members.count)
        while low < high {
            let middle = (low + high) / 2
            if members[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < members.count && members[low] == wanted ? items[low] : nil
    }

    /// The value of a target of this build. Throws when it has none, or when the stored one is damaged.
    public func bytes(of node: Node) throws -> [UInt8] {
        guard let item = item(for: node), let output = item.output else {
            throw BuildError.unknownTarget(node.name, suggestions: [])
        }
        return try store.load(output, target: node.title)
    }

    public func value<T: Target>(of target: T) throws -> T.Value {
        try decodeValue(T.Value.self, from: bytes(of: Node(target)))
    }

    /// This outcome of a second run, with what the first one ran counted as run.
    public func after(_ first: BuildOutcome) -> BuildOutcome {
        var merged = self
        for (position, item) in items.enumerated() {
            guard case .upToDate = item.outcome, let before = first.item(for: item.node), case .ran = before.outcome else { continue }
            merged.items[position] = Item(node: item.node, outcome: before.outcome, key: item.key, output: item.output)
        }
        merged.duration += first.duration
        merged.spans = first.spans + spans
        merged.phases = first.phases + phases
        return merged
    }

    /// The record of the run that made a target's present value.
    public func trace(of node: Node) -> Trace? { item(for: node)?.key.flatMap { store.trace(for: $0) } }

    /// What the run cost that made a target's present value.
    public func cost(of node: Node) -> RunCost? { item(for: node)?.key.flatMap { store.cost(for: $0) } }

    public var ran: [Item] { items.filter { if case .ran = $0.outcome { true } else { false } } }
    public var failures: [(Node, ErrorReport)] {
        items.compactMap { if case .failed(let report) = $0.outcome { ($0.node, report) } else { nil } }
    }
    public var skipped: [Item] { items.filter { if case .skipped = $0.outcome { true } else { false } } }
    public var upToDateCount: Int { items.count { if case .upToDate = $0.outcome { true } else { false } } }
    public var succeeded: Bool { !wasInterrupted && failures.isEmpty && skipped.isEmpty }
}
