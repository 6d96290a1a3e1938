// Checkpoints in the store: one file per key, replaced as a whole, removed when its target's trace is durable.
//
//   checkpoints/KEY            the last state of a target that is running, or was killed
//   checkpoints/KEY.damaged    one that could not be used
//   checkpoints/KEY.new-…      one being written

extension Store {
    private var checkpointFolder: String { folder + "/checkpoints" }
    func checkpointPath(_ key: Digest) -> String { checkpointFolder + "/" + key.hexadecimal }

    /// The checkpoint of a key, unchecked; nil when there is none.
    func checkpointBytes(_ key: Digest) throws -> [UInt8]? {
        let path = checkpointPath(key)
        guard try effects.files.currentStatus(path) != nil else { return nil }
        return try effects.files.read(path)
    }

    /// Replaces a checkpoint, durably. The result is what went wrong: a checkpoint that cannot be written is not a failure of the target.
    func writeCheckpoint(_ bytes: [UInt8], _ key: Digest) -> (any Error)? {
        do {
            try effects.files.makeFolder(checkpointFolder)
            try effects.files.synchronize(folder)
            try effects.files.replace(checkpointPath(key), with: bytes, durable: true)
            return nil
        } catch {
            return error
        }
    }

    /// Moves a checkpoint out of the way; the result is where it is now, nil when it could not be moved.
    func setCheckpointAside(_ key: Digest) -> String? {
        let aside = checkpointPath(key) + ".damaged"
        return (try? effects.files.rename(checkpointPath(key), to: aside)) == nil ? nil : aside
    }

    /// Removes the checkpoints of values that are stored, and what killed processes left half written. A state that no run has
    /// resumed yet stays, whatever its age, until a collection finds that its target is gone.
    func sweepCheckpoints() {
        let now = effects.clock.now()
        for name in (try? effects.files.list(checkpointFolder)) ?? [] {
            let path = checkpointFolder + "/" + name
            let isDone = Digest(hexadecimal: name).flatMap(entry(for:)).map { contains($0.output) } ?? false
            let status = (try? effects.files.status(path)) ?? nil
            let isAbandoned = name.contains(".new-") && status.map { $0.modified < (now - Self.abandonment).nanoseconds } ?? false
            if isDone || isAbandoned { try? effects.files.remove(path) }
        }
    }
}
