// Submitting what waits, under a lock that all builds on the store share: what another build, or an earlier one, has in the queue
// is not submitted twice.
import Foundation

extension ClusterLoop {
    /// Seconds for which the limits of the cluster are believed.
    private static let trust = 60.0

    mutating func submit(_ now: Double) {
        guard now >= nextSubmission, refusal == nil, entries.values.contains(where: { $0.place == .waiting }) else { return }
        // What follows soon may go into the same jobs, and there is no hurry while others of this build wait for their turn.
        let areOthersWaiting = watched.values.contains { $0.shares.contains { $0.task?.state == .pending } }
        guard now - lastArrival >= (areOthersWaiting ? pace.longestGathering : pace.gathering) || now - firstArrival >= pace.longestGathering else { return }
        guard let lock = try? store.effects.files.tryLock(folder.lockPath, .exclusive) else { return }
        defer { lock.unlock() }
        if snapshot.map({ now - $0.at > 1 }) ?? true { ask(now) }
        // Nothing can be submitted to a queue that does not answer.
        guard silentSince == nil, snapshot != nil else {
            nextSubmission = clock.monotonic() + pace.queue
            return
        }
        firstArrival = .infinity
        sweep()
        adopt(now)
        let waiting = entries.values.filter { $0.place == .waiting }.sorted { ($1.urgency, $0.ticket) < ($0.urgency, $1.ticket) }
        guard !waiting.isEmpty else { return }
        do { try submit(waiting, limits: currentLimits(now)) } catch {
            if let error = error as? ClusterError { refusal = error } else { postpone(error, waiting.count) }
        }
        nextQuestion = min(nextQuestion, clock.monotonic() + pace.queue / 4)
    }

    private mutating func currentLimits(_ now: Double) throws -> ClusterLimits {
        if let limits, now - limits.at < Self.trust { return limits.value }
        let asked = try queue.limits()
        limits = (asked, now)
        return asked
    }

    private mutating func postpone(_ error: any Error, _ waiting: Int) {
        nextSubmission = clock.monotonic() + pace.full
        if case ClusterQueueError.full(let why) = error {
            tell(.full(waiting: waiting, why: why), once: "full")
        } else {
            tell(.unreachable(why: Self.words(error)), once: "unreachable")
            silentSince = silentSince ?? clock.monotonic()
        }
    }

    // MARK: What is in the queue already

    /// Finds targets that jobs of other builds are going to make.
    private mutating func adopt(_ now: Double) {
        let waiting = entries.filter { $0.value.place == .waiting }
        guard !waiting.isEmpty else { return }
        let present = Set(folder.identifiers())
        known = known.filter { present.contains($0.key) }
        for identifier in present where known[identifier] == nil { known[identifier] = folder.batch(identifier) }
        var adopted = 0, jobs: Set<String> = []
        for (identifier, batch) in known {
            let tasks = snapshot?.tasks[namePrefix + identifier] ?? [:]
            for (index, items) in batch.shares.enumerated() {
                guard let task = tasks[index], !task.isOver, !abandoned.contains("\(identifier)_\(index)") else { continue }
                let wanted = items.enumerated().filter { waiting[$0.element.key] != nil }
                if wanted.isEmpty { continue }
                let report = folder.report(identifier, index)
                for (number, item) in wanted where report?.isOpen(number) ?? true {
                    guard entries[item.key]?.place == .waiting else { continue }
                    entries[item.key]?.place = .submitted(batch: identifier, share: index, number: number)
                    entries[item.key]?.attempts = item.attempts
                    adopted += 1
                    jobs.insert("\(identifier)_\(index)")
                    if watched[identifier] == nil {
                        watched[identifier] = Watched(
                            batch: batch, isMine: false, since: now, array: task.array, shares: batch.shares.map { _ in Watched.Share() })
                    }
                    if watched[identifier]?.shares[index].task == nil {
                        watched[identifier]?.shares[index].task = task
                        watched[identifier]?.shares[index].wasSeen = true
                        if task.state == .running { watched[identifier]?.shares[index].sign = now }
                    }
                }
            }
        }
        if adopted > 0 { tell(.notice(.adopted(targets: adopted, jobs: jobs.count))) }
    }

