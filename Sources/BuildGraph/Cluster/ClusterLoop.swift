// The state of a build's targets on a cluster, and what is done with it from time to time. What follows from what is seen is
// decided by `ClusterVerdict`, what goes into a job by `ClusterBatcher`.
//
// Invariant: a target has ended when the store has its value or its failure is known, and at no word of the queue alone.
import Foundation

struct ClusterLoop {
    /// A target that the build has handed over.
    struct Entry {
        let job: Job
        let ticket: Int
        let urgency: Double
        var attempts = ClusterAttempts()
        var place = Place.waiting
        var isRunning = false
        /// When its checkpoint was written that the last job left.
        var checkpoint: Int64?
        /// What its last job printed.
        var log = ""
    }

    enum Place: Equatable {
        case waiting
        case submitted(batch: String, share: Int, number: Int)
    }

    /// A batch that has targets which this build waits for.
    struct Watched {
        let batch: ClusterBatch
        let isMine: Bool
        let since: Double
        var array: String?
        var shares: [Share]

        struct Share {
            var task: ClusterTask?
            /// Answers of the queue that did not have it, one after another.
            var misses = 0
            var wasSeen = false
            var report: ClusterReport?
            var reportedAt = -Double.infinity
            /// When the report was last found to be another one; nil until the job runs.
            var sign: Double?
            var presence = ClusterJobView.Presence.alive
        }
    }

    let store: Store
    let queue: any ClusterQueue
    let settings: ClusterSettings
    let pace: ClusterPace
    let clock: any BuildClock
    let folder: ClusterFolder
    let namePrefix: String
    let program: @Sendable () throws -> ClusterDispatcher.Program
    /// It is copied once, when the first job is submitted.
    var preparedProgram: ClusterDispatcher.Program?
    /// Held as long as this build lives; its jobs see whether locks are shared.
    let lockOfBuild: any FileLock

    var entries: [Digest: Entry] = [:]
    var watched: [String: Watched] = [:]
    /// All batches of the store that were read, and where each key was submitted last.
    var known: [String: ClusterBatch] = [:]
    var prices: Prices
    var measuredMemory: MeasuredMemory
    var limits: (value: ClusterLimits, at: Double)?
    /// What the queue answered last, by name and index.
    var snapshot: (tasks: [String: [Int: ClusterTask]], at: Double)?
    var nextQuestion = -Double.infinity
    var nextSubmission = -Double.infinity
    var firstArrival = Double.infinity, lastArrival = -Double.infinity
    var silentSince: Double?
    /// A job of this cluster has reported: what fails elsewhere is a node's fault, and not the store's place.
    var hasWorked = false
    var failedStarts = 0
    /// Why nothing can be made here.
    var refusal: ClusterError?
    var isSwept = false
    /// Jobs that this build has given up, whatever the queue says of them.
    var abandoned: Set<String> = []
    /// Nodes on which a job fell silent: SLURM may take minutes to see that one is dead, and would send the next job there.
    var silentNodes: Set<String> = []
    private var told: Set<String> = []
    private var news: [DispatchNews] = []

    init(
        store: Store, queue: any ClusterQueue, namePrefix: String, settings: ClusterSettings, pace: ClusterPace,
        program: @escaping @Sendable () throws -> ClusterDispatcher.Program, clock: any BuildClock
    ) throws {
        (self.store, self.queue, self.namePrefix, self.settings) = (store, queue, namePrefix, settings)
        (self.pace, self.program, self.clock) = (pace, program, clock)
        folder = ClusterFolder(storeFolder: store.folder, files: store.effects.files)
        try folder.prepare()
        lockOfBuild = try store.effects.files.lock(folder.lockOfBuild(store.writer))
        prices = Prices(store)
        measuredMemory = MeasuredMemory(store)
    }

    mutating func takeNews() -> [DispatchNews] {
        defer { news = [] }
        return news
    }

    mutating func tell(_ item: DispatchNews) { news.append(item) }

