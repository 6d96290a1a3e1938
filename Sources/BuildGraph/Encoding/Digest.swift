// SHA-256 digests: the names of objects and the keys of traces.
import CLibCrypto

/// A SHA-256 digest.
public struct Digest: Hashable, Sendable, Comparable, Codable {
    /// The 32 bytes, as four big-endian words.
    @usableFromInline let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest of `bytes`.
    public init(of bytes: some Collection<UInt8>) {
        var hasher = DigestBuilder()
        hasher.add(bytes)
        self = hasher.finish()
    }

    /// Takes 32 bytes as they are; nil when there are not 32 of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        let parsed = bytes.withContiguousStorageIfAvailable { Digest(raw: UnsafeRawBufferPointer($0)) }
        self = parsed ?? Array(bytes).withUnsafeBytes { Digest(raw: $0) }
    }

    /// Precondition: `raw` holds at least 32 bytes.
    init(raw: UnsafeRawBufferPointer) {
        func word(_ i: Int) -> UInt64 { UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self)) }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Parses 64 hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.compactMap { Self.value(ofDigit: $0) }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        self.init(bytes: stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// Lends the 32 bytes to `body`.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian), body)
    }

    /// 64 hexadecimal digits.
    public var hexadecimal: String { hexadecimal(digits: 64) }

    /// The first `count` hexadecimal digits; an even number of them.
    func hexadecimal(digits count: Int) -> String {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
        return withBytes { raw in
            String(unsafeUninitializedCapacity: count) { text in
                for i in 0..<count / 2 { (text[2 * i], text[2 * i + 1]) = (digit(raw[i] >> 4), digit(raw[i] & 15)) }
                return count / 2 * 2
            }
        }
    }

    /// The first digits, enough for a person to tell targets apart.
    public var short: String { hexadecimal(digits: 8) }

    public static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }
    public static func < (a: Digest, b: Digest) -> Bool { a.words < b.words }
    /// A digest is uniform already: one word of it is hash enough.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(bytes: try container.decode([UInt8].self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a digest has 32 bytes")
        }
        self = digest
    }
}

/// Hashes a sequence of fields. Every field is preceded by its length, so that no two sequences run together.
public struct DigestBuilder: Sendable {
    private var context = SHA256_CTX()

    public init() { SHA256_Init(&context) }

    /// Adds bytes without their length: for the one-field digests that name objects.
    public mutating func add(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { _ = SHA256_Update(&context, $0.baseAddress, $0.count) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { _ = SHA256_Update(&context, $0.baseAddress, $0.count) } }
    }

    public mutating func add(field bytes: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { _ = SHA256_Update(&context, $0.baseAddress, 8) }
        add(bytes)
    }

    public mutating func add(field text: String) { add(field: text.utf8) }

    public mutating func add(_ digest: Digest) {
        digest.withBytes { _ = SHA256_Update(&context, $0.baseAddress, 32) }
    }

    /// Ends the digest. The builder is spent afterwards.
    public mutating func finish() -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            SHA256_Final(buffer.bindMemory(to: UInt8.self).baseAddress, &context)
            return Digest(raw: UnsafeRawBufferPointer(buffer))
        }
    }
}
