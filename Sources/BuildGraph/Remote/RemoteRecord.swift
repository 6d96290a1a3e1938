// A signed trace as a shared cache keeps it: an `ActionResult` of Bazel's remote execution API, so that servers that check what they keep
// take it, and hand it out only as long as they have the value that it leads to.
//
//   ActionResult
//     2  output_files: OutputFile  1 path "value"  2 digest: Digest (1 hash in hexadecimal, 2 size)  5 contents: the value, if it is small
//     5  stdout_raw: the signed trace
//     9  execution_metadata  1 worker: not empty, or bazel-remote would put the client's address there
//
//   signed trace = "TRACE001" signer(32) signature(64) payload

/// A record of a shared cache.
struct RemoteRecord: Equatable {
    let trace: SignedTrace
    /// The value, when it is small enough to come with its record.
    let value: [UInt8]?

    /// Bytes; larger than any real record, so what is larger is not read.
    static let largest = 4 << 20
    private static let magic = Array("TRACE001".utf8)

    init(trace: SignedTrace, value: [UInt8]?) { (self.trace, self.value) = (trace, value) }

    /// - Parameter head: that of the trace.
    func encoded(_ head: TraceRecord.TraceHead) -> [UInt8] {
        var digest = ProtocolBufferWriter(), file = ProtocolBufferWriter(), metadata = ProtocolBufferWriter(), result = ProtocolBufferWriter()
        digest.add(head.output.hexadecimal.utf8, at: 1)
        digest.add(head.size, at: 2)
        file.add("value".utf8, at: 1)
        file.add(digest.bytes, at: 2)
        if let value { file.add(value, at: 5) }
        metadata.add("build".utf8, at: 1)
        result.add(file.bytes, at: 2)
        result.add(Self.magic + trace.signer.bytes + trace.signature.bytes + trace.payload, at: 5)
        result.add(metadata.bytes, at: 9)
        return result.bytes
    }

    /// Nil for what is not a record with a signed trace. Whether the signature is genuine is not looked at.
    init?(_ bytes: [UInt8]) {
        guard let result = ProtocolBufferFields(bytes[...]), let envelope = result[5], envelope.starts(with: Self.magic) else { return nil }
        let rest = envelope.dropFirst(Self.magic.count)
        guard rest.count > 96, let signer = PublicKey(bytes: rest.prefix(32)), let signature = Signature(bytes: rest.dropFirst(32).prefix(64))
        else { return nil }
        trace = SignedTrace(payload: Array(rest.dropFirst(96)), signer: signer, signature: signature)
        value = result[2].flatMap { ProtocolBufferFields($0) }?[5].map { Array($0) }
    }
}
