// Where the time of a build went: kept after every build that ran something. It is about
// one build on one machine, and takes part in no key and no decision.

/// The profile of a build. Times are seconds from its beginning.
public struct BuildTiming: Sendable, Equatable {
    public struct Run: Sendable, Equatable {
        public var name: String
        public var type: String
        public var reason: String
        public var lane: Int
        public var start: Double
        public var end: Double
        /// Seconds; of a target in a process, of all its threads and of its start too.
        public var processorTime: Double
        /// Bytes; of a target on a thread, of the whole program.
        public var peakMemory: Int
        /// The cores, and so the threads, it declared.
        public var threads: Int
        public var isProcess: Bool
        public var hasFailed: Bool
        /// Whether it is on the critical path.
        public var isCritical: Bool

        public var duration: Double { end - start }
    }

    /// Seconds since 1970.
    public var started: Double
    public var duration: Double
    /// How many cores the build was allowed to use.
    public var jobs: Int
    public var processor: String
    public var upToDate: Int
    public var wasInterrupted: Bool
    public var phases: [BuildPhase]
    /// In the order in which they ended.
    public var runs: [Run]

    /// - Parameters:
    ///   - outcome: of a build that ran something; nil otherwise.
    ///   - phases: with times of the monotonic clock; the first begins the build, the last ends it.
    public init?(_ outcome: BuildOutcome, phases: [BuildPhase], jobs: Int, effects: Effects) {
        guard !outcome.spans.isEmpty else { return nil }
        let phases = (phases + outcome.phases).sorted { $0.start < $1.start }
        let origin = min(phases.first?.start ?? .infinity, outcome.spans.map(\.start).min() ?? .infinity)
        let end = max(phases.map(\.end).max() ?? 0, outcome.spans.map(\.end).max() ?? 0)
        let critical = CriticalPath(outcome.spans, in: outcome.graph)
        started = effects.clock.now() - (effects.clock.monotonic() - origin)
        duration = end - origin
        self.jobs = jobs
        processor = effects.machine.processor
        upToDate = outcome.upToDateCount
        wasInterrupted = outcome.wasInterrupted
        self.phases = phases.map { BuildPhase($0.name, start: $0.start - origin, end: $0.end - origin) }
        runs = outcome.spans.map { span in
            let node = outcome.graph.nodes[span.position]
            return Run(
                name: node.title, type: node.shortTypeName, reason: node.reasonText(span.reason), lane: span.lane,
                start: span.start - origin, end: span.end - origin, processorTime: span.result?.processorTime ?? 0,
                peakMemory: span.result?.peakMemory ?? 0, threads: node.resources.cores,
                isProcess: node.resources.isolation == .process, hasFailed: span.result == nil,
                isCritical: critical.members.contains(span.position))
        }
    }

    /// The longest chain of targets, each of which needed the one before, from the first to the last.
    public var criticalPath: [Run] { runs.filter(\.isCritical).sorted { $0.start < $1.start } }

    /// Processor seconds of all targets.
    public var processorTime: Double { runs.reduce(0) { $0 + $1.processorTime } }

    /// From the start of the first target to the end of the last.
    public var runningTime: Double { (runs.map(\.end).max() ?? 0) - (runs.map(\.start).min() ?? 0) }

    /// The part of the cores that targets held while any ran: 0 … 1, more when a target declared more than there are.
    public var occupancy: Double {
        let held = runs.reduce(0) { $0 + $1.duration * Double($1.threads) }
        return runningTime > 0 ? held / (runningTime * Double(jobs)) : 0
    }
}
