// Reads an archive from its beginning to its end and believes nothing: every object is compared with the digest in its
// name, every record with its checksum, and every trace must find its value.

/// A whole archive, checked. Objects are handed out while it is read.
struct ArchiveReader {
    let manifest: ArchiveManifest
    /// Payloads of traces, with their heads.
    private(set) var traces: [(head: TraceRecord.TraceHead, payload: [UInt8])] = []
    /// Small values, by digest: payloads of records.
    private(set) var inline: [Digest: [UInt8]] = [:]
    /// Who signed which trace, by key; each signature was checked.
    private(set) var origins: [Digest: TraceOrigin] = [:]

    private let name: String
    private var objects: Set<Digest> = []
    private var hasJournal = false

    /// Reads and checks everything. Throws `ArchiveError`, what reading throws, and what `take` throws.
    ///
    /// - Parameters:
    ///   - name: what the archive is called in messages.
    ///   - take: gets every object, once. Until this initialiser has returned, nothing may be made of them.
    init<Source: ByteSource>(_ source: inout Source, name: String, take: (ArchiveManifest, Digest, [UInt8]) throws -> Void) throws {
        self.name = name
        let first = try source.read(exactly: TarEntry.blockSize)
        guard let entry = TarEntry(header: first), entry.fileName == ArchiveManifest.fileName, entry.size <= ArchiveManifest.largest else {
            throw Self.isCompressed(first) ? ArchiveError.compressed(name) : ArchiveError.notAnArchive(name)
        }
        manifest = try ArchiveManifest(json: try source.content(of: entry, name), name)
        while true {
            let block = try source.read(exactly: TarEntry.blockSize)
            guard block.count == TarEntry.blockSize else { throw ArchiveError.truncated(name) }
            if block.allSatisfy({ $0 == 0 }) { break }
            guard let entry = TarEntry(header: block) else { throw ArchiveError.damaged(name, file: "the header of a file") }
            try read(entry, &source, take)
        }
        try checkWhole()
        // The writer of a pipe is allowed to finish.
        while try !source.read(upTo: 1 << 20).isEmpty {}
    }

    private mutating func read<Source: ByteSource>(
        _ entry: TarEntry, _ source: inout Source, _ take: (ArchiveManifest, Digest, [UInt8]) throws -> Void
    ) throws {
        if entry.kind == .folder, entry.size == 0, entry.fileName.hasPrefix("objects") { return }
        if entry.kind == .file, let digest = ArchiveManifest.digest(ofObject: entry.fileName) {
            let bytes = try source.content(of: entry, name)
            guard Digest(of: bytes) == digest else { throw ArchiveError.damaged(name, file: entry.fileName) }
            if objects.insert(digest).inserted { try take(manifest, digest, bytes) }
        } else if entry.kind == .file, entry.fileName == ArchiveManifest.journalName, !hasJournal {
            hasJournal = true
            try readJournal(try source.content(of: entry, name))
        } else {
            throw ArchiveError.unexpectedFile(name, file: entry.name)
        }
    }

    private mutating func readJournal(_ bytes: [UInt8]) throws {
        let damaged = ArchiveError.damaged(name, file: ArchiveManifest.journalName)
        guard let payloads = Journal.payloads(ofWhole: bytes) else { throw damaged }
        for range in payloads {
            let payload = Array(bytes[range])
            switch payload.first.flatMap(TraceRecord.Kind.init) {
            case .trace:
                guard let head = payload.withUnsafeBytes(TraceRecord.TraceHead.init), TraceRecord.trace(payload) != nil else { throw damaged }
                traces.append((head, payload))
            case .object:
                guard payload.count >= 33 else { throw damaged }
                let digest = payload.withUnsafeBytes { TraceRecord.digest($0, at: 1) }
                guard Digest(of: payload[33...]) == digest else { throw damaged }
                inline[digest] = payload
            // What was found out on another machine is not taken over.
            case .failure, .verification: break
            case .origin:
                // It stands behind its trace.
                guard let origin = TraceOrigin(payload), let last = traces.last, last.head.key == origin.key else { throw damaged }
                if let signer = origin.signer, let signature = origin.signature {
                    guard SignedTrace(payload: last.payload, signer: signer, signature: signature).isGenuine else {
                        throw ArchiveError.forged(name, target: TraceRecord.trace(last.payload)?.name ?? "a target")
                    }
                    origins[origin.key] = origin
                }
            case nil: if payload.first != JournalReplacement.markKind { throw damaged }
            }
        }
    }

    private func checkWhole() throws {
        guard hasJournal, objects.count == manifest.objects, traces.count == manifest.traces else { throw ArchiveError.truncated(name) }
        for (head, _) in traces where !objects.contains(head.output) && inline[head.output] == nil {
            throw ArchiveError.damaged(name, file: "the value \(head.output.short)")
        }
    }

    /// The first bytes of what gzip, zstd, xz and bzip2 write.
    private static func isCompressed(_ bytes: [UInt8]) -> Bool {
        [[0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, 0x37, 0x7a, 0x58], [0x42, 0x5a, 0x68]].contains { bytes.starts(with: $0) }
    }
}

extension TarEntry {
    /// The name, without the `./` that archives have that were made of an unpacked one.
    fileprivate var fileName: String { name.hasPrefix("./") ? String(name.dropFirst(2)) : name }
}

extension ByteSource {
    fileprivate mutating func content(of entry: TarEntry, _ name: String) throws -> [UInt8] {
        guard entry.size <= FileLimit.value else {
            throw ArchiveError.tooLarge(name, file: entry.fileName, bytes: entry.size, limit: FileLimit.value)
        }
        let bytes = try read(exactly: entry.size)
        guard bytes.count == entry.size, try read(exactly: entry.padding).count == entry.padding else {
            throw ArchiveError.truncated(name)
        }
        return bytes
    }
}