    /// Tells something once.
    mutating func tell(_ notice: ClusterNotice, once name: String) { if told.insert(name).inserted { news.append(.notice(notice)) } }
    /// Something may be reported again.
    mutating func forget(_ name: String) { told.remove(name) }
    mutating func isNews(_ name: String) -> Bool { told.insert(name).inserted }

    // MARK: Steps

    mutating func step(_ messages: [ClusterDispatcher.Message]) {
        let now = clock.monotonic()
        for case .start(let job, let ticket, let urgency) in messages {
            entries[job.key] = Entry(job: job, ticket: ticket, urgency: urgency)
            firstArrival = min(firstArrival, now)
            lastArrival = now
        }
        guard !entries.isEmpty else { return }
        if !watched.isEmpty {
            if now >= nextQuestion { ask(now) }
            collect()
            readReports(now)
            decide(now)
        }
        refuse()
        submit(now)
        forgetIdleBatches()
    }

    /// Takes from the store what has been made.
    private mutating func collect() {
        try? store.refresh()
        for (key, entry) in entries {
            guard case .submitted(let batch, let share, let number) = entry.place, let found = store.entry(for: key) else { continue }
            // A value that is to be made again is there already.
            if entry.job.reason == .forced || entry.job.reason == .notTrusted || entry.job.reason == .valueDamaged || !store.contains(found.output) {
                guard case .made? = watched[batch]?.shares[share].report?.item(number), store.contains(found.output) else { continue }
            }
            let provenance = store.trace(for: key)?.details.provenance
            prices.learn(entry.job.node, seconds: found.duration)
            end(
                key,
                .success(
                    JobResult(
                        output: found.output, duration: found.duration, processorTime: provenance?.processorTime ?? 0, peakMemory: provenance?.peakMemory ?? 0)))
        }
    }

    mutating func end(_ key: Digest, _ result: Result<JobResult, any Error>) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        news.append(.ended(ticket: entry.ticket, result))
    }

    /// Batches of which this build wants nothing any more.
    private mutating func forgetIdleBatches() {
        if watched.isEmpty { return }
        let needed = Set(entries.values.compactMap { if case .submitted(let batch, _, _) = $0.place { batch } else { nil } })
        for identifier in watched.keys where !needed.contains(identifier) { watched[identifier] = nil }
    }

    private mutating func refuse() {
        guard let refusal else { return }
        for key in entries.keys { end(key, .failure(refusal)) }
    }

    // MARK: Counting

    var summary: DispatchSummary {
        var summary = DispatchSummary(), jobs: Set<String> = [], reasons: [String: Set<String>] = [:]
        for entry in entries.values {
            guard case .submitted(let batch, let share, _) = entry.place else {
                summary.waiting += 1
                continue
            }
            if entry.isRunning { summary.running += 1 } else { summary.queued += 1 }
            let job = "\(batch)_\(share)"
            jobs.insert(job)
            if let task = watched[batch]?.shares[share].task, task.state == .pending, !task.reason.isEmpty, task.reason != "None" {
                reasons[task.reason, default: []].insert(job)
            }
        }
        summary.jobs = jobs.count
        summary.reasons = reasons.map { DispatchSummary.Reason(name: $0.key, jobs: $0.value.count) }.sorted { ($1.jobs, $0.name) < ($0.jobs, $1.name) }
        return summary
    }

    // MARK: Ending

    /// Leaves or cancels what is under way, as the settings say.
    mutating func close() -> [ClusterNotice] {
        try? store.effects.files.remove(folder.lockOfBuild(store.writer))
        lockOfBuild.unlock()
        let submitted = entries.values.filter { $0.place != .waiting }
        guard !submitted.isEmpty else { return [] }
        let batches = watched.values.sorted { $0.since < $1.since }, arrays = batches.compactMap(\.array)
        if settings.onInterrupt == .leave { return [.left(targets: submitted.count, jobs: arrays)] }
        for batch in batches { folder.markCancelled(batch.batch.identifier) }
        do { try queue.cancel(arrays) } catch { return [.left(targets: submitted.count, jobs: arrays)] }
        return [.cancelled(targets: submitted.count, jobs: arrays)]
    }
}
