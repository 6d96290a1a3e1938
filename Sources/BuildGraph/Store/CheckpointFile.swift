// The form of a checkpoint. It names its key and carries a digest of all that follows, so that neither a torn file nor
// one of another key is ever taken for a state. The identity of its target says whose it is when the key is not known.
//
//   file = "PAPERCP2" key(32 bytes) digest(32 bytes)
//          identity(32 bytes)
//          sessions: UInt64  started, duration, processor time: Float64  peak memory: UInt64  state
//
// The digest is of everything after it; the state is in the binary form of `Datum`. Numbers are little-endian.

enum CheckpointFile {
    private static let magic = Array("PAPERCP2".utf8)
    private static let digestOffset = 8 + 32
    private static let identityOffset = digestOffset + 32
    private static let sessionsOffset = identityOffset + 32
    private static let stateOffset = sessionsOffset + 5 * 8

    /// Why bytes are not a checkpoint of a key.
    enum Defect: Error { case notACheckpoint, otherKey, damaged }

    /// Encodes a state by `encode`. Tens of megabytes are common: they are encoded into place and not copied.
    static func seal(
        key: Digest, identity: Digest, sessions: EarlierSessions, expectedSize: Int = 0, _ encode: (DatumEncoder) throws -> Void
    ) throws -> [UInt8] {
        let encoder = DatumEncoder(purpose: .value)
        encoder.writer.bytes.reserveCapacity(expectedSize)
        encoder.writer.bytes += magic + key.bytes + [UInt8](repeating: 0, count: 32)
        encoder.writer.digest(identity)
        encoder.writer.scalar(UInt64(sessions.count))
        for number in [sessions.started, sessions.duration, sessions.processorTime] { encoder.writer.scalar(number.bitPattern) }
        encoder.writer.scalar(UInt64(sessions.peakMemory))
        try encode(encoder)
        let digest = Digest(of: encoder.writer.bytes[identityOffset...])
        encoder.writer.bytes.replaceSubrange(digestOffset..<identityOffset, with: digest.bytes)
        return encoder.writer.bytes
    }

    /// Throws `Defect` for bytes that are not a whole checkpoint of this key.
    static func check(_ bytes: [UInt8], key: Digest) throws {
        guard bytes.count > stateOffset, bytes.starts(with: magic) else { throw Defect.notACheckpoint }
        guard Digest(bytes: bytes[magic.count..<digestOffset]) == key else { throw Defect.otherKey }
        guard Digest(bytes: bytes[digestOffset..<identityOffset]) == Digest(of: bytes[identityOffset...]) else { throw Defect.damaged }
    }

    /// The target whose state it is; nil for bytes that are not a whole checkpoint of this key.
    static func identity(_ bytes: [UInt8], key: Digest) -> Digest? {
        (try? check(bytes, key: key)).flatMap { Digest(bytes: bytes[identityOffset..<sessionsOffset]) }
    }

    /// Checks a state; the result tells where in the bytes it begins. Throws `Defect`.
    static func open(_ bytes: [UInt8], key: Digest) throws -> (sessions: EarlierSessions, offset: Int) {
        try check(bytes, key: key)
        func number(_ index: Int) -> UInt64 {
            bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: sessionsOffset + 8 * index, as: UInt64.self)) }
        }
        let sessions = EarlierSessions(
            count: Int(clamping: number(0)), started: Double(bitPattern: number(1)), duration: Double(bitPattern: number(2)),
            processorTime: Double(bitPattern: number(3)), peakMemory: Int(clamping: number(4)))
        return (sessions, stateOffset)
    }
}
