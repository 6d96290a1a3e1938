// One build in progress: starts what can run as cores and memory allow, and draws the consequences of what ends.
//
// The parts that can be thought about alone are elsewhere: `Resolution` knows what is decided, `ReadyQueue` what is next,
// `JobThreads` runs it, `FailurePolicy` says what follows from a failure, `ProgressEstimate` and `RunRecorder` keep count.

struct BuildRun {
    /// Seconds that targets get to end by themselves after Ctrl-C; a little more than `WorkerExecutor` gives a worker.
    private static let grace = 0.5
    /// Seconds of one wait for something to end.
    private static let patience = 0.05

    private let scheduler: Scheduler
    private var context: BuildContext { scheduler.context }
    private var clock: any BuildClock { context.effects.clock }
    private let start: Double
    private var resolution: Resolution
    private var queue = ReadyQueue()
    /// What running targets hold, by position.
    private var running: [Int: Resources] = [:]
    /// The running keys, and targets of the same key that wait for them.
    private var runningKeys: [Digest: [Int]] = [:]
    /// Nothing new starts.
    private var isStopping = false
    /// What ends the whole build: a store that cannot be written.
    private var fatal: (any Error)?
    private var threads: JobThreads
    /// What runs on a cluster.
    private var away: AwayTargets
    private var policy: FailurePolicy
    private var progress: ProgressEstimate
    private var recorder: RunRecorder
    private let committer: Committer
    /// What runs on threads; nil when nothing runs, or nothing can run elsewhere.
    private var runningRecord: RunningRecord?
    private var lookups: RemoteLookups

    init(scheduler: Scheduler, targets: [Int], forced: Set<Int>) {
        let context = scheduler.context
        self.scheduler = scheduler
        start = context.effects.clock.monotonic()
        resolution = context.resolution(of: targets, forced: forced)
        committer = Committer(store: context.store)
        threads = JobThreads(clock: context.effects.clock, cancellation: scheduler.cancellation, committer: committer)
        away = AwayTargets(scheduler.cluster, firstLane: scheduler.options.jobs)
        policy = FailurePolicy(keepsGoing: scheduler.options.keepGoing)
        progress = ProgressEstimate(jobs: scheduler.options.jobs)
        recorder = RunRecorder(store: context.store, committer: committer)
        lookups = RemoteLookups(store: context.store, cancellation: scheduler.cancellation)
    }

    mutating func toTheEnd() throws -> BuildOutcome {
        let (first, use) = try decide()
        defer { use?.unlock() }
        let total = resolution.members.count { resolution.isOpen($0) }
        progress.begin(resolution, context.store, at: start)
        scheduler.observe(.planned(toRun: total, upToDate: resolution.members.count - total, seconds: remaining(at: start)))
        apply(first)
        // What was decided without running anything is not progress.
        progress.beginCounting()
        while advance() {}
        if progress.total > 0 { reportProgress(at: clock.monotonic()) }
        let wasInterrupted = scheduler.cancellation.isCancelled
        threads.close()
        away.close().forEach { scheduler.observe(.cluster($0)) }
        lookups.close()
        runningRecord?.close()
        let ended = clock.monotonic()
        try committer.finish()
        recorder.add(phase: "commit", since: ended)
        if let fatal { throw fatal }
        if !recorder.spans.isEmpty && !wasInterrupted { try requireValues() }
        context.store.fileDigests.save()
        context.store.noteSharedCache(isLast: true)
        reportNotices()
        return outcome(wasInterrupted: wasInterrupted)
    }

    /// Decides what can be decided before anything runs. Where something is going to run, the store is made ready and held:
    /// that it cannot be written is found out before hours of work, not after.
    private mutating func decide() throws -> (first: Resolution.Step, use: (any FileLock)?) {
        let store = context.store, generation = store.generation
        var first = resolution.begin()
        var use: (any FileLock)?
        // What is damaged is mended also when nothing runs.
        if resolution.isOpen || store.isDamaged {
            do {
                use = try store.prepareFolder { scheduler.observe(.waitingForStore($0)) }
                if scheduler.workers != nil { runningRecord = try? store.runningRecord() }
                try store.refresh()
            } catch {
                // Nothing has to be written: what cannot be mended now is told, and the rest is used.
                if resolution.isOpen {
                    try? committer.finish()
                    throw error
                }
            }
            if store.generation != generation {
                // Values were taken out of the store since it was looked at.
                resolution = resolution.beforeItBegan
                first = resolution.begin()
            }
        }
        if use != nil { lookups.settle(&resolution, &first) }
        reportNotices()
        recorder.add(phase: "resolve", since: start)
        return (first, use)
    }

