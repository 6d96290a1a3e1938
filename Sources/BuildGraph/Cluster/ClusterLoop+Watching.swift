// What the queue and the jobs say, and what follows from it.
import Foundation

extension ClusterLoop {
    /// Asks the queue for all jobs, in one call. It is asked less often where it takes long to answer.
    mutating func ask(_ now: Double) {
        let start = clock.monotonic()
        defer { nextQuestion = clock.monotonic() + max(pace.queue, 10 * (clock.monotonic() - start)) }
        do {
            let tasks = try queue.tasks()
            if let since = silentSince {
                tell(.notice(.reachable(afterSeconds: now - since)))
                forget("unreachable")
                silentSince = nil
            }
            take(tasks, at: now)
        } catch {
            silentSince = silentSince ?? now
            tell(.unreachable(why: Self.words(error)), once: "unreachable")
        }
    }

    private mutating func take(_ tasks: [ClusterTask], at now: Double) {
        var byName: [String: [Int: ClusterTask]] = [:]
        for task in tasks {
            // A batch that was submitted twice by accident: what is alive counts.
            if let other = byName[task.name]?[task.index], task.isOver, !other.isOver { continue }
            byName[task.name, default: [:]][task.index] = task
        }
        snapshot = (byName, now)
        var heldBack: [String] = []
        for (identifier, batch) in watched {
            let found = byName[namePrefix + identifier] ?? [:]
            if let array = found.values.first?.array { watched[identifier]?.array = array }
            for index in batch.shares.indices {
                var share = batch.shares[index]
                if let task = found[index] {
                    if task.state == .running && share.task?.state != .running { share.sign = now }
                    if task.state == .pending && task.reason == "BeginTime" && !settings.flags.contains(where: { $0.hasPrefix("--begin") }) { heldBack.append("\(task.array)_\(task.index)") }
                    (share.task, share.misses, share.wasSeen) = (task, 0, true)
                } else if now - batch.since >= pace.youth {
                    share.misses += 1
                }
                watched[identifier]?.shares[index] = share
            }
        }
        queue.hasten(heldBack)
    }

    /// Reads what running jobs report, and jobs that may have ended.
    mutating func readReports(_ now: Double) {
        for (identifier, index) in openShares {
            guard var share = watched[identifier]?.shares[index] else { continue }
            let isPending = share.task?.state == .pending && share.report == nil
            guard !isPending, now - share.reportedAt >= pace.report || share.task?.isOver == true || share.misses > 0 else { continue }
            share.reportedAt = now
            if let report = folder.report(identifier, index) {
                if report.beats != share.report?.beats {
                    share.sign = now
                    look(at: report, of: identifier)
                }
                share.report = report
            }
            watched[identifier]?.shares[index] = share
        }
    }

    private mutating func look(at report: ClusterReport, of identifier: String) {
        hasWorked = true
        let skew = report.time - store.effects.clock.now()
        if abs(skew) > 60 { tell(.clockSkew(node: report.node, seconds: skew), once: "skew \(report.node)") }
        if report.couldTakeLockOfBuild, watched[identifier]?.isMine == true {
            refusal = .locksNotShared(folder: store.folder, node: report.node)
        }
    }

    /// Jobs with targets that this build waits for.
    private var openShares: [(String, Int)] {
        var open: [String: Set<Int>] = [:]
        for entry in entries.values { if case .submitted(let batch, let share, _) = entry.place { open[batch, default: []].insert(share) } }
        return open.flatMap { batch, shares in shares.map { (batch, $0) } }
    }

    // MARK: Deciding

    mutating func decide(_ now: Double) {
        var endings: [String: [Int: ClusterEnding]] = [:]
        let queue = queue
        for (identifier, index) in openShares {
            guard let share = watched[identifier]?.shares[index] else { continue }
            let array = watched[identifier]?.array
            let presence = presence(of: share, job: Job(array: array, index: index), now) {
                guard let array else { return nil }
                if endings[array] == nil { endings[array] = (try? queue.endings(ofArray: array)) ?? [:] }
                return endings[array]?[index]
            }
            watched[identifier]?.shares[index].presence = presence
        }
        for (key, entry) in entries {
            guard case .submitted(let identifier, let index, let number) = entry.place, let share = watched[identifier]?.shares[index] else { continue }
            if let waiting = share.task, waiting.state == .pending, isStuck(waiting, of: identifier) {
                keepLog(of: key, identifier, index, number)
                if SlurmText.neverRuns.contains(waiting.reason) {
                    end(key, .failure(ClusterError.rejected("Its job would wait for ever: \(waiting.reason).")))
                } else {
                    again(key, .lost, counts: true)
                }
                continue
            }
            let isCancelled = share.presence == .ended(.cancelled) && folder.isMarkedCancelled(identifier)
            let view = ClusterJobView(presence: share.presence, report: share.report, isCancelledByBuild: isCancelled)
            switch view.verdict(ofItem: number) {
            case .wait:
                let isRunning = if case .running? = share.report?.item(number) { share.task?.state != .pending } else { false }
                mark(key, isRunning: isRunning)
            case .again(let loss, let counts):
                keepLog(of: key, identifier, index, number)
                again(key, loss, counts: counts && share.wasSeen)
            case .fail(let cause): fail(key, cause, identifier, index, number)
            }
        }
    }

    private struct Job {
        let array: String?
        let index: Int
        var name: String { "\(array ?? "?")_\(index)" }
    }

