// What is in a journal, record by record, without the records themselves: enough to decide which of them stay.

/// The records of a store's journal, in their order.
struct JournalSurvey {
    /// What a record is about.
    enum Subject: Equatable {
        /// A run.
        case trace(key: Digest, identity: Digest, output: Digest)
        case object(Digest)
        case failure(identity: Digest)
        case verification(key: Digest)
        /// Where the last trace of a key came from.
        case origin(key: Digest)
        /// Says only that the journal took the place of another.
        case mark
        /// Of a kind that this program does not know.
        case unknown
    }

    struct Record {
        let subject: Subject
        /// Bytes in the journal.
        let size: Int
        let place: Journal.Place
    }

    private(set) var records: [Record] = []
    /// The last record of each key, identity and object: the one that counts.
    private(set) var lastOfKey: [Digest: Int] = [:]
    private(set) var lastOfIdentity: [Digest: Int] = [:]
    private(set) var objects: [Digest: Int] = [:]
    /// Of targets that have not succeeded since.
    private(set) var failures: [Digest: Int] = [:]
    /// The last of each key.
    private(set) var verifications: [Digest: Int] = [:]
    /// Of the last trace of each key, where it came from outside.
    private(set) var origins: [Digest: Int] = [:]
    /// The journal that was surveyed, at its end.
    private(set) var journal: Journal
    init(path: String, files: any FileSystem) throws {
        journal = Journal(path: path, files: files)
        while let block = try journal.next() {
            if block.isBeginning { forgetAll() }
            for payload in block.payloads { add(block, payload) }
        }
    }

    private mutating func forgetAll() {
        (records, lastOfKey, lastOfIdentity, objects, failures, verifications, origins) = ([], [:], [:], [:], [:], [:], [:])
    }

    private mutating func add(_ block: Journal.Block, _ payload: Range<Int>) {
        let subject = block.bytes.withUnsafeBytes { Self.subject(UnsafeRawBufferPointer(rebasing: $0[payload])) }
        let number = records.count
        records.append(Record(subject: subject, size: Journal.sizeOfRecord(payload.count), place: block.place(of: payload)))
        switch subject {
        case .trace(let key, let identity, _):
            lastOfKey[key] = number
            lastOfIdentity[identity] = number
            failures[identity] = nil
            origins[key] = nil
        case .object(let digest): objects[digest] = number
        case .failure(let identity): failures[identity] = number
        case .verification(let key): verifications[key] = number
        case .origin(let key): origins[key] = number
        case .mark, .unknown: break
        }
    }

    private static func subject(_ payload: UnsafeRawBufferPointer) -> Subject {
        if payload.first == JournalReplacement.markKind { return .mark }
        guard payload.count >= 33, let kind = TraceRecord.Kind(rawValue: payload[0]) else { return .unknown }
        switch kind {
        case .trace:
            guard let head = TraceRecord.TraceHead(payload) else { return .unknown }
            return .trace(key: head.key, identity: head.identity, output: head.output)
        case .object: return .object(TraceRecord.digest(payload, at: 1))
        case .failure: return .failure(identity: TraceRecord.digest(payload, at: 1))
        case .verification: return .verification(key: TraceRecord.digest(payload, at: 1))
        case .origin: return .origin(key: TraceRecord.digest(payload, at: 1))
        }
    }

    /// A record in full; nil when the journal has been replaced meanwhile.
    func payload(_ number: Int) -> [UInt8]? { journal.payload(at: records[number].place) }

    func trace(_ number: Int) -> Trace? { payload(number).flatMap(TraceRecord.trace) }
}