    /// Starts what can start and waits for something to end; false when nothing is left to wait for.
    private mutating func advance() -> Bool {
        if committer.error != nil || scheduler.cancellation.isCancelled { isStopping = true }
        takeAnswers(within: 0)
        if !isStopping { startJobs() }
        if running.isEmpty {
            // What a cluster has is not waited for when the build stops: the next one goes on with it.
            if isStopping { return false }
            if away.isEmpty {
                guard lookups.open > 0 else { return false }
                takeAnswers(within: Self.patience)
                return true
            }
        }
        let ended = threads.ended(within: Self.patience)
        for job in ended { take(job) }
        away.news().forEach { hear($0) }
        context.store.takeWaits().forEach { scheduler.observe(.waiting($0)) }
        reportProgress()
        guard scheduler.cancellation.isCancelled && ended.isEmpty else { return true }
        // Worker processes have been killed; a thread cannot be, and is left behind if it does not end soon.
        let deadline = clock.monotonic() + Self.grace
        while !running.isEmpty && clock.monotonic() < deadline {
            for job in threads.ended(within: Self.patience) { take(job) }
        }
        return false
    }

    /// What was made or used is still there, in the store that is in its place now: otherwise the build has not done what it
    /// says.
    private func requireValues() throws {
        let store = context.store
        try store.requireInPlace()
        try store.refresh()
        let lost = resolution.members.count { position in
            guard case .done = resolution.states[position], let key = resolution.keys[position] else { return false }
            return store.output(for: key) == nil
        }
        if lost > 0 { throw BuildError.storeChanged(path: store.folder, lost: lost) }
    }

    /// Takes what the shared cache has answered: what it has needs no run.
    private mutating func takeAnswers(within seconds: Double) {
        for answer in lookups.answers(within: seconds) where resolution.states[answer.position] == .ready && resolution.keys[answer.position] == answer.key {
            if answer.isThere {
                committer.workWasStaged()
                apply(resolution.decideAgain(answer.position))
            } else {
                enqueue(answer.position)
            }
        }
    }

    /// Has a target run that is ready: here in its turn, or on the cluster.
    private mutating func enqueue(_ position: Int) {
        if away.take(context.graph.nodes[position].resources, expected: progress.expected(position)) {
            dispatch(position)
        } else {
            queue.insert(position, urgency: progress.urgency(of: position))
        }
    }

    // MARK: Starting

    /// Starts targets in the order of their urgency. One that does not fit keeps the less urgent ones waiting, however small
    /// they are: otherwise a large target might never find room.
    private mutating func startJobs() {
        while !isStopping, let position = queue.first {
            if resolution.states[position] == .ready {
                guard fits(context.graph.nodes[position].resources) else { break }
                queue.removeFirst()
                begin(position)
            } else {
                queue.removeFirst()
            }
        }
        reportProgress()
    }

    /// Whether a target can start now. One that is larger than the machine runs when it can run alone.
    private func fits(_ wanted: Resources) -> Bool {
        let cores = running.values.reduce(0) { $0 + $1.cores }
        let memory = running.values.reduce(0) { $0 + $1.memory }
        return running.isEmpty
            || (cores + wanted.cores <= scheduler.options.jobs && memory + wanted.memory <= scheduler.options.memory)
    }

    private mutating func begin(_ position: Int) {
        guard let key = resolution.keys[position] else { return }
        do { try threads.makeRoom(for: running.count + 1) } catch {
            fatal = fatal ?? error
            isStopping = true
            return
        }
        guard let job = claim(position, key) else { return }
        running[position] = job.node.resources
        progress.start(position, at: clock.monotonic())
        scheduler.observe(.started(job.node, job.reason))
        threads.start(job, at: position, on: executor(of: job))
    }