    /// Removes what old jobs have left.
    private mutating func sweep() {
        if isSwept { return }
        isSwept = true
        let prefix = namePrefix, tasks = snapshot?.tasks ?? [:]
        folder.sweep(before: store.effects.clock.now() - Store.abandonment) { tasks[prefix + $0] != nil }
    }

    // MARK: New jobs

    private mutating func submit(_ waiting: [Entry], limits: ClusterLimits) throws {
        let candidates = waiting.enumerated().map { number, entry in
            ClusterBatcher.Candidate(
                number: number,
                needs: ClusterNeeds(
                    declared: entry.job.node.resources, measured: measuredMemory.bytes(of: entry.job.node), price: prices.price(entry.job.node),
                    attempts: entry.attempts),
                growth: entry.attempts.time)
        }
        let inQueue = snapshot?.tasks.values.reduce(0) { $0 + $1.values.count { !$0.isOver } } ?? 0
        let batcher = ClusterBatcher(limits: limits, coresPerJob: settings.coresPerJob, secondsPerJob: settings.secondsPerJob)
        let room = limits.jobs.map { $0 - inQueue } ?? 10_000
        if room <= 0 { throw ClusterQueueError.full("\(inQueue) jobs") }
        let program = try preparedProgram ?? self.program()
        preparedProgram = program
        for planned in batcher.batches(candidates, room: room) {
            let batch = ClusterBatch(
                identifier: ClusterFolder.random(digits: 16),
                shares: planned.shares.map { numbers in
                    numbers.map { number in
                        let entry = waiting[number]
                        return ClusterBatch.Item(key: entry.job.key, title: entry.job.node.title, reason: entry.job.reason, attempts: entry.attempts)
                    }
                },
                lanes: planned.lanes, cores: planned.cores, memory: planned.memory, time: planned.time, worker: program.worker,
                environment: program.environment, lockOfBuild: folder.lockOfBuild(store.writer))
            try submit(batch, program)
        }
        forget("full")
    }

    /// Submits one batch. What the queue will never take fails; what it cannot take now is thrown.
    private mutating func submit(_ batch: ClusterBatch, _ program: ClusterDispatcher.Program) throws {
        let identifier = batch.identifier, batchFolder = folder.folder(ofBatch: identifier)
        try folder.write(batch)
        var submission = ClusterSubmission(
            name: namePrefix + identifier, count: batch.shares.count, cores: batch.cores * batch.lanes, memory: batch.memory, time: batch.time,
            script: ClusterScript.text(folder: batchFolder, program: program.job + [batchFolder], environment: program.environment),
            output: batchFolder + "/%a.log", folder: program.folder)
        submission.excludedNodes = silentNodes.sorted()
        var array: String?
        do { array = try queue.submit(submission) } catch ClusterQueueError.unreachable(let why) {
            // It may have arrived: the queue will show it, or not.
            tell(.unreachable(why: why), once: "unreachable")
            silentSince = silentSince ?? clock.monotonic()
        } catch ClusterQueueError.rejected(let why) {
            folder.remove(identifier)
            for item in batch.shares.joined() { end(item.key, .failure(ClusterError.rejected(why))) }
            return
        } catch {
            folder.remove(identifier)
            throw error
        }
        if let array { folder.setArray(array, ofBatch: identifier) }
        known[identifier] = batch
        watched[identifier] = Watched(
            batch: batch, isMine: true, since: clock.monotonic(), array: array, shares: batch.shares.map { _ in Watched.Share(wasSeen: array != nil) })
        for (index, items) in batch.shares.enumerated() {
            for (number, item) in items.enumerated() { entries[item.key]?.place = .submitted(batch: identifier, share: index, number: number) }
        }
        if array == nil { throw ClusterQueueError.unreachable("sbatch gave no answer") }
    }
}

extension ClusterReport {
    /// Whether a target of the job may still be made by it.
    fileprivate func isOpen(_ number: Int) -> Bool {
        switch item(number) {
        case .waiting, .running, .made, .interrupted: true
        case .failed, .ended, nil: false
        }
    }
}
