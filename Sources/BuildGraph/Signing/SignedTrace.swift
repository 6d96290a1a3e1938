// A trace with the signature of who made it.
//
// What is signed are the canonical bytes of the trace, as they stand in a journal (`TraceRecord`): key, identity, output, size and
// duration, name, type, code, parameters, inputs, files, provenance. They are preceded by words that name this use and its form, so that
// no signature of anything else, and of no other form, is ever one of a trace.

/// A trace that says who made it.
public struct SignedTrace: Sendable, Equatable {
    /// The canonical bytes of the trace.
    public let payload: [UInt8]
    public let signer: PublicKey
    public let signature: Signature

    /// Changes whenever the meaning of what is signed changes.
    static let domain = Array("build trace, signed: form 1\n".utf8)

    public init(payload: [UInt8], signer: PublicKey, signature: Signature) {
        (self.payload, self.signer, self.signature) = (payload, signer, signature)
    }

    /// Signs the bytes of a trace; nil when that fails.
    public init?(_ payload: [UInt8], by key: SigningKey) {
        guard let signature = key.signature(of: Self.domain + payload) else { return nil }
        self.init(payload: payload, signer: key.publicKey, signature: signature)
    }

    /// Whether the signature is the signer's, of this very trace.
    public var isGenuine: Bool { signer.hasSigned(Self.domain + payload, signature) }
}
