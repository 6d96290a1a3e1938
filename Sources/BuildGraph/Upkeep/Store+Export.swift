// Writes what the current targets use, and nothing else, as one archive. A build may run meanwhile: what is exported
// are traces that were durable when it began, objects never change, and nothing is collected before it has ended.

/// What an export wrote.
public struct ExportSummary: Sendable, Equatable {
    public var manifest: ArchiveManifest
    /// Who signed the traces.
    public var signers: ArchiveSigners
}

extension Store {
    /// Exports the live values. Throws when one is damaged, or a journal is: the next build makes it again, or mends it.
    ///
    /// - Parameters:
    ///   - live: makes the live set.
    ///   - title: what the values are of, for people.
    ///   - signer: signs the traces that were made here; those that came with a signature keep it. Default: nobody.
    ///   - progress: called with how many of how many bytes of objects were written.
    /// - Returns: what was exported.
    public func export(
        _ live: (Store) throws -> LiveSet, title: String, profiles: [String], signer: SigningKey? = nil, to sink: inout some ByteSink,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> ExportSummary {
        // A store that cannot be written cannot be collected either.
        let use = hold()
        defer { use?.unlock() }
        try requireSound()
        let live = try live(self)
        // What only its trace is here of is fetched, and left out where it cannot be had.
        bring(live.usedKeys.compactMap { entry(for: $0)?.output })
        try commit()
        let survey = try JournalSurvey(path: folder + "/traces.journal", files: effects.files)
        let contents = try ArchiveContents(of: live, survey, StoreFiles(folder: folder, files: effects.files))
        let manifest = ArchiveManifest(
            title: title, profiles: profiles, objects: contents.objects.count, objectBytes: contents.objectBytes, traces: contents.traces)

        try sink.add(ArchiveManifest.fileName, try manifest.json())
        var done = 0
        for (digest, target) in contents.objects {
            let bytes = try load(digest, target: target)
            try sink.add(ArchiveManifest.name(ofObject: digest), bytes)
            done += bytes.count
            progress(done, contents.objectBytes)
        }
        let signers = try contents.writeJournal(survey, signer: signer, to: &sink)
        try sink.write([UInt8](repeating: 0, count: 2 * TarEntry.blockSize))
        return ExportSummary(manifest: manifest, signers: signers)
    }
}

/// Which records and objects an archive has.
private struct ArchiveContents {
    /// Numbers of records, in the order of the journal.
    var records: [Int] = []
    var traces = 0
    /// Objects in files of their own, each with a target whose value it is.
    var objects: [(digest: Digest, target: String)] = []
    var objectBytes = 0

    init(of live: LiveSet, _ survey: JournalSurvey, _ files: StoreFiles) throws {
        var wanted: [Digest: String] = [:]
        var snapshots: Set<Digest> = []
        for number in live.usedKeys.compactMap({ survey.lastOfKey[$0] }) {
            guard case .trace(let key, _, let output) = survey.records[number].subject, let trace = survey.trace(number) else { continue }
            if survey.origins[key] != nil, files.objects[output] == nil, survey.objects[output] == nil { continue }
            records.append(number)
            wanted[output] = trace.name
            snapshots.formUnion([trace.details.codeSnapshot].compactMap { $0 })
        }
        // Without its table of declarations a value is still of use.
        for digest in snapshots where files.objects[digest] != nil || survey.objects[digest] != nil { wanted[digest] = "the table of declarations" }
        traces = records.count
        for (digest, target) in wanted.sorted(by: { $0.key < $1.key }) {
            if let file = files.objects[digest] {
                objects.append((digest, target))
                objectBytes += file.size
            } else if let record = survey.objects[digest] {
                records.append(record)
            } else {
                throw BuildError.damagedObject(digest, target: target)
            }
        }
        records.sort()
    }

    func writeJournal(_ survey: JournalSurvey, signer: SigningKey?, to sink: inout some ByteSink) throws -> ArchiveSigners {
        var bytes = Journal.header, signers = ArchiveSigners()
        for number in records {
            guard let payload = survey.payload(number) else { throw BuildError.storeInUse(path: survey.journal.path, by: []) }
            Journal.add(payload[...], to: &bytes)
            guard case .trace(let key, _, _) = survey.records[number].subject else { continue }
            let proof = proof(of: key, payload, survey, signer)
            if let proof { Journal.add(try TraceOrigin(key: key, signed: proof, isByOrder: false, source: "", time: 0).encoded()[...], to: &bytes) }
            signers.add(proof?.signer)
        }
        let entry = TarEntry(name: ArchiveManifest.journalName, size: bytes.count)
        try sink.write(entry.header)
        try sink.write(bytes + [UInt8](repeating: 0, count: entry.padding))
        return signers
    }

    /// Who signed a trace. Of one from outside that is whoever signed it there; when it came and where from is not exported.
    private func proof(of key: Digest, _ payload: [UInt8], _ survey: JournalSurvey, _ signer: SigningKey?) -> (signer: PublicKey, signature: Signature)? {
        if let origin = survey.origins[key].flatMap({ survey.payload($0) }).flatMap({ TraceOrigin($0) }) {
            return origin.signer.flatMap { signer in origin.signature.map { (signer, $0) } }
        }
        return signer.flatMap { SignedTrace(payload, by: $0) }.map { ($0.signer, $0.signature) }
    }
}

extension ByteSink {
    /// Adds a file to a tar archive.
    fileprivate mutating func add(_ name: String, _ bytes: [UInt8]) throws {
        let entry = TarEntry(name: name, size: bytes.count)
        try write(entry.header)
        try write(bytes)
        try write([UInt8](repeating: 0, count: entry.padding))
    }
}
