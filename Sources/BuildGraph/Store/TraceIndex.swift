// The journal's records by key, by identity and by name, in memory: for each the part that decides, and the place of
// the rest. What only matters when something runs is put in order when something does.

struct TraceIndex {
    /// Where a record is: in the journal, or not yet there, with its number among all that were ever staged.
    enum Place {
        case journal(Journal.Place)
        case staged(Int)
    }

    /// What a decision needs of a trace, what is looked at together side by side.
    struct Entry {
        let key: Digest
        let output: Digest
        let identity: Digest
        let duration: Double
        fileprivate let nameHash: UInt64
        fileprivate let typeHash: UInt64
        /// The number of its record.
        let record: Int32
        /// Whether its value was in the journal when the trace came.
        fileprivate let isInline: Bool
    }

    private struct InlineObject {
        let digest: Digest
        let record: Int32
    }

    /// By the number of a record.
    private var places: [Place] = []
    private var traces: [Entry] = []
    private var objects: [InlineObject] = []
    private var byKey = DigestIndex()
    private var byObject = DigestIndex()
    /// Whether an object was forgotten: what traces know of their values may then be wrong.
    private var isForgetful = false
    private var failures: [Digest: Int32] = [:]
    private var verifications: [Digest: Int32] = [:]
    /// Of traces that came from outside, by key.
    private var origins: [Digest: (head: TraceOrigin.Head, record: Int32)] = [:]
    /// The keys of such traces, by their outputs.
    private var promises: [Digest: Digest] = [:]
    /// Changes with every record of a verification: an unchanged one means that there is nothing new.
    private(set) var verificationMark: UInt64 = 0
    /// The last trace of each identity and of each name; nil until one is asked for.
    private var lastByIdentity: DigestIndex?
    private var lastByName: [UInt64: Int]?

    // MARK: Adding

    mutating func add(_ block: Journal.Block) {
        if block.isBeginning { makeRoom(for: block.payloads.count * block.rest / block.bytes.count) }
        block.bytes.withUnsafeBytes { raw in
            for payload in block.payloads {
                add(UnsafeRawBufferPointer(rebasing: raw[payload]), .journal(block.place(of: payload)))
            }
        }
    }

    /// Memory that is never touched is never allocated; arrays that move as they grow cost as much as reading does.
    private mutating func makeRoom(for records: Int) {
        places.reserveCapacity(records)
        traces.reserveCapacity(records)
        objects.reserveCapacity(records)
    }

    /// Takes in one record; the result is its number.
    @discardableResult
    mutating func add(_ payload: UnsafeRawBufferPointer, _ place: Place) -> Int {
        let record = Int32(places.count)
        places.append(place)
        guard payload.count >= 33, let kind = TraceRecord.Kind(rawValue: payload[0]) else { return Int(record) }
        switch kind {
        case .trace:
            if let head = TraceRecord.TraceHead(payload) { add(head, record: record) }
        case .object:
            let digest = TraceRecord.digest(payload, at: 1)
            objects.append(InlineObject(digest: digest, record: record))
            byObject.set(objects.count - 1, for: digest) { objects[$0].digest }
        case .failure: failures[TraceRecord.digest(payload, at: 1)] = record
        case .verification:
            verifications[TraceRecord.digest(payload, at: 1)] = record
            verificationMark = payload.reduce(verificationMark) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        case .origin:
            guard let head = TraceOrigin.Head(payload), let trace = entry(key: head.key) else { break }
            origins[head.key] = (head, record)
            promises[trace.output] = head.key
        }
        return Int(record)
    }

    private mutating func add(_ trace: TraceRecord.TraceHead, record: Int32) {
        let position = traces.count
        // A value stands before its trace, most often next to it.
        let isInline = objects.last?.digest == trace.output || self.record(ofObject: trace.output) != nil
        traces.append(
            Entry(
                key: trace.key, output: trace.output, identity: trace.identity, duration: trace.duration, nameHash: trace.nameHash,
                typeHash: trace.typeHash, record: record, isInline: isInline))
        byKey.set(position, for: trace.key) { traces[$0].key }
        lastByIdentity?.set(position, for: trace.identity) { traces[$0].identity }
        lastByName?[trace.nameHash] = position
        if !failures.isEmpty { failures[trace.identity] = nil }
        if !origins.isEmpty { origins[trace.key] = nil }
    }

