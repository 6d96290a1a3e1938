// Takes the values of an archive into a store. The archive is read and checked to its end before any of it can be found:
// objects are written under temporary names meanwhile. Then they get their names, and then their traces are appended, as
// after a build; so a kill at any moment leaves temporary files, or objects that no trace leads to, and nothing else.

/// What an import did.
public struct ImportSummary: Sendable, Equatable {
    public var manifest: ArchiveManifest
    /// Traces that the store did not have.
    public var newTraces: Int
    /// Values that the store did not have, and their bytes.
    public var newValues = 0
    public var newBytes = 0
    /// Who signed the traces of the archive.
    public var signers = ArchiveSigners()
}

extension Store {
    /// Imports an archive. What the store has already is left as it is: importing twice is importing once.
    ///
    /// Throws `ArchiveError` for an archive that is not whole; the store is then as before.
    /// - Parameters:
    ///   - name: what the archive is called in messages.
    ///   - takesUntrusted: whether also traces are taken that no trusted key signed. If not, such an archive is refused. Default: true.
    public func importArchive<Source: ByteSource>(
        from source: inout Source, name: String, takesUntrusted: Bool = true, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> ImportSummary {
        let use = try prepareFolder()
        defer { use.unlock() }
        var staged: [(object: ObjectStore.StagedObject, size: Int)] = []
        defer {
            // What got its name is not there any more.
            for (object, _) in staged { if let path = object.temporary { try? effects.files.remove(path) } }
        }
        var done = 0
        let archive = try ArchiveReader(&source, name: name) { manifest, digest, bytes in
            if !contains(digest) { staged.append((try stageFile(bytes, digest), bytes.count)) }
            done += bytes.count
            progress(done, manifest.objectBytes)
        }
        let untrusted = archive.traces.count { !isTrusted(archive.origins[$0.head.key]) }
        if untrusted > 0 && !takesUntrusted { throw ArchiveError.untrusted(name, count: untrusted, of: archive.traces.count) }
        try refresh()
        return try take(archive, staged, name)
    }

    private func isTrusted(_ origin: TraceOrigin?) -> Bool { origin?.signer.map { outside.trusted?.contains($0) == true } ?? false }

    private func take(
        _ archive: ArchiveReader, _ staged: [(object: ObjectStore.StagedObject, size: Int)], _ name: String
    ) throws -> ImportSummary {
        // Where a key has a value here, it keeps it, also when another machine made another one of it.
        func isNeeded(_ head: TraceRecord.TraceHead) -> Bool {
            guard let own = entry(for: head.key) else { return true }
            return own.output == head.output || !contains(own.output) || isDistrusted(head.key)
        }
        let needed = archive.traces.filter { isNeeded($0.head) }
        let snapshots = needed.compactMap { TraceRecord.trace($0.payload)?.details.codeSnapshot }
        let values = Set(needed.map(\.head.output) + snapshots)
        var summary = ImportSummary(manifest: archive.manifest, newTraces: 0)
        let objects = staged.filter { values.contains($0.object.digest) }
        try self.objects.commit(objects.map(\.object))
        for (digest, payload) in archive.inline where values.contains(digest) && !contains(digest) {
            stage(record: payload)
            summary.newValues += 1
            summary.newBytes += payload.count
        }
        let now = effects.clock.now()
        for (head, payload) in needed where entry(for: head.key)?.output != head.output || isDistrusted(head.key) {
            let signed = archive.origins[head.key], proof = signed.flatMap { origin in origin.signer.flatMap { signer in origin.signature.map { (signer, $0) } } }
            let origin = try TraceOrigin(key: head.key, signed: proof, isByOrder: !isTrusted(signed), source: name, time: now).encoded()
            stage(records: [payload, origin])
            summary.newTraces += 1
        }
        for (head, _) in archive.traces { summary.signers.add(archive.origins[head.key]?.signer) }
        summary.newValues += objects.count
        summary.newBytes += objects.reduce(0) { $0 + $1.size }
        try commit()
        return summary
    }
}
