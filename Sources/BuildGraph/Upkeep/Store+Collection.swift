// Takes out of a store what is not needed. Order: the new journal is durable before the first object goes, so a kill at
// any moment leaves objects that no trace leads to, and no trace that has lost its object.
//
// A process that makes something holds the lock `in-use`, shared, so that nothing it has found or stored goes away; a
// collection holds it alone. Readers take no lock: they detect that the journal was replaced, and a value that is gone is
// made again.

extension Store {
    /// What a collection would take out now. Takes no lock and writes nothing.
    public func planCollection(keeping live: LiveSet, _ policy: CollectionPolicy) throws -> CollectionPlan {
        try requireSound()
        return try plan(live, policy).plan
    }

    /// Takes out what neither the live set nor the policy keeps.
    ///
    /// Throws `BuildError.storeInUse` while another process makes something, unless `wait` is given; and `storeDamaged` while a
    /// journal is damaged.
    /// - Parameters:
    ///   - live: makes the live set, when nothing can change it any more.
    ///   - wait: called once with the processes that are waited for; nil does not wait.
    public func collect(
        _ policy: CollectionPolicy, keeping live: (Store) throws -> LiveSet, wait: (([LockHolder]) -> Void)? = nil
    ) throws -> CollectionPlan {
        guard try effects.files.status(folder)?.isFolder == true else { return CollectionPlan() }
        let use = try lockAlone(wait)
        defer { use.unlock() }
        // Nobody appends from here on.
        try requireSound()
        let lock = try effects.files.lock(lockPath)
        defer { lock.unlock() }
        let (survey, plan) = try plan(try live(self), policy)
        do {
            if plan.rewritesJournal { try rewrite(survey, plan) }
            try remove(plan.files + plan.locks)
        } catch let error as FileError where error.isFullDisk {
            // There is no room for a journal beside the old one. A trace without its object is a value that is made
            // again, and these are values that are not needed: room is made first.
            try remove(plan.files + plan.locks)
            try rewrite(survey, plan)
        }
        try refresh()
        return plan
    }

    func lockAlone(_ wait: (([LockHolder]) -> Void)?) throws -> any FileLock {
        if let lock = try effects.files.tryLock(usePath, .exclusive) { return lock }
        let holders = effects.files.lockHolders(usePath)
        guard let wait else { throw BuildError.storeInUse(path: folder, by: holders.map(\.description)) }
        wait(holders)
        return try effects.files.lock(usePath, .exclusive)
    }

    private var journalPath: String { folder + "/traces.journal" }

    private func plan(_ live: LiveSet, _ policy: CollectionPolicy) throws -> (survey: JournalSurvey, plan: CollectionPlan) {
        let survey = try JournalSurvey(path: journalPath, files: effects.files)
        guard !survey.records.contains(where: { $0.subject == .unknown }) else {
            // What it leads to is not known either.
            throw BuildError.storeOfAnotherFormat(path: journalPath)
        }
        let shortcuts = try effects.files.status(folder + "/files.journal")?.size ?? 0
        let files = try StoreFiles(folder: folder, files: effects.files)
        let needless = files.checkpoints.filter { key, file in
            // One that is gone meanwhile is nobody's either.
            let bytes = (try? effects.files.read(file.path)) ?? []
            return CheckpointFile.identity(bytes, key: key).map { !live.identities.contains($0) } ?? false
        }
        var planner = CollectionPlanner(
            survey, files, live, needlessCheckpoints: needless, fixed: shortcuts + JournalReplacement.emptySize)
        return (survey, planner.plan(policy, now: effects.clock.now()))
    }

    /// Writes the records that stay to a new journal, in their order, and puts it in the place of the old one.
    private func rewrite(_ survey: JournalSurvey, _ plan: CollectionPlan) throws {
        var replacement = try JournalReplacement(of: journalPath, files: effects.files)
        do {
            var old = Journal(path: journalPath, files: effects.files)
            var number = 0
            while let block = try old.next() {
                for payload in block.payloads {
                    if plan.keepsRecord[number], survey.records[number].subject != .mark { try replacement.add(block.bytes[payload]) }
                    number += 1
                }
            }
            try replacement.commit()
        } catch {
            replacement.discard()
            throw error
        }
    }

    /// Removes files, and folders of objects that have none left.
    private func remove(_ paths: [String]) throws {
        for path in paths { try effects.files.remove(path) }
        for path in Set(paths.map(\.parentFolder)) where path.parentFolder == objects.folder && path != objects.folder {
            if try effects.files.list(path).isEmpty { try effects.files.remove(path) }
        }
    }
}
