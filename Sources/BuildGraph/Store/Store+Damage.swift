// Damage of a store's journals: who reads tells what it found and goes on with the rest; who writes mends it first; and
// nothing is taken out of a store, or copied from it, before that: a damaged record may have named what nothing else names.

extension Store {
    /// Damage that is no other process's append in progress: the end of a journal is looked at again when nobody appends.
    func damageForCertain() throws -> [JournalDamage] {
        let found = try damage()
        // A lock file that is not there is not made: reading a store writes nothing.
        guard !found.isEmpty, try effects.files.status(lockPath) != nil, let lock = try? effects.files.lock(lockPath, .shared) else { return found }
        defer { lock.unlock() }
        try refresh()
        return try damage()
    }

    /// Whether its journals have bytes that are not records.
    var isDamaged: Bool { (try? !damage().isEmpty) ?? true }

    /// Sets damaged journals aside and puts clean ones in their places. Throws when that cannot be done; what is damaged then
    /// stays as it is. The store must be held, see `prepareFolder`.
    func mendJournals() throws {
        guard isDamaged else { return }
        let lock = try effects.files.lock(lockPath)
        defer { lock.unlock() }
        try mendTraces()
        try fileDigests.mend()
        forgetFoundDamage()
    }

    /// Sets aside all that is damaged: journals, in whose places clean ones are left, values and checkpoints. What was lost is made
    /// again when it is needed.
    public func mend() throws {
        guard try effects.files.status(folder) != nil else { return }
        let use = try prepareFolder()
        defer { use.unlock() }
        let damaged = try check()
        for object in damaged.damagedObjects where object.path == objects.path(object.digest) {
            let copy = objects.setAside(object.digest)
            add(.damagedObject(target: object.targets.first ?? "nothing that is known", savedAs: copy))
        }
        for path in damaged.damagedCheckpoints { try effects.files.rename(path, to: path + ".damaged") }
    }

    /// Throws when a journal is damaged.
    func requireUndamaged() throws {
        try refresh()
        let found = try damageForCertain()
        guard found.isEmpty else { throw BuildError.storeDamaged(found) }
    }

    /// Throws when a journal is damaged, or is gone although there are values.
    func requireSound() throws {
        try requireUndamaged()
        let path = folder + "/traces.journal"
        if isEmpty, try !StoreFiles(folder: folder, files: effects.files).objects.isEmpty { throw BuildError.journalMissing(path: path) }
    }
}