    /// The job of a target that runs now; nil when another one of the same key does, and this one waits for it.
    private mutating func claim(_ position: Int, _ key: Digest) -> Job? {
        resolution.start(position)
        if runningKeys[key] != nil {
            runningKeys[key]?.append(position)
            return nil
        }
        runningKeys[key] = []
        return Job(
            node: context.graph.nodes[position], key: key, inputs: resolution.inputs(of: position), files: resolution.files[position] ?? [],
            reason: reason(position))
    }

    /// Hands a target over to the cluster.
    private mutating func dispatch(_ position: Int) {
        guard !isStopping, let key = resolution.keys[position], let job = claim(position, key) else { return }
        // Nodes of a cluster may see the store and no network.
        context.store.bring(job.inputs, until: scheduler.cancellation)
        do { try away.start(job, at: position, urgency: progress.urgency(of: position)) } catch {
            fatal = fatal ?? error
            isStopping = true
        }
    }

    private mutating func hear(_ news: DispatchNews) {
        let now = clock.monotonic()
        func begin(_ position: Int, since start: Double) {
            guard away.begin(position) else { return }
            progress.start(position, at: start)
            scheduler.observe(.started(context.graph.nodes[position], reason(position)))
        }
        switch news {
        case .running(let position): begin(position, since: now)
        case .again(let position, let report):
            away.beginAgain(position)
            progress.end(position)
            scheduler.observe(.startedAgain(context.graph.nodes[position], after: report))
        case .ended(let position, let result):
            if case .success(let value) = result { begin(position, since: now - value.duration) }
            if let ended = away.end(position, result, at: now) { take(ended) }
        case .notice(let notice): scheduler.observe(.cluster(notice))
        }
    }

    /// Heavy targets run in workers, and so does what may end the process it runs in: what ran when a build was ended, and
    /// what failed the last time.
    private func executor(of job: Job) -> any Executor {
        let isSuspect = runningRecord?.suspects.contains(job.key) == true
        if isSuspect { scheduler.observe(.notice(.suspect(target: job.node.title))) }
        let isHeavy = job.node.resources.isolation == .process
        if let workers = scheduler.workers, isHeavy || isSuspect || job.reason == .failedBefore {
            return isSuspect ? RecordedExecutor(executor: workers, record: runningRecord, isThread: false) : workers
        }
        return RecordedExecutor(executor: scheduler.threads, record: isHeavy ? nil : runningRecord, isThread: true)
    }

    private func reason(_ position: Int) -> Reason { resolution.reasons[position] ?? .neverBuilt }

    // MARK: Ending

    private mutating func take(_ ended: JobThreads.Ended) {
        let position = ended.position
        running[position] = nil
        progress.end(position)
        recorder.add(ended, reason: reason(position))
        let twins = resolution.keys[position].flatMap { runningKeys.removeValue(forKey: $0) } ?? []
        switch ended.result {
        case .success(let value):
            progress.learn(context.graph.nodes[position], seconds: value.duration)
            scheduler.observe(.finished(context.graph.nodes[position], reason(position), duration: value.duration))
            progress.count(1)
            if let key = resolution.keys[position] { context.store.upload(key) }
            apply(resolution.finish(position, output: value.output))
        case .failure(let error): draw(consequenceOf(error, of: position), error, of: position)
        }
        for twin in twins { apply(resolution.decideAgain(twin)) }
    }

    private mutating func consequenceOf(_ error: any Error, of position: Int) -> FailurePolicy.Consequence {
        let lost = lostInputs(of: position)
        if !reportNotices() {
            // A worker process found the damage, and could not report it.
            for input in lost { scheduler.observe(.notice(.damagedObject(target: context.graph.nodes[input].title, savedAs: nil))) }
        }
        let (rebuilder, node, files) = (resolution.rebuilder, context.graph.nodes[position], resolution.files[position] ?? [])
        return policy.consequence(
            of: FailurePolicy.Failure(error, of: position, lostInputs: lost, isInterrupted: scheduler.cancellation.isCancelled) {
                (try? rebuilder.fileContents(node)).map { $0 != files } ?? false
            })
    }