    /// What is known of a job by the last answer of the queue, and by its signs of life.
    private mutating func presence(
        of share: Watched.Share, job: Job, _ now: Double, ending: () -> ClusterEnding?
    ) -> ClusterJobView.Presence {
        // The queue's last answer had it no more; the next one says whether that was so.
        if share.misses == 1 { return .alive }
        if share.misses > 1 {
            if share.report?.isOver == false, let sign = share.sign, now - sign < pace.silence { return .alive }
            return ending().map { .ended($0) } ?? .gone
        }
        switch share.task?.state {
        case nil, .pending, .paused: return .alive
        case .running:
            guard let sign = share.sign, now - sign >= pace.silence, silentSince == nil else { return .alive }
            tell(.silent(job: job.name, node: share.task?.node ?? "", seconds: now - sign), once: "silent \(job.name)")
            if let node = share.task?.node, !node.isEmpty { silentNodes.insert(node) }
            return .silent
        case .ended(.failed(nil)) where share.report == nil: return .ended(ending() ?? .failed(status: nil))
        case .ended(let ending): return .ended(ending)
        }
    }

    /// Whether a waiting job will never start; it is cancelled then. One that a person holds is told.
    private mutating func isStuck(_ task: ClusterTask, of identifier: String) -> Bool {
        let hasFailedToStart = task.reason.contains("launch failed") || task.reason == "JobHoldMaxRequeue"
        if SlurmText.neverRuns.contains(task.reason) || hasFailedToStart {
            if isNews("stuck \(task.array)_\(task.index)") { try? queue.cancel(["\(task.array)_\(task.index)"]) }
            return true
        }
        if SlurmText.isHeld(task.reason) {
            tell(.held(jobs: watched[identifier]?.shares.count { $0.task?.reason == task.reason } ?? 1, reason: task.reason), once: "held \(task.reason)")
        }
        return false
    }

    private mutating func mark(_ key: Digest, isRunning: Bool) {
        guard let entry = entries[key], entry.isRunning != isRunning else { return }
        entries[key]?.isRunning = isRunning
        if isRunning { tell(.running(ticket: entry.ticket)) }
    }

    private mutating func keepLog(of key: Digest, _ identifier: String, _ index: Int, _ number: Int) {
        abandoned.insert("\(identifier)_\(index)")
        if case .ended(_, _, let log)? = watched[identifier]?.shares[index].report?.item(number), !log.isEmpty {
            entries[key]?.log = log
        } else {
            let text = folder.logText(identifier, index)
            entries[key]?.log = text
        }
    }

    /// A target that its job did not make waits for another one, if it may.
    private mutating func again(_ key: Digest, _ loss: ClusterLoss, counts: Bool) {
        guard var entry = entries[key] else { return }
        // A job that was too short, and left a later checkpoint than the one before it, was of use.
        let checkpoint = ((try? store.effects.files.currentStatus(store.checkpointPath(key))) ?? nil)?.modified
        let hasAdvanced = checkpoint != nil && checkpoint != entry.checkpoint
        if counts && !(hasAdvanced && (loss == .time || loss == .preempted)) { entry.attempts.count(loss) }
        (entry.place, entry.isRunning, entry.checkpoint) = (.waiting, false, checkpoint)
        entries[key] = entry
        if entry.attempts.isExhausted {
            return end(key, .failure(ClusterError.gaveUp(attempts: entry.attempts.total, last: loss, log: entry.log)))
        }
        if counts { tell(.again(ticket: entry.ticket, after: ErrorReport(what: loss.text, output: entry.log.isEmpty ? nil : entry.log))) }
    }

    private mutating func fail(_ key: Digest, _ cause: ClusterVerdict.Cause, _ identifier: String, _ index: Int, _ number: Int) {
        guard let batch = watched[identifier] else { return }
        let share = batch.shares[index], node = share.report?.node ?? share.task?.node ?? "", job = Job(array: batch.array, index: index).name
        switch (cause, share.report?.item(number)) {
        case (.own, .failed(let failure)?): end(key, .failure(failure))
        case (.ended(let signal, let status), .ended(_, _, let log)?):
            end(key, .failure(BuildError.workerEnded(signal.map { .signalled($0) } ?? .exited(status ?? 1), log: log)))
        case (.cancelled, _): end(key, .failure(ClusterError.cancelled(job: job)))
        case (.storeNotShared, _): failToStart(key, .storeNotShared(folder: store.folder, node: node), job, node)
        case (.notStarted(let status), _):
            let log = folder.logText(identifier, index), program = batch.batch.worker.first ?? ""
            failToStart(key, .notStarted(program: program, node: node, status: status, log: log), job, node)
        default: again(key, .lost, counts: true)
        }
    }

    /// One node may be broken: a second job that did not start, where none did and none is about to, says that it is not the node.
    private mutating func failToStart(_ key: Digest, _ error: ClusterError, _ job: String, _ node: String) {
        if !hasWorked && isNews("start \(job)") {
            tell(.notice(.failedStart(job: job, node: node, why: error.report.summary)))
            failedStarts += 1
            let haveOthersStarted = watched.values.contains { $0.shares.contains { $0.task?.state == .running || $0.task?.state == .ended(.completed) } }
            if failedStarts > 1 && !haveOthersStarted { refusal = error }
        }
        again(key, .lost, counts: true)
    }

    static func words(_ error: any Error) -> String {
        switch error {
        case ClusterQueueError.unreachable(let why), ClusterQueueError.full(let why), ClusterQueueError.rejected(let why): why
        default: ErrorReport(error).summary
        }
    }
}
