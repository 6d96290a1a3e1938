// Ed25519 signatures (RFC 8032) by libcrypto: who made a trace can be told wherever the trace comes from.
import CLibCrypto

/// The public half of an Ed25519 key.
public struct PublicKey: Hashable, Sendable, Comparable {
    /// Thirty-two bytes, held as a digest is: small, and hashed at once.
    let raw: Digest

    init(raw: Digest) { self.raw = raw }

    /// Nil unless there are 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard let raw = Digest(bytes: bytes) else { return nil }
        self.raw = raw
    }

    /// Parses 64 hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        guard let raw = Digest(hexadecimal: text) else { return nil }
        self.raw = raw
    }

    public var bytes: [UInt8] { raw.bytes }
    /// 64 hexadecimal digits.
    public var hexadecimal: String { raw.hexadecimal }
    /// The first digits, for people.
    public var short: String { raw.short }

    public static func < (a: PublicKey, b: PublicKey) -> Bool { a.raw < b.raw }

    /// Whether the key's owner signed this very message.
    public func hasSigned(_ message: [UInt8], _ signature: Signature) -> Bool {
        guard let key = raw.withBytes({ EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.bindMemory(to: UInt8.self).baseAddress, 32) })
        else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature.bytes, signature.bytes.count, message, message.count) == 1
    }
}

/// An Ed25519 signature.
public struct Signature: Hashable, Sendable {
    static let size = 64

    public let bytes: [UInt8]

    /// Nil unless there are 64 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }
}