    private mutating func draw(_ consequence: FailurePolicy.Consequence, _ error: any Error, of position: Int) {
        switch consequence {
        case .stop: isStopping = true
        case .end(let cause):
            fatal = fatal ?? cause
            isStopping = true
        case .redo(let inputs): apply(resolution.redo(inputs, for: position))
        case .decideAgain: apply(resolution.decideAgain(position))
        case .runAgain:
            scheduler.observe(.startedAgain(context.graph.nodes[position], after: context.effects.report(error)))
            apply(resolution.decideAgain(position))
        case .fail(let stops):
            record(error, of: position)
            apply(resolution.fail(position))
            if stops { isStopping = true }
        }
    }

    /// The inputs of a failed target that can no longer be read.
    private func lostInputs(of position: Int) -> [Int] {
        zip(context.graph.dependencies[position].map(Int.init), resolution.inputs(of: position))
            .filter { !context.store.contains($1) }.map(\.0)
    }

    private mutating func record(_ error: any Error, of position: Int) {
        let node = context.graph.nodes[position], report = context.effects.report(error)
        progress.count(1)
        scheduler.observe(.failed(node, report, stack: context.graph.stack(above: position, among: resolution.members)))
        recorder.add(failure: report, of: node, at: position, key: resolution.keys[position])
    }

    private mutating func apply(_ step: Resolution.Step) {
        progress.count(step.upToDate)
        lookups.withhold(step.ready, resolution).forEach { enqueue($0) }
        for (position, error) in step.failed { record(error, of: position) }
        for position in step.skipped {
            progress.count(1)
            scheduler.observe(.skipped(context.graph.nodes[position], resolution.reasons[position] ?? .notReached))
        }
        if !step.failed.isEmpty && !scheduler.options.keepGoing { isStopping = true }
    }

    // MARK: Reporting

    /// Reports what happened to the store; true when there was something to report.
    @discardableResult
    private func reportNotices() -> Bool {
        let notices = context.store.takeNotices()
        notices.forEach { scheduler.observe(.notice($0)) }
        return !notices.isEmpty
    }

    private mutating func reportProgress() {
        let now = clock.monotonic()
        guard progress.isReportDue(at: now) else { return }
        progress.reprice(resolution, at: now)
        reportProgress(at: now)
    }

    private func reportProgress(at now: Double) {
        scheduler.observe(
            .progress(
                BuildEvent.Progress(
                    done: progress.done, total: progress.total, types: progress.types(resolution),
                    running: progress.running(resolution, at: now), remaining: remaining(at: now), elapsed: now - start, elsewhere: away.summary)))
    }

    private func remaining(at now: Double) -> Double? {
        progress.remaining(
            resolution.members.lazy.filter { resolution.isOpen($0) || resolution.states[$0] == .running }, at: now, elsewhere: away.summary?.running ?? 0)
    }

    private func outcome(wasInterrupted: Bool) -> BuildOutcome {
        let items = resolution.members.map { position in
            let outcome: TargetOutcome =
                switch resolution.states[position] {
                case .done(ran: true): .ran(reason(position), duration: recorder.durations[position] ?? 0)
                case .done(ran: false): .upToDate
                case .failed: .failed(recorder.failures[position] ?? ErrorReport(what: "It failed."))
                case .skipped: .skipped(resolution.reasons[position] ?? .notReached)
                case .ready, .running, .waiting: .skipped(.notReached)
                }
            return BuildOutcome.Item(
                node: context.graph.nodes[position], outcome: outcome, key: resolution.keys[position], output: resolution.outputs[position])
        }
        var outcome = BuildOutcome(
            items: items, wasInterrupted: wasInterrupted, duration: clock.monotonic() - start, store: context.store, graph: context.graph,
            members: resolution.members)
        outcome.spans = recorder.spans
        outcome.phases = recorder.phases
        return outcome
    }
}
