// What old jobs have left in the store: their logs and reports stay for a day, and so does a program that no batch names.

extension ClusterFolder {
    /// To be called under the lock.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970; what was written later stays.
    ///   - isInQueue: whether a batch has jobs in the queue.
    func sweep(before time: Double, isInQueue: (String) -> Bool) {
        func isOld(_ path: String) -> Bool { ((try? files.status(path)) ?? nil).map { Double($0.modified) * 1e-9 < time } ?? false }
        var programsInUse: Set<String> = []
        for identifier in identifiers() {
            if isInQueue(identifier) || !isOld(folder(ofBatch: identifier) + "/batch") {
                if let program = batch(identifier)?.worker.first { programsInUse.insert(program.parentFolder) }
            } else {
                remove(identifier)
            }
        }
        for place in names(in: programs) where !programsInUse.contains(place) && names(in: place).allSatisfy(isOld) { try? files.removeAll(place) }
        for build in names(in: path + "/builds") where isOld(build) {
            // A build may take longer than a day.
            guard let lock = try? files.tryLock(build, .exclusive) else { continue }
            try? files.remove(build)
            lock.unlock()
        }
    }

    private func names(in folder: String) -> [String] { ((try? files.list(folder)) ?? []).map { "\(folder)/\($0)" } }
}
