// The journal's records in memory, found by key, by identity and by name. What is needed to decide whether a target
// is up to date is read when the journal is loaded; the rest of a trace is decoded when somebody asks for it.
//
//   trace   = 1  key identity output (32 bytes each)  size: UInt64  duration: Float64
//             name: count(UInt16) bytes  type: count(UInt16) bytes  details
//   object  = 2  digest(32) bytes
//   failure = 3  identity(32) encoded FailureRecord
//   verification = 4  key(32) encoded VerificationRecord

struct TraceIndex {
    private enum Kind: UInt8 { case trace = 1, object, failure, verification }

    /// Where a record is, and what a decision needs of it.
    struct Entry {
        let output: Digest
        let duration: Double
        fileprivate let place: Place
    }

    fileprivate struct Place {
        let chunk: Int32
        let start: Int
        let end: Int
    }

    private static let traceHeader = 1 + 3 * 32 + 16

    private var chunks: [[UInt8]] = []
    private var byKey: [Digest: Entry] = [:]
    private var lastByIdentity: [Digest: Entry] = [:]
    private var lastByName: [UInt64: Entry] = [:]
    private var inline: [Digest: Place] = [:]
    private var failures: [Digest: Place] = [:]
    private var verifications: [Digest: Place] = [:]
    /// Grows with every record of a verification, so that an unchanged number means nothing new.
    private(set) var verificationCount = 0

    // MARK: Adding

    mutating func add(_ chunk: Journal.Chunk) {
        guard !chunk.payloads.isEmpty else { return }
        if chunks.isEmpty {
            byKey.reserveCapacity(chunk.payloads.count)
            lastByIdentity.reserveCapacity(chunk.payloads.count)
        }
        let number = Int32(chunks.count)
        chunks.append(chunk.bytes)
        chunk.bytes.withUnsafeBytes { raw in
            for payload in chunk.payloads {
                add(raw, Place(chunk: number, start: payload.lowerBound, end: payload.upperBound))
            }
        }
    }

    mutating func add(_ records: [[UInt8]]) {
        var chunk = Journal.Chunk(bytes: [], payloads: [])
        for record in records {
            chunk.payloads.append(chunk.bytes.count..<chunk.bytes.count + record.count)
            chunk.bytes += record
        }
        add(chunk)
    }

