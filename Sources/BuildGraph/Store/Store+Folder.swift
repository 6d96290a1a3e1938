// The folder of a store: made, held while something is made, and swept of what ended processes left.
import Foundation

extension Store {
    /// Seconds after which a temporary file belongs to nobody: no process writes one file for a day.
    static let abandonment = 86_400.0

    /// Held shared by whatever makes something or puts something into the store, and alone by what takes something out.
    var usePath: String { folder + "/in-use" }
    /// Held while a journal is appended to or replaced.
    var lockPath: String { folder + "/lock" }
    /// Held by the worker that makes the target with this key.
    func workerLockPath(_ key: Digest) -> String { "\(newFolder)/\(key.short)\(Self.lockSuffix)" }
    static let lockSuffix = ".lock"
    /// The record of what runs on the threads of a build, which takes over what ran when other builds were killed.
    func runningRecord() throws -> RunningRecord { try RunningRecord(folder: newFolder, name: writer, files: effects.files) }
    private var newFolder: String { folder + "/objects/new" }

    /// Makes the store's folder and tries to write in it; mends its journals, and removes what killed processes left there long
    /// ago. Throws an error that says which folder cannot be written, and why.
    ///
    /// While the result is held, nothing is collected: see `Store+Collection.swift`. What was decided before must be decided
    /// again.
    ///
    /// - Parameter tellWait: called with the processes of a collection that is under way, before the wait for it.
    public func prepareFolder(tellWait: ([LockHolder]) -> Void = { _ in }) throws -> any FileLock {
        let use: any FileLock
        do {
            try effects.files.makeFolder(folder)
            if let free = try effects.files.tryLock(usePath, .shared) {
                use = free
            } else {
                tellWait(effects.files.lockHolders(usePath))
                use = try effects.files.lock(usePath, .shared)
            }
            // Not before: a collection takes empty folders away.
            try effects.files.makeFolder(newFolder)
            try makeDurableIfNew(newFolder)
            let probe = "\(newFolder)/\(writer)-probe"
            try effects.files.write([0], to: probe)
            try effects.files.remove(probe)
            try mendJournals()
        } catch let error as FileError {
            throw error.isFullDisk || error.isObstructed ? error : BuildError.storeNotWritable(path: folder, code: error.code)
        }
        beginMaking(holding: use)
        sweepTemporaryFiles()
        sweepCheckpoints()
        return use
    }

    /// Keeps collections away until it is unlocked: for whoever reads what it has made or found, after the making. Waits for a
    /// collection that is under way, and returns nothing where the store may not be locked. One that is not there yet is made: what the
    /// first build puts into it must stay until it has been read.
    public func hold() -> (any FileLock)? {
        try? effects.files.makeFolder(folder)
        return try? effects.files.lock(usePath, .shared)
    }

    /// The names of a store's folders are durable before its first trace is: the process that made them may have been killed
    /// before that. Folders above that this user cannot open were not made by us.
    private func makeDurableIfNew(_ path: String) throws {
        guard isEmpty else { return }
        for folder in sequence(first: path.parentFolder, next: { $0 == "/" || $0 == "." ? nil : $0.parentFolder }) {
            do { try effects.files.synchronize(folder) } catch let error as FileError where error.code == EACCES || error.code == EPERM {}
        }
    }

    /// Removes abandoned temporary files. What may be locked stays, whatever its age: a lock's file is as old as its first use, and
    /// removing one that is held would let a second worker make the same target. Builds remove the records of dead ones.
    private func sweepTemporaryFiles() {
        let old = (effects.clock.now() - Self.abandonment).nanoseconds
        for name in (try? effects.files.list(newFolder)) ?? []
        where !name.hasSuffix(Self.lockSuffix) && !name.hasSuffix(RunningRecord.suffix) {
            guard let status = try? effects.files.status("\(newFolder)/\(name)"), status.modified < old else { continue }
            try? effects.files.remove("\(newFolder)/\(name)")
        }
    }
}
