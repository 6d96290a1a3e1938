// The journal of the store together with its index and what is waiting to be appended: records are found as soon as
// they are staged, wherever they are.

struct TraceJournal {
    private var journal: Journal
    private var index = TraceIndex()
    /// Records that are not in the journal yet, and their numbers in the index.
    private var staged: [(bytes: [UInt8], record: Int)] = []
    /// How many records left `staged` before the first that is in it.
    private var appended = 0
    /// How often another journal took the place of the one that was read: what was found before may not be there any more.
    private(set) var generation = 0

    /// Values that were appended here last, by the offsets of their payloads: what was just made is most often needed next.
    private var recent: [Int: [UInt8]] = [:]
    private var recentSize = 0
    /// Bytes of records that are kept in `recent`.
    private static let recentLimit = 4 << 20

    /// The keys whose traces were appended here; one that was appended twice is here twice.
    private var appendedKeys: [Digest] = []
    /// The generation in which all of them were found.
    private var soundGeneration = 0

    init(path: String, files: any FileSystem) { journal = Journal(path: path, files: files) }

    /// Takes in what was appended since the last call, by any process. What was read from a journal that is gone is forgotten;
    /// what is not in any journal yet stays.
    mutating func read() throws {
        var isAnother = false
        defer {
            if isAnother { for i in staged.indices { staged[i].record = add(staged[i].bytes, at: appended + i) } }
        }
        while true {
            let block = try journal.next()
            if generation != journal.beginnings {
                index = TraceIndex()
                (recent, recentSize) = ([:], 0)
                generation = journal.beginnings
                isAnother = true
            }
            guard let block else { break }
            index.add(block)
        }
    }

    /// Sets aside what is not a record. To be called under the lock.
    mutating func mend() throws -> Journal.Mended? {
        try read()
        guard let mended = try journal.mend() else { return nil }
        try read()
        return mended
    }

    func damage() throws -> JournalDamage? { try journal.damage() }

    /// Whether no record was read or appended yet.
    var isEmpty: Bool { journal.end == 0 }

    // MARK: Adding

    var stagedCount: Int { staged.count }

    mutating func stage(_ record: [UInt8]) { staged.append((record, add(record, at: appended + staged.count))) }

    private mutating func add(_ record: [UInt8], at number: Int) -> Int {
        record.withUnsafeBytes { index.add($0, .staged(number)) }
    }

    /// Appends the first `count` staged records and makes them durable. To be called under the lock, after `read`.
    mutating func append(_ count: Int) throws {
        let places = try journal.append(staged[..<count].map(\.bytes))
        for (record, place) in zip(staged, places) {
            index.move(record: record.record, to: place)
            keep(record.bytes, at: place)
            if let key = TraceRecord.key(ofTrace: record.bytes) { appendedKeys.append(key) }
        }
        staged.removeFirst(count)
        appended += count
    }

    /// Keeps the record of a value for a while.
    private mutating func keep(_ record: [UInt8], at place: Journal.Place) {
        guard record.first == TraceRecord.Kind.object.rawValue else { return }
        if recentSize > Self.recentLimit { (recent, recentSize) = ([:], 0) }
        recent[place.offset] = record
        recentSize += record.count
    }

    /// How many of the traces that were appended here are not in the journal any more, since another has its place.
    mutating func lostTraces() -> Int {
        guard soundGeneration != generation else { return 0 }
        let lost = Set(appendedKeys).count { index.entry(key: $0) == nil }
        if lost == 0 { soundGeneration = generation }
        return lost
    }

    // MARK: Finding

    func output(key: Digest) -> (digest: Digest, isInline: Bool)? { index.output(key: key) }
    func entry(key: Digest) -> TraceIndex.Entry? { index.entry(key: key) }
    mutating func lastEntry(identity: Digest) -> TraceIndex.Entry? { index.lastEntry(identity: identity) }
    mutating func totalWork() -> (runs: Int, seconds: Double) { index.totalWork() }
    mutating func meanDurations() -> [UInt64: Double] { index.meanDurations() }
    mutating func lastTraces(ofType typeName: String) -> [Trace] {
        index.lastEntries(typeHash: TraceRecord.hash(typeName)).compactMap(storedTrace)
    }
    func hasObject(_ digest: Digest) -> Bool { index.record(ofObject: digest) != nil }

    /// The trace of an entry; nil when it cannot be read, in which case it counts as absent. See `object`.
    mutating func trace(_ entry: TraceIndex.Entry) -> Trace? {
        if let trace = storedTrace(entry) { return trace }
        try? read()
        return index.entry(key: entry.key).flatMap(storedTrace)
    }

    /// What the run of an entry cost; nil when its record cannot be read.
    mutating func cost(_ entry: TraceIndex.Entry) -> RunCost? {
        payload(entry.record).flatMap(TraceRecord.cost) ?? trace(entry).map { RunCost($0) }
    }

    private func storedTrace(_ entry: TraceIndex.Entry) -> Trace? {
        payload(entry.record).flatMap(TraceRecord.trace).flatMap { $0.key == entry.key ? $0 : nil }
    }

    /// The last trace of this name; nil also when another name has the same hash.
    mutating func lastTrace(named name: String) -> Trace? {
        guard let entry = index.lastEntry(nameHash: TraceRecord.hash(name)), let trace = trace(entry) else { return nil }
        return trace.name == name ? trace : nil
    }

    /// The last verification under a key.
    func verification(key: Digest) -> VerificationRecord? {
        index.record(ofVerification: key).flatMap(payload).flatMap { TraceRecord.body($0, .verification, key) }
            .flatMap { try? decodeValue(VerificationRecord.self, from: $0) }
    }

    func originHead(key: Digest) -> TraceOrigin.Head? { index.origin(key: key)?.head }
    func origin(key: Digest) -> TraceOrigin? { (index.origin(key: key)?.record).flatMap(payload).flatMap { TraceOrigin($0) } }
    func promise(of object: Digest) -> TraceIndex.Entry? { index.promise(of: object) }

    /// The bytes of the last trace of a key.
    func tracePayload(key: Digest) -> [UInt8]? {
        guard let entry = index.entry(key: key), let payload = payload(entry.record), TraceRecord.key(ofTrace: payload) == key else { return nil }
        return payload
    }

    var verificationMark: UInt64 { index.verificationMark }

    func lastFailure(identity: Digest) -> FailureRecord? {
        index.record(ofFailure: identity).flatMap(payload).flatMap { TraceRecord.body($0, .failure, identity) }
            .flatMap { try? decodeValue(FailureRecord.self, from: $0) }
    }

    /// The bytes of an object that is kept here. One that is not where it was is looked for once more, since another
    /// journal may have taken the place of the one that was read; it is forgotten when it is not there either.
    mutating func object(_ digest: Digest) -> [UInt8]? {
        if let bytes = storedObject(digest) { return bytes }
        guard hasObject(digest) else { return nil }
        try? read()
        if let bytes = storedObject(digest) { return bytes }
        index.forget(object: digest)
        return nil
    }

    private func storedObject(_ digest: Digest) -> [UInt8]? {
        index.record(ofObject: digest).flatMap(payload).flatMap { TraceRecord.body($0, .object, digest) }
    }

    private func payload(_ record: Int32) -> [UInt8]? {
        switch index.place(ofRecord: record) {
        case .journal(let place): recent[place.offset] ?? journal.payload(at: place)
        case .staged(let number): staged[number - appended].bytes
        case nil: nil
        }
    }
}