    private mutating func add(_ raw: UnsafeRawBufferPointer, _ place: Place) {
        let size = place.end - place.start
        guard size > 33, let kind = Kind(rawValue: raw[place.start]) else { return }
        func digest(_ offset: Int) -> Digest {
            Digest(raw: UnsafeRawBufferPointer(rebasing: raw[place.start + offset..<place.start + offset + 32]))
        }
        switch kind {
        case .trace:
            guard size >= Self.traceHeader + 2 else { return }
            let duration = Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place.start + 105, as: UInt64.self)))
            let entry = Entry(output: digest(65), duration: duration, place: place)
            let identity = digest(33)
            byKey[digest(1)] = entry
            lastByIdentity[identity] = entry
            let name = place.start + Self.traceHeader + 2
            let length = min(Int(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: name - 2, as: UInt16.self))), place.end - name)
            lastByName[Self.hash(UnsafeRawBufferPointer(rebasing: raw[name..<name + length]))] = entry
            if !failures.isEmpty { failures[identity] = nil }
        case .object: inline[digest(1)] = place
        case .failure: failures[digest(1)] = place
        case .verification:
            verifications[digest(1)] = place
            verificationCount += 1
        }
    }

    // MARK: Writing

    static func record(_ trace: Trace) throws -> [UInt8] {
        var record: [UInt8] = [Kind.trace.rawValue]
        record.reserveCapacity(512)
        for digest in [trace.key, trace.identity, trace.output] { record += digest.bytes }
        withUnsafeBytes(of: UInt64(trace.size).littleEndian) { record.append(contentsOf: $0) }
        withUnsafeBytes(of: trace.duration.bitPattern.littleEndian) { record.append(contentsOf: $0) }
        for text in [trace.name, trace.details.typeName] {
            let bytes = Array(text.utf8.prefix(Int(UInt16.max)))
            withUnsafeBytes(of: UInt16(bytes.count).littleEndian) { record.append(contentsOf: $0) }
            record += bytes
        }
        return record + (try encodeValue(trace.details))
    }

    static func record(object bytes: [UInt8], _ digest: Digest) -> [UInt8] { [Kind.object.rawValue] + digest.bytes + bytes }

    static func record(_ failure: FailureRecord, identity: Digest) throws -> [UInt8] {
        [Kind.failure.rawValue] + identity.bytes + (try encodeValue(failure))
    }

    static func record(_ verification: VerificationRecord) throws -> [UInt8] {
        [Kind.verification.rawValue] + verification.key.bytes + (try encodeValue(verification))
    }

    // MARK: Reading

    func entry(key: Digest) -> Entry? { byKey[key] }
    func lastEntry(identity: Digest) -> Entry? { lastByIdentity[identity] }
    func hasInlineObject(_ digest: Digest) -> Bool { inline[digest] != nil }

    func inlineObject(_ digest: Digest) -> [UInt8]? {
        inline[digest].map { Array(chunks[Int($0.chunk)][($0.start + 33)..<$0.end]) }
    }

    func lastFailure(identity: Digest) -> FailureRecord? {
        failures[identity].flatMap { place in
            try? decodeValue(FailureRecord.self, from: Array(chunks[Int(place.chunk)][(place.start + 33)..<place.end]))
        }
    }

    func verification(key: Digest) -> VerificationRecord? {
        verifications[key].flatMap { place in
            try? decodeValue(VerificationRecord.self, from: Array(chunks[Int(place.chunk)][(place.start + 33)..<place.end]))
        }
    }

    /// Decodes a trace; nil when its details are not readable, in which case it is as good as not there.
    func trace(_ entry: Entry) -> Trace? {
        let bytes = chunks[Int(entry.place.chunk)][entry.place.start..<entry.place.end]
        guard let names = Self.names(bytes),
            let details = try? decodeValue(Trace.Details.self, from: Array(bytes[names.end...])),
            let key = Digest(bytes: bytes[bytes.startIndex + 1..<bytes.startIndex + 33]),
            let identity = Digest(bytes: bytes[bytes.startIndex + 33..<bytes.startIndex + 65])
        else { return nil }
        let size = bytes[(bytes.startIndex + 97)..<(bytes.startIndex + 105)].reversed().reduce(0) { $0 << 8 | Int($1) }
        return Trace(
            key: key, identity: identity, name: names.name, output: entry.output, size: size, duration: entry.duration,
            details: details)
    }

    private static func names(_ bytes: ArraySlice<UInt8>) -> (name: String, type: String, end: Int)? {
        var offset = bytes.startIndex + traceHeader
        func text() -> String? {
            guard offset + 2 <= bytes.endIndex else { return nil }
            let count = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
            guard offset + 2 + count <= bytes.endIndex else { return nil }
            defer { offset += 2 + count }
            return String(decoding: bytes[offset + 2..<offset + 2 + count], as: UTF8.self)
        }
        guard let name = text(), let type = text() else { return nil }
        return (name, type, offset)
    }

    /// The last trace of this name; nil also when another name has the same hash.
    func lastTrace(named name: String) -> Trace? {
        let bytes = Array(name.utf8)
        let hash = bytes.withUnsafeBytes { Self.hash($0) }
        return lastByName[hash].flatMap(trace).flatMap { $0.name == name ? $0 : nil }
    }

    private static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        name.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    func meanDurations() -> [String: Double] {
        var sums: [String: (total: Double, count: Double)] = [:]
        for entry in lastByIdentity.values {
            guard let names = Self.names(chunks[Int(entry.place.chunk)][entry.place.start..<entry.place.end]) else { continue }
            sums[names.type, default: (0, 0)].total += entry.duration
            sums[names.type, default: (0, 0)].count += 1
        }
        return sums.mapValues { $0.total / $0.count }
    }
}
