// Looks at every record and every object of a store, and changes nothing. What a build notices when it happens to read
// it, this finds before.

/// The state of a store.
public struct StoreCheck: Sendable {
    /// Something in the store that is not as it should be.
    public struct Damage: Sendable, Equatable {
        public let path: String
        let digest: Digest
        /// Names of the targets whose value it is, as far as known.
        public let targets: [String]
    }

    public internal(set) var traces = 0
    public internal(set) var failures = 0
    public internal(set) var verifications = 0
    /// Values, in files and in the journal.
    public internal(set) var objects = CollectionPlan.Amount()
    /// What in the journals is not a record.
    public internal(set) var damagedJournals: [JournalDamage] = []
    /// Names of traces that cannot be read.
    public internal(set) var unreadableTraces = 0
    /// Records of kinds that this program does not know.
    public internal(set) var unknownRecords = 0
    public internal(set) var damagedObjects: [Damage] = []
    /// Traces whose value is not there, by the names of their targets.
    public internal(set) var missingValues: [String] = []
    /// How many values came as traces alone, and are fetched or made when they are needed.
    public internal(set) var promisedValues = 0
    /// Objects that no trace leads to.
    public internal(set) var unreachable = CollectionPlan.Amount()
    public internal(set) var leftovers = CollectionPlan.Amount()
    /// Paths of what was damaged and set aside.
    public internal(set) var setAside: [String] = []
    public internal(set) var checkpoints = CollectionPlan.Amount()
    /// Paths of checkpoints that cannot be used: their targets start from the beginning.
    public internal(set) var damagedCheckpoints: [String] = []
    public internal(set) var bytes = 0
}

extension Store {
    /// Checks everything. Throws when the store cannot be read at all.
    ///
    /// - Parameter progress: called now and then with how many of how many bytes of objects were read.
    public func check(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws -> StoreCheck {
        let survey = try JournalSurvey(path: folder + "/traces.journal", files: effects.files)
        let files = try StoreFiles(folder: folder, files: effects.files)
        var check = StoreCheck()
        var targets: [Digest: [String]] = [:]
        var snapshots: Set<Digest> = [], promised: Set<Digest> = []
        for (number, record) in survey.records.enumerated() {
            check.bytes += record.size
            switch record.subject {
            case .trace(let key, _, let output):
                check.traces += 1
                guard let trace = survey.trace(number) else {
                    check.unreadableTraces += 1
                    continue
                }
                guard survey.lastOfKey[key] == number else { continue }
                targets[output, default: []].append(trace.name)
                if survey.origins[key] != nil { promised.insert(output) }
                if let snapshot = trace.details.codeSnapshot { snapshots.insert(snapshot) }
            case .failure: check.failures += 1
            case .verification: check.verifications += 1
            case .unknown: check.unknownRecords += 1
            case .object, .origin, .mark: break
            }
        }
        let absent = targets.filter { files.objects[$0.key] == nil && survey.objects[$0.key] == nil }
        check.missingValues = absent.filter { !promised.contains($0.key) }.flatMap(\.value).sorted()
        check.promisedValues = absent.count { promised.contains($0.key) }
        // A table of declarations is needed only to say what changed in the code.
        for snapshot in snapshots where targets[snapshot] == nil { targets[snapshot] = ["the table of declarations"] }
        for (digest, number) in survey.objects { check.add(inline: digest, number, survey, targets[digest] ?? []) }
        try refresh()
        check.damagedJournals = try damageForCertain()
        try check.add(files, self, targets, progress)
        return check
    }
}

extension StoreCheck {
    fileprivate mutating func add(inline digest: Digest, _ number: Int, _ survey: JournalSurvey, _ targets: [String]) {
        // A record that is not there any more went away with the journal, which is no damage.
        guard let body = survey.payload(number).flatMap({ TraceRecord.body($0, .object, digest) }) else { return }
        objects.add(body.count)
        if targets.isEmpty { unreachable.add(body.count) }
        if Digest(of: body) != digest { damagedObjects.append(Damage(path: survey.journal.path, digest: digest, targets: targets)) }
    }

    fileprivate mutating func add(
        _ files: StoreFiles, _ store: Store, _ targets: [Digest: [String]], _ progress: (Int, Int) -> Void
    ) throws {
        let total = files.objects.values.reduce(0) { $0 + $1.size }
        var done = 0
        for (digest, file) in files.objects.sorted(by: { $0.key < $1.key }) {
            if targets[digest] == nil { unreachable.add(file.size) }
            objects.add(file.size)
            // One that a collection removed meanwhile is not damaged.
            guard let bytes = try? store.effects.files.read(file.path) else {
                if try store.effects.files.status(file.path) != nil { damagedObjects.append(Damage(path: file.path, digest: digest, targets: targets[digest] ?? [])) }
                continue
            }
            if Digest(of: bytes) != digest { damagedObjects.append(Damage(path: file.path, digest: digest, targets: targets[digest] ?? [])) }
            done += file.size
            progress(done, total)
        }
        for file in files.leftovers { leftovers.add(file.size) }
        setAside = files.damaged.map(\.path).sorted()
        for (key, file) in files.checkpoints.sorted(by: { $0.key < $1.key }) {
            // One whose target has ended meanwhile is gone.
            guard let bytes = try? store.effects.files.read(file.path) else { continue }
            checkpoints.add(file.size)
            if (try? CheckpointFile.check(bytes, key: key)) == nil { damagedCheckpoints.append(file.path) }
        }
        bytes += files.damaged.reduce(total + leftovers.bytes + checkpoints.bytes) { $0 + $1.size }
    }
}
