// Removes a whole store while nobody uses it.

extension Store {
    /// Removes all parts of the store; other files in its folder stay, and so does the folder.
    ///
    /// Throws `BuildError.storeInUse` while another process makes something, unless `wait` is given; and `storeDamaged` while a
    /// journal is damaged.
    /// - Parameter wait: called once with the processes that are waited for; nil does not wait.
    public func removeAll(wait: (([LockHolder]) -> Void)? = nil) throws {
        guard try effects.files.status(folder)?.isFolder == true else { return }
        let use = try lockAlone(wait)
        defer { use.unlock() }
        try requireUndamaged()
        let lock = try effects.files.lock(lockPath)
        defer { lock.unlock() }
        // Records go first: a kill halfway leaves values that no trace leads to. Locks go last, while they are held: whoever waits
        // for one then takes the one that has its name.
        let locks = [lockPath, usePath].map(\.lastPathComponent)
        let parts = try effects.files.list(folder).filter { Self.isPart($0) && !locks.contains($0) }
        for name in parts.sorted(by: { Self.isJournal($0) && !Self.isJournal($1) }) { try effects.files.removeAll("\(folder)/\(name)") }
        for name in locks { try effects.files.remove("\(folder)/\(name)") }
    }

    private static func isJournal(_ name: String) -> Bool { StoreFiles.journals.contains(name) }
}