    /// A staged record is in the journal now.
    mutating func move(record: Int, to place: Journal.Place) { places[record] = .journal(place) }

    /// An object that turned out not to be where it should.
    mutating func forget(object digest: Digest) {
        guard let position = byObject.position(of: digest, { objects[$0].digest }) else { return }
        objects[position] = InlineObject(digest: digest, record: -1)
        isForgetful = true
    }

    // MARK: Finding

    /// Nil for a record of a journal that another one has replaced since.
    func place(ofRecord record: Int32) -> Place? { places.indices.contains(Int(record)) ? places[Int(record)] : nil }

    /// The value that a key leads to, and whether it is kept in the journal.
    func output(key: Digest) -> (digest: Digest, isInline: Bool)? {
        guard let position = byKey.position(of: key, { traces[$0].key }) else { return nil }
        let trace = traces[position]
        let isKnown = trace.isInline && !isForgetful
        return (trace.output, isKnown || record(ofObject: trace.output) != nil)
    }

    func entry(key: Digest) -> Entry? { byKey.position(of: key) { traces[$0].key }.map { traces[$0] } }

    mutating func lastEntry(identity: Digest) -> Entry? {
        let index = orderedByIdentity()
        return index.position(of: identity) { traces[$0].identity }.map { traces[$0] }
    }

    /// The last trace whose name has this hash.
    mutating func lastEntry(nameHash: UInt64) -> Entry? {
        if lastByName == nil { lastByName = Dictionary(traces.indices.map { (traces[$0].nameHash, $0) }, uniquingKeysWith: { $1 }) }
        return lastByName?[nameHash].map { traces[$0] }
    }

    /// The record that holds an object.
    func record(ofObject digest: Digest) -> Int32? {
        byObject.position(of: digest) { objects[$0].digest }.map { objects[$0].record }.flatMap { $0 < 0 ? nil : $0 }
    }

    /// The origin of the last trace of a key; nil for one that was made here.
    func origin(key: Digest) -> (head: TraceOrigin.Head, record: Int32)? { origins.isEmpty ? nil : origins[key] }

    /// The trace from outside that leads to an object.
    func promise(of object: Digest) -> Entry? {
        guard let key = promises[object], origins[key] != nil, let trace = entry(key: key), trace.output == object else { return nil }
        return trace
    }

    func record(ofFailure identity: Digest) -> Int32? { failures[identity] }
    func record(ofVerification key: Digest) -> Int32? { verifications[key] }

    /// The last runs of all identities, and their wall seconds together.
    mutating func totalWork() -> (runs: Int, seconds: Double) {
        orderedByIdentity().positions.reduce((0, 0)) { ($0.0 + 1, $0.1 + traces[$1].duration) }
    }

    /// Mean wall seconds of the last runs of each type, by the hash of its name.
    mutating func meanDurations() -> [UInt64: Double] {
        var sums: [UInt64: (total: Double, count: Double)] = [:]
        for position in orderedByIdentity().positions {
            let trace = traces[position]
            sums[trace.typeHash, default: (0, 0)].total += trace.duration
            sums[trace.typeHash, default: (0, 0)].count += 1
        }
        return sums.mapValues { $0.total / $0.count }
    }

    /// The last traces of a type, one of each identity.
    mutating func lastEntries(typeHash: UInt64) -> [Entry] {
        orderedByIdentity().positions.map { traces[$0] }.filter { $0.typeHash == typeHash }
    }

    private mutating func orderedByIdentity() -> DigestIndex {
        if let lastByIdentity { return lastByIdentity }
        var index = DigestIndex()
        index.reserve(traces.count) { traces[$0].identity }
        for position in traces.indices { index.set(position, for: traces[position].identity) { traces[$0].identity } }
        lastByIdentity = index
        return index
    }
}
