// Keys, signatures, the list of trusted keys, and records of a shared cache.
import BuildGraph
import Testing

@Suite struct SigningTests {
    private let key = SigningKey(seed: Array(0..<32))

    /// RFC 8032, section 7.1, test 3.
    @Test func aSignatureIsThatOfTheStandard() throws {
        func bytes(_ hexadecimal: String) -> [UInt8] {
            let digits = hexadecimal.compactMap(\.hexDigitValue)
            return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        }
        let key = try #require(SigningKey(seed: bytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")))
        #expect(key.publicKey.hexadecimal == "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
        #expect(
            key.signature(of: bytes("af82"))?.bytes
                == bytes("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"))
    }

    @Test func aChangeOfAnyBitOfMessageKeyOrSignatureIsNoticed() throws {
        let key = try #require(key), message = Array("a message".utf8), signature = try #require(key.signature(of: message))
        #expect(key.publicKey.hasSigned(message, signature))
        for bit in stride(from: 0, to: 8 * 64, by: 7) {
            var bytes = signature.bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.publicKey.hasSigned(message, try #require(Signature(bytes: bytes))))
        }
        for bit in 0..<8 * message.count {
            var other = message
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.publicKey.hasSigned(other, signature))
        }
        let other = try #require(SigningKey.random())
        #expect(!other.publicKey.hasSigned(message, signature))
        #expect(other.seed != SigningKey.random()?.seed)
    }

    /// What a key signs for another purpose is no trace.
    @Test func aSignatureOfTheBytesAloneIsNotOneOfATrace() throws {
        let key = try #require(key), payload: [UInt8] = [1, 2, 3]
        let bare = SignedTrace(payload: payload, signer: key.publicKey, signature: try #require(key.signature(of: payload)))
        #expect(!bare.isGenuine)
        #expect(try #require(SignedTrace(payload, by: key)).isGenuine)
    }

    @Test func aSecretIsNotDescribed() throws {
        let key = try #require(key)
        #expect("\(key)" == "signing key \(key.publicKey.short)")
        #expect(SigningKey(seed: [1]) == nil)
    }

    @Test func theListOfKeysIsReadAndWrittenWithItsComments() throws {
        let (a, b) = (String(repeating: "ab", count: 32), String(repeating: "CD", count: 32))
        var keys = try TrustedKeys(parsing: "# who\n\ned25519 \(a) anna\ned25519 \(b) ben revoked 2026-11-28\n")
        #expect(keys.trusted.map(\.hexadecimal) == [a])
        let key = try #require(self.key).publicKey
        keys.trust(key, name: "carl")
        keys.revoke(try #require(PublicKey(hexadecimal: a)), on: "2026-12-01")
        #expect(keys.text == "# who\n\ned25519 \(a) anna revoked 2026-12-01\ned25519 \(b) ben revoked 2026-11-28\ned25519 \(key.hexadecimal) carl\n")
        #expect(try TrustedKeys(parsing: keys.text) == keys)
        #expect(keys.trusted == [key])
        #expect(keys.name(of: key) == "carl")
    }

    @Test(arguments: [
        ("ssh-ed25519 AAAA anna", 1), ("ed25519 12 anna", 1), ("#\ned25519 \(String(repeating: "ab", count: 32))", 2),
        ("ed25519 \(String(repeating: "ab", count: 32)) a b", 1), ("ed25519 \(String(repeating: "ab", count: 32)) a\ned25519 \(String(repeating: "ab", count: 32)) b", 2),
    ])
    func aLineThatIsNotUnderstoodIsAnErrorWithItsNumber(text: String, line: Int) throws {
        let error = #expect(throws: TrustedKeys.Malformed.self) { try TrustedKeys(parsing: text) }
        #expect(error?.line == line)
    }
}
