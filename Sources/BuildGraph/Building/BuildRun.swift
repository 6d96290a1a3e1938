// One build in progress: what runs, what waits, what ended and what follows from it. See `Scheduler`.
import Foundation

/// One build in progress.
struct BuildRun {
    /// Seconds that targets get to end by themselves after Ctrl-C; a little more than `WorkerExecutor` gives a worker.
    private static let grace = 0.5
    /// Seconds between reports of progress.
    private static let progressInterval = 0.1

    let scheduler: Scheduler
    var resolution: Resolution
    var priorities: Priorities?
    var queue = ReadyQueue()
    var running: [Int: Resources] = [:]
    var failures: [Int: ErrorReport] = [:]
    var durations: [Int: Double] = [:]
    var isStopping = false
    /// What ends the whole build: a store that cannot be written.
    var fatal: (any Error)?
    /// The running keys, and targets of the same key that wait for them.
    var runningKeys: [Digest: [Int]] = [:]
    /// Inputs that were made again in this build; once is enough.
    var redone: Set<Int> = []
    var done = 0
    var total = 0
    var lastProgress = -Double.infinity
    var hasNews = false
    /// When each running target started.
    var starts: [Int: Double] = [:]
    let start: Double
    /// What has run, for the profile.
    var spans: [RunSpan] = []
    var phases: [BuildPhase] = []
    let results = Mailbox<Ended>()
    let jobs = Mailbox<(Int, Job, any Executor)>()
    var threadCount = 0
    let committer: Committer

    /// A job that has ended, and when and on which thread it ran.
    struct Ended: Sendable {
        let position: Int
        let result: Result<JobResult, any Error>
        let lane: Int
        let start: Double
        let end: Double
    }

    init(scheduler: Scheduler, targets: [Int], forced: Set<Int>) throws {
        self.scheduler = scheduler
        start = scheduler.store.effects.clock.monotonic()
        resolution = Resolution(
            graph: scheduler.graph, rebuilder: Rebuilder(graph: scheduler.graph, store: scheduler.store, code: scheduler.code),
            targets: targets, forced: forced)
        committer = Committer(store: scheduler.store)
    }

    mutating func toTheEnd() throws -> BuildOutcome {
        let generation = scheduler.store.generation
        var first = resolution.begin()
        // Before hours of work, not after: can the result be kept?
        var use: (any FileLock)?
        defer { use?.unlock() }
        if resolution.isOpen {
            do {
                use = try scheduler.store.prepareFolder()
                try scheduler.store.refresh()
            } catch {
                try? committer.finish()
                throw error
            }
            if scheduler.store.generation != generation {
                // Values were taken out of the store since it was looked at.
                resolution = resolution.beforeItBegan
                first = resolution.begin()
            }
        }
        note("resolve", since: start)
        total = resolution.members.count { resolution.isOpen($0) }
        if total > 0 { priorities = Priorities(resolution, store: scheduler.store) }
        scheduler.observe(.planned(toRun: total, upToDate: resolution.members.count - total, seconds: remaining(at: start)))
        apply(first)
        done = 0
        while advance() {}
        let wasInterrupted = scheduler.cancellation.isCancelled
        jobs.close()
        let ended = scheduler.store.effects.clock.monotonic()
        try committer.finish()
        note("commit", since: ended)
        if let fatal { throw fatal }
        scheduler.store.fileDigests.save()
        reportNotices()
        return outcome(wasInterrupted: wasInterrupted)
    }

    /// Starts what can start and waits for something to end; false when nothing is left to wait for.
    private mutating func advance() -> Bool {
        if committer.error != nil { isStopping = true }
        if scheduler.cancellation.isCancelled { isStopping = true }
        if !isStopping { startJobs() }
        guard !running.isEmpty else { return false }
        let ended = results.receiveAll(within: 0.05)
        for job in ended { take(job) }
        reportProgress()
        if scheduler.cancellation.isCancelled && ended.isEmpty {
            // Worker processes have been killed; a thread cannot be, and is left behind if it does not end soon.
            let deadline = scheduler.store.effects.clock.monotonic() + Self.grace
            while !running.isEmpty && scheduler.store.effects.clock.monotonic() < deadline {
                for job in results.receiveAll(within: 0.05) { take(job) }
            }
            return false
        }
        return true
    }

