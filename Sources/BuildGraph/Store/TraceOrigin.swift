// Where a trace came from that was not made in this store: it stands in the journal behind its trace. A later trace of the same key,
// made here, has no origin.
//
//   origin = 5  key(32)  taken by order: UInt8  signer(32) signature(64), zero without  encoded TraceOrigin.Details

/// The origin of a trace that came from outside.
public struct TraceOrigin: Sendable, Equatable {
    public let key: Digest
    /// Nil for a trace that nobody signed.
    public let signer: PublicKey?
    let signature: Signature?
    /// Whether a person ordered it to be taken, whoever signed it.
    public let isByOrder: Bool
    public let details: Details

    public struct Details: Codable, Sendable, Equatable {
        /// The address of a shared cache, or the name of an archive.
        public var source: String
        /// When it came, in seconds since 1970.
        @Checked<Moment> public var time: Double
    }

    init(key: Digest, signed: (signer: PublicKey, signature: Signature)?, isByOrder: Bool, source: String, time: Double) {
        self.key = key
        (signer, signature) = (signed?.signer, signed?.signature)
        self.isByOrder = isByOrder
        details = Details(source: source, time: time)
    }

    /// What a decision needs of an origin.
    struct Head: Sendable {
        static let size = 1 + 32 + 1 + 32 + Signature.size

        let key: Digest
        let isByOrder: Bool
        let signer: PublicKey?

        init?(_ raw: UnsafeRawBufferPointer) {
            guard raw.count >= Self.size else { return nil }
            key = TraceRecord.digest(raw, at: 1)
            isByOrder = raw[33] != 0
            let isSigned = raw[66..<Self.size].contains { $0 != 0 }
            signer = isSigned ? PublicKey(raw: TraceRecord.digest(raw, at: 34)) : nil
        }

        /// Whether its trace may be used: by order, or since its signer is trusted. Without a list of keys the journal is believed.
        func isAccepted(by trusted: Set<PublicKey>?) -> Bool {
            guard let trusted else { return true }
            return isByOrder || signer.map(trusted.contains) ?? false
        }
    }

    func encoded() throws -> [UInt8] {
        var writer = DatumWriter()
        writer.bytes.append(TraceRecord.Kind.origin.rawValue)
        writer.digest(key)
        writer.bytes.append(isByOrder ? 1 : 0)
        let nobody = [UInt8](repeating: 0, count: 32 + Signature.size)
        if let signer, let signature { writer.bytes += signer.bytes + signature.bytes } else { writer.bytes += nobody }
        return writer.bytes + (try encodeValue(details))
    }

    /// Nil for what is no origin.
    init?(_ payload: [UInt8]) {
        guard payload.first == TraceRecord.Kind.origin.rawValue, let head = payload.withUnsafeBytes(Head.init),
            let details = try? decodeValue(Details.self, from: Array(payload[Head.size...]))
        else { return nil }
        (key, isByOrder, signer) = (head.key, head.isByOrder, head.signer)
        signature = signer == nil ? nil : Signature(bytes: payload[66..<Head.size])
        self.details = details
    }
}
