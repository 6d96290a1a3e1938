// What a build leaves behind besides values: when and where targets ran, the engine's own phases, and failures.

struct RunRecorder {
    /// In the order in which they ended.
    private(set) var spans: [RunSpan] = []
    private(set) var phases: [BuildPhase] = []
    private(set) var failures: [Int: ErrorReport] = [:]
    /// Wall seconds of what ran, by position.
    private(set) var durations: [Int: Double] = [:]
    private let store: Store
    private let committer: Committer

    init(store: Store, committer: Committer) {
        self.store = store
        self.committer = committer
    }

    mutating func add(_ ended: JobThreads.Ended, reason: Reason) {
        let result = try? ended.result.get()
        durations[ended.position] = result?.duration
        spans.append(
            RunSpan(position: ended.position, reason: reason, lane: ended.lane, start: ended.start, end: ended.end, result: result))
    }

    /// A phase of the engine ends now.
    mutating func add(phase name: String, since start: Double) {
        phases.append(BuildPhase(name, start: start, end: store.effects.clock.monotonic()))
    }

    /// Remembers a failure, in the store too where it has a key.
    mutating func add(failure report: ErrorReport, of node: Node, at position: Int, key: Digest?) {
        failures[position] = report
        guard let key else { return }
        let record = FailureRecord(
            key: key, name: node.name, message: report.summary, output: FailureRecord.excerpt(report.output ?? ""),
            time: store.effects.clock.now())
        // That a failure cannot be remembered is not another failure.
        if (try? store.stage(record, identity: node.identity)) != nil { committer.workWasStaged() }
    }
}
