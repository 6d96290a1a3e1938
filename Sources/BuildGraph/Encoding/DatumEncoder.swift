// Writes any `Encodable` in the binary form of `Datum`. For parameters it is canonical: one value, one encoding. Sets and
// dictionaries are in the order of their encoded bytes, −0 is 0, NaN is refused.

/// Encodes a value for the store.
public func encodeValue(_ value: some Encodable) throws -> [UInt8] {
    let encoder = DatumEncoder(purpose: .value)
    try encoder.encodeAny(value)
    return encoder.writer.bytes
}

/// A value that has no canonical encoding, and why.
public struct NotCanonical: Error {
    /// The names of the properties that lead to it, from the outside in.
    public let path: String
    public let reason: String

    /// The same, seen from the owner of a property.
    func within(_ property: String) -> NotCanonical {
        NotCanonical(path: path.isEmpty ? property : "\(property).\(path)", reason: reason)
    }
}

/// A class of its own for parameters, `ParameterEncoder`, collects what it meets on the way.
class DatumEncoder: Encoder {
    enum Purpose { case parameters, value }

    final let purpose: Purpose
    // Access to these is not checked at run time, as that of a class's variables is otherwise: no call below runs while
    // another one is writing, and the checks were a quarter of the time of encoding.
    @exclusivity(unchecked) final var writer = DatumWriter()
    /// Empty: only an error needs a path, and finds it on its way out.
    final var codingPath: [any CodingKey] { [] }
    final var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(purpose: Purpose) {
        self.purpose = purpose
        // Enough for most parameters: growing step by step costs more than writing.
        writer.bytes.reserveCapacity(256)
    }

    final func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedContainer<Key>(encoder: self))
    }

    final func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedContainer(encoder: self) }
    final func singleValueContainer() -> any SingleValueEncodingContainer { SingleContainer(encoder: self) }

    /// Encodes a value, in the form of this encoder where it has one of its own.
    final func encodeAny<T: Encodable>(_ value: T) throws {
        if let direct = value as? any DirectlyEncodable { return try direct.encode(directly: self) }
        try encodeByItself(value)
    }

    /// Encodes a value by its `encode(to:)`.
    final func encodeByItself(_ value: some Encodable) throws {
        let depth = open.count
        let start = writer.bytes.count
        try value.encode(to: self)
        close(downTo: depth)
        // A type without stored properties asks for no container at all.
        if writer.bytes.count == start { writer.tag(.null) }
    }

    // Containers are written as a stream. The containers that are open are kept on a stack, and are closed when
    // their parent writes again or ends: `Encoder` tells us of the beginning of a container, never of its end.
    @exclusivity(unchecked) private final var open: [(tag: Datum.Tag, id: Int)] = []
    @exclusivity(unchecked) private final var nextIdentifier = 0

    final func begin(_ tag: Datum.Tag) -> Int {
        writer.tag(tag)
        nextIdentifier += 1
        open.append((tag == .list ? .listEnd : .objectEnd, nextIdentifier))
        return nextIdentifier
    }

    final func close(downTo depth: Int) {
        while open.count > depth, let last = open.popLast() { writer.tag(last.tag) }
    }

    /// Closes what was opened inside the container `id`.
    final func resume(_ id: Int) {
        while let last = open.last, last.id != id {
            writer.tag(last.tag)
            open.removeLast()
        }
    }

    final func encode(_ value: Double) throws {
        if purpose == .parameters {
            if value.isNaN { throw notCanonical("NaN is equal to nothing, itself included") }
            return writer.double(value == 0 ? 0 : value)
        }
        writer.double(value)
    }

    final func encode(_ value: Float) throws {
        if purpose == .parameters && value.isNaN { throw notCanonical("NaN is equal to nothing, itself included") }
        writer.tag(.float)
        writer.scalar((purpose == .parameters && value == 0 ? 0 : value).bitPattern)
    }

    final func encode(_ value: Bool) { writer.tag(value ? .yes : .no) }

    final func encode(_ value: some FixedWidthInteger) {
        if let signed = Int64(exactly: value) { return writer.integer(signed) }
        writer.tag(.unsigned)
        writer.scalar(UInt64(truncatingIfNeeded: value))
    }

    private func notCanonical(_ reason: String) -> NotCanonical { NotCanonical(path: "", reason: reason) }

    /// Appends the encoding of `parts`, each written by an encoder of its own, in the order of their bytes.
    final func appendSorted(_ parts: [DatumEncoder]) {
        for part in parts.sorted(by: { $0.writer.bytes.lexicographicallyPrecedes($1.writer.bytes) }) { append(part) }
    }

    /// A new encoder of the same sort, for a part that is appended later.
    func part() -> DatumEncoder { DatumEncoder(purpose: purpose) }

    func append(_ part: DatumEncoder) { writer.bytes += part.writer.bytes }
}