    private mutating func startJobs() {
        var started = false
        while let position = queue.first {
            guard resolution.states[position] == .ready else {
                queue.removeFirst()
                continue
            }
            let node = scheduler.graph.nodes[position]
            guard fits(node.resources) else { break }
            queue.removeFirst()
            begin(position, node)
            started = true
        }
        if started { hasNews = true }
        reportProgress()
    }

    /// Whether a target can start now. One that is larger than the machine runs when it can run alone.
    private func fits(_ wanted: Resources) -> Bool {
        let cores = running.values.reduce(0) { $0 + $1.cores }
        let memory = running.values.reduce(0) { $0 + $1.memory }
        return running.isEmpty
            || (cores + wanted.cores <= scheduler.options.jobs && memory + wanted.memory <= scheduler.options.memory)
    }

    private mutating func begin(_ position: Int, _ node: Node) {
        guard let key = resolution.keys[position] else { return }
        resolution.start(position)
        if runningKeys[key] != nil {
            runningKeys[key]?.append(position)
            return
        }
        runningKeys[key] = []
        let reason = resolution.reasons[position] ?? .neverBuilt
        running[position] = node.resources
        starts[position] = scheduler.store.effects.clock.monotonic()
        scheduler.observe(.started(node, reason))
        let executor = node.resources.isolation == .process ? scheduler.workers ?? scheduler.threads : scheduler.threads
        if running.count > threadCount { startThread() }
        let job = Job(
            node: node, key: key, inputs: resolution.inputs(of: position), files: resolution.files[position] ?? [], reason: reason)
        jobs.send((position, job, executor))
    }

