// The secret half of a key. It is never written anywhere by the engine, and has no description.
import CLibCrypto

/// An Ed25519 key that signs.
public struct SigningKey: Sendable {
    /// What the key is made from: 32 secret bytes.
    public let seed: [UInt8]
    public let publicKey: PublicKey

    /// Nil unless there are 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == 32, let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else { return nil }
        defer { EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: 32), count = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, let publicKey = PublicKey(bytes: bytes) else { return nil }
        self.seed = seed
        self.publicKey = publicKey
    }

    /// A new key, from the system's generator of secret numbers.
    public static func random() -> SigningKey? {
        var generator = SystemRandomNumberGenerator()
        return SigningKey(seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Signs a message; nil only where libcrypto has no memory left.
    public func signature(of message: [UInt8]) -> Signature? {
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else { return nil }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var bytes = [UInt8](repeating: 0, count: Signature.size), count = bytes.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &bytes, &count, message, message.count) == 1
        else { return nil }
        return Signature(bytes: bytes)
    }
}

extension SigningKey: CustomStringConvertible {
    /// The public half.
    public var description: String { "signing key \(publicKey.short)" }
}
