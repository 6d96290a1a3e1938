// Encodes the parameters of a target, and collects the handles and files that it meets: what a target holds is what it depends
// on, so the two cannot differ.

final class ParameterEncoder: DatumEncoder {
    /// Handles in the order of their bytes; `offset` is where the 32 bytes of the identity stand.
    @exclusivity(unchecked) private(set) var references: [(offset: Int, node: Node)] = []
    @exclusivity(unchecked) var files: [SourceFile] = []

    init() { super.init(purpose: .parameters) }

    /// Writes a handle, which becomes a dependency.
    func reference(_ node: Node) {
        writer.tag(.reference)
        references.append((writer.bytes.count, node))
        writer.digest(node.identity)
    }

    override func part() -> DatumEncoder { ParameterEncoder() }

    override func append(_ part: DatumEncoder) {
        if let part = part as? ParameterEncoder {
            let base = writer.bytes.count
            references += part.references.map { (base + $0.offset, $0.node) }
            files += part.files
        }
        super.append(part)
    }
}

extension DatumEncoder {
    /// Itself, if it encodes parameters. That class has no subclasses, and comparing is faster than casting: every handle of a graph asks.
    fileprivate var asParameterEncoder: ParameterEncoder? {
        type(of: self) == ParameterEncoder.self ? unsafeDowncast(self, to: ParameterEncoder.self) : nil
    }
}

/// The encoder of a target's parameters. Throws for any other: a handle has no meaning in a value.
private func parameterEncoder(_ encoder: DatumEncoder?) throws -> ParameterEncoder {
    guard let encoder = encoder?.asParameterEncoder else {
        throw NotCanonical(path: "", reason: "a handle can only be a parameter of a target")
    }
    return encoder
}

extension Input: DirectlyEncodable {
    public func encode(to encoder: any Encoder) throws { try parameterEncoder(encoder as? DatumEncoder).reference(node) }
    func encode(directly encoder: DatumEncoder) throws { try parameterEncoder(encoder).reference(node) }
}

extension AnyInput: DirectlyEncodable {
    public func encode(to encoder: any Encoder) throws { try parameterEncoder(encoder as? DatumEncoder).reference(node) }
    func encode(directly encoder: DatumEncoder) throws { try parameterEncoder(encoder).reference(node) }
}

extension SourceFile: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) {
        encoder.writer.string(path)
        encoder.asParameterEncoder?.files.append(self)
    }
}
