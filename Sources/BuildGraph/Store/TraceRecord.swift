// The payloads of the store's journal. What is needed to decide whether a target is up to date stands in front, at
// fixed places; the rest is decoded when it is asked for. A reader skips kinds that it does not know.
//
//   trace   = 1  key identity output (32 bytes each)  size: UInt64  duration: Float64  hash of name, hash of type: UInt64
//             name: count(UInt16) bytes  encoded Trace.Details
//   object  = 2  digest(32) bytes
//   failure = 3  identity(32) encoded FailureRecord
//   verification = 4  key(32) encoded VerificationRecord
//   origin  = 5  key(32) …: see `TraceOrigin`
//   mark    = 0  random(16): the first record of a journal that took the place of another, so that no two begin alike

enum TraceRecord {
    enum Kind: UInt8 { case trace = 1, object, failure, verification, origin }

    /// The part of a trace that stands in front.
    struct TraceHead {
        static let size = 1 + 3 * 32 + 4 * 8

        let key: Digest
        let identity: Digest
        let output: Digest
        let size: Int
        let duration: Double
        let nameHash: UInt64
        let typeHash: UInt64

        /// Nil for what is too short, or has a number that there cannot be.
        init?(_ raw: UnsafeRawBufferPointer) {
            guard raw.count >= Self.size else { return nil }
            func word(_ offset: Int) -> UInt64 { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
            key = TraceRecord.digest(raw, at: 1)
            identity = TraceRecord.digest(raw, at: 33)
            output = TraceRecord.digest(raw, at: 65)
            size = Int(truncatingIfNeeded: word(97))
            duration = Double(bitPattern: word(105))
            nameHash = word(113)
            typeHash = word(121)
            guard (0...FileLimit.value).contains(size), Seconds.range.contains(duration) else { return nil }
        }
    }

    static func digest(_ raw: UnsafeRawBufferPointer, at offset: Int) -> Digest {
        Digest(raw: UnsafeRawBufferPointer(rebasing: raw[offset..<offset + 32]))
    }

    // MARK: Writing

    static func encode(_ trace: Trace) throws -> [UInt8] {
        var writer = DatumWriter()
        writer.bytes.reserveCapacity(1024)
        writer.bytes.append(Kind.trace.rawValue)
        for digest in [trace.key, trace.identity, trace.output] { writer.digest(digest) }
        writer.scalar(UInt64(trace.size))
        writer.scalar(trace.duration.bitPattern)
        writer.scalar(hash(trace.name))
        writer.scalar(hash(trace.details.typeName))
        let name = Array(trace.name.utf8.prefix(Int(UInt16.max)))
        writer.scalar(UInt16(name.count))
        return writer.bytes + name + (try encodeValue(trace.details))
    }

    static func encode(object bytes: [UInt8], _ digest: Digest) -> [UInt8] { [Kind.object.rawValue] + digest.bytes + bytes }

    static func encode(_ failure: FailureRecord, identity: Digest) throws -> [UInt8] {
        [Kind.failure.rawValue] + identity.bytes + (try encodeValue(failure))
    }

    static func encode(_ verification: VerificationRecord) throws -> [UInt8] {
        [Kind.verification.rawValue] + verification.key.bytes + (try encodeValue(verification))
    }

    // MARK: Reading

    /// The trace in a payload; nil when it is not one, or its details are not readable: it counts as absent.
    static func trace(_ payload: [UInt8]) -> Trace? {
        let nameStart = TraceHead.size + 2
        guard payload.count >= nameStart, payload[0] == Kind.trace.rawValue, let head = payload.withUnsafeBytes(TraceHead.init)
        else { return nil }
        let nameEnd = detailsStart(payload)
        guard nameEnd <= payload.count,
            let details = try? decodeValue(Trace.Details.self, from: Array(payload[nameEnd...]))
        else { return nil }
        return Trace(
            key: head.key, identity: head.identity, name: String(decoding: payload[nameStart..<nameEnd], as: UTF8.self),
            output: head.output, size: head.size, duration: head.duration, details: details)
    }

    /// What the run of a trace cost; nil for another record.
    static func cost(ofTrace payload: [UInt8]) -> RunCost? {
        guard payload.count >= TraceHead.size + 2, payload[0] == Kind.trace.rawValue, let head = payload.withUnsafeBytes(TraceHead.init) else { return nil }
        return RunCost(details: payload, from: detailsStart(payload), valueSize: head.size)
    }

    /// Behind the name.
    private static func detailsStart(_ payload: [UInt8]) -> Int {
        let nameStart = TraceHead.size + 2
        return nameStart + Int(payload[nameStart - 2]) + Int(payload[nameStart - 1]) << 8
    }

    /// The key of a trace; nil for another record.
    static func key(ofTrace payload: [UInt8]) -> Digest? {
        guard payload.count >= TraceHead.size, payload[0] == Kind.trace.rawValue else { return nil }
        return payload.withUnsafeBytes { digest($0, at: 1) }
    }

    /// What follows the digest of an object, a failure or a verification; nil when the payload is of another kind or digest.
    static func body(_ payload: [UInt8], _ kind: Kind, _ digest: Digest) -> [UInt8]? {
        guard payload.count >= 33, payload[0] == kind.rawValue, payload.withUnsafeBytes({ self.digest($0, at: 1) }) == digest
        else { return nil }
        return Array(payload[33...])
    }

    /// A hash of a name, the same in every process (FNV-1a).
    static func hash(_ name: String) -> UInt64 { name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
}