    private mutating func startThread() {
        let lane = threadCount
        threadCount += 1
        let (jobs, results, committer, cancellation) = (jobs, results, committer, scheduler.cancellation)
        let clock = scheduler.store.effects.clock
        let thread = Thread {
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

    private mutating func take(_ ended: Ended) {
        let (position, result) = (ended.position, ended.result)
        hasNews = true
        running[position] = nil
        let node = scheduler.graph.nodes[position]
        spans.append(
            RunSpan(
                position: position, reason: resolution.reasons[position] ?? .neverBuilt, lane: ended.lane, start: ended.start, end: ended.end,
                result: try? result.get()))
        let twins = resolution.keys[position].flatMap { runningKeys.removeValue(forKey: $0) } ?? []
        defer { for twin in twins { apply(resolution.decideAgain(twin)) } }
        switch result {
        case .success(let value):
            durations[position] = value.duration
            scheduler.observe(.finished(node, resolution.reasons[position] ?? .neverBuilt, duration: value.duration))
            done += 1
            apply(resolution.finish(position, output: value.output))
        case .failure(let error):
            let lost = lostInputs(of: position)
            let told = reportNotices()
            // A worker process found the damage, and could tell nobody.
            for input in lost where !told {
                scheduler.observe(.notice(.damagedObject(target: scheduler.graph.nodes[input].name, savedAs: nil)))
            }
            if scheduler.cancellation.isCancelled {
                isStopping = true
            } else if case BuildError.store(let cause) = error {
                fatal = fatal ?? cause
                isStopping = true
            } else if !lost.isEmpty && redone.isDisjoint(with: lost) {
                redone.formUnion(lost)
                apply(resolution.redo(lost, for: position))
            } else if hasChangedFiles(position) {
                apply(resolution.decideAgain(position))
            } else {
                record(failure: scheduler.store.effects.report(error), of: position)
                apply(resolution.fail(position))
                if !scheduler.options.keepGoing { isStopping = true }
            }
        }
    }

    /// The inputs of a failed target that can no longer be read: their values are made again.
    private func lostInputs(of position: Int) -> [Int] {
        zip(scheduler.graph.dependencies[position].map(Int.init), resolution.inputs(of: position))
            .filter { !scheduler.store.contains($1) }.map(\.0)
    }

    /// Whether a file was edited since the target was decided to run.
    private func hasChangedFiles(_ position: Int) -> Bool {
        guard let now = try? resolution.rebuilder.fileContents(scheduler.graph.nodes[position]) else { return false }
        return now != resolution.files[position] ?? []
    }

    private mutating func record(failure report: ErrorReport, of position: Int) {
        let node = scheduler.graph.nodes[position]
        failures[position] = report
        done += 1
        scheduler.observe(.failed(node, report, stack: scheduler.graph.stack(above: position, among: resolution.members)))
        guard let key = resolution.keys[position] else { return }
        let record = FailureRecord(
            key: key, name: node.name, message: report.summary, output: FailureRecord.excerpt(report.output ?? ""),
            time: scheduler.store.effects.clock.now())
        // Remembering a failure is a service; not being able to is not another failure.
        if (try? scheduler.store.stage(record, identity: node.identity)) != nil { committer.workWasStaged() }
    }

    private mutating func apply(_ step: Resolution.Step) {
        done += step.upToDate
        for position in step.ready { queue.insert(position, urgency: priorities?.path[position] ?? 0) }
        for (position, error) in step.failed { record(failure: scheduler.store.effects.report(error), of: position) }
        for position in step.skipped {
            done += 1
            scheduler.observe(.skipped(scheduler.graph.nodes[position], resolution.reasons[position] ?? .notReached))
        }
        if !step.failed.isEmpty && !scheduler.options.keepGoing { isStopping = true }
    }

    // MARK: Telling

    /// Tells what happened to the store; true when there was something to tell.
    @discardableResult
    private func reportNotices() -> Bool {
        let notices = scheduler.store.takeNotices()
        notices.forEach { scheduler.observe(.notice($0)) }
        return !notices.isEmpty
    }

    /// Reckoning the time left looks at every target, so it is done a few times a second and not after each one;
    /// without news once a second, for the time left.
    private mutating func reportProgress() {
        let now = scheduler.store.effects.clock.monotonic()
        guard now - lastProgress >= (hasNews ? Self.progressInterval : 1) else { return }
        lastProgress = now
        hasNews = false
        scheduler.observe(
            .progress(
                BuildEvent.Progress(
                    done: done, total: total, running: running.keys.sorted().map { scheduler.graph.nodes[$0].name },
                    remaining: remaining(at: now))))
    }

    /// The work left over all cores, or the longest path left, whichever is longer.
    private func remaining(at now: Double) -> Double? {
        guard let priorities, priorities.isInformed else { return nil }
        var work = 0.0
        var longest = 0.0
        for position in resolution.members {
            switch resolution.states[position] {
            case .ready, .waiting, .running:
                let spent = starts[position].map { min(now - $0, priorities.estimates[position]) } ?? 0
                work += priorities.estimates[position] - spent
                longest = max(longest, priorities.path[position] - spent)
            default: break
            }
        }
        return max(work / Double(scheduler.options.jobs), longest)
    }

    private func outcome(wasInterrupted: Bool) -> BuildOutcome {
        var items: [BuildOutcome.Item] = []
        items.reserveCapacity(resolution.members.count)
        for position in resolution.members {
            let outcome: TargetOutcome =
                switch resolution.states[position] {
                case .done(ran: true): .ran(resolution.reasons[position] ?? .neverBuilt, duration: durations[position] ?? 0)
                case .done(ran: false): .upToDate
                case .failed: .failed(failures[position] ?? ErrorReport(what: "It failed."))
                case .skipped: .skipped(resolution.reasons[position] ?? .notReached)
                case .ready, .running, .waiting: .skipped(.notReached)
                }
            items.append(
                BuildOutcome.Item(
                    node: scheduler.graph.nodes[position], outcome: outcome, key: resolution.keys[position],
                    output: resolution.outputs[position]))
        }
        var outcome = BuildOutcome(
            items: items, wasInterrupted: wasInterrupted,
            duration: scheduler.store.effects.clock.monotonic() - start, store: scheduler.store, graph: scheduler.graph,
            members: resolution.members)
        outcome.spans = spans
        outcome.phases = phases
        return outcome
    }

    private mutating func note(_ phase: String, since start: Double) {
        phases.append(BuildPhase(phase, start: start, end: scheduler.store.effects.clock.monotonic()))
    }
}
