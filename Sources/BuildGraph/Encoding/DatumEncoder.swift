// Writes any `Encodable` in the binary form of `Datum`. For parameters it is canonical (one value, one encoding:
// sets and dictionaries in the order of their encoded bytes, −0 is 0, NaN is refused) and it collects the handles
// and files it meets: what a target holds is what a target depends on, so the two cannot differ.
import Foundation

/// Encodes a value for the store.
public func encodeValue(_ value: some Encodable) throws -> [UInt8] {
    let encoder = DatumEncoder(purpose: .value)
    try encoder.encodeAny(value)
    return encoder.writer.bytes
}

/// A value that has no canonical encoding, and why.
public struct NotCanonical: Error {
    public let path: String
    public let reason: String
}

final class DatumEncoder: Encoder {
    enum Purpose { case parameters, value }

    let purpose: Purpose
    var writer = DatumWriter()
    /// Handles in the order of their bytes; `offset` is where the 32 bytes of the identity stand.
    var references: [(offset: Int, node: Node)] = []
    var files: [SourceFile] = []
    var codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(purpose: Purpose) {
        self.purpose = purpose
        // Enough for most parameters: growing step by step costs more than writing.
        writer.bytes.reserveCapacity(256)
    }

    func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedContainer(encoder: self) }
    func singleValueContainer() -> any SingleValueEncodingContainer { SingleContainer(encoder: self) }

    /// Encodes a value, taking the raw form for arrays of numbers and the sorted form for unordered collections.
    func encodeAny<T: Encodable>(_ value: T) throws {
        if T.self == [Double].self, purpose == .value, let numbers = value as? [Double] {
            return writer.array(numbers, as: .doubles)
        } else if T.self == [Float].self, purpose == .value, let numbers = value as? [Float] {
            return writer.array(numbers, as: .floats)
        } else if T.self == [Int].self, let numbers = value as? [Int] {
            return writer.array(numbers, as: .integers)
        } else if T.self == [UInt8].self, let numbers = value as? [UInt8] {
            return writer.array(numbers, as: .bytes)
        } else if T.self == Data.self, let data = value as? Data {
            return writer.array([UInt8](data), as: .bytes)
        }
        if let unordered = value as? any UnorderedEncodable { return try unordered.encodeSorted(to: self) }
        let depth = open.count
        let start = writer.bytes.count
        try value.encode(to: self)
        close(downTo: depth)
        // A type without stored properties asks for no container at all.
        if writer.bytes.count == start { writer.tag(.null) }
    }

    // Containers are written as a stream. The containers that are open are kept on a stack, and are closed when
    // their parent writes again or ends: `Encoder` tells us of the beginning of a container, never of its end.
    private var open: [(tag: Datum.Tag, id: Int)] = []
    private var nextIdentifier = 0

    func begin(_ tag: Datum.Tag) -> Int {
        writer.tag(tag)
        nextIdentifier += 1
        open.append((tag == .list ? .listEnd : .objectEnd, nextIdentifier))
        return nextIdentifier
    }

    func close(downTo depth: Int) {
        while open.count > depth, let last = open.popLast() { writer.tag(last.tag) }
    }

    /// Closes what was opened inside the container `id`.
    func resume(_ id: Int) {
        while let last = open.last, last.id != id {
            writer.tag(last.tag)
            open.removeLast()
        }
    }

    func encode(_ value: Double) throws {
        if purpose == .parameters {
            if value.isNaN { throw notCanonical("NaN is equal to nothing, itself included") }
            return writer.double(value == 0 ? 0 : value)
        }
        writer.double(value)
    }

    func encode(_ value: Float) throws {
        if purpose == .parameters && value.isNaN { throw notCanonical("NaN is equal to nothing, itself included") }
        writer.tag(.float)
        writer.scalar((purpose == .parameters && value == 0 ? 0 : value).bitPattern)
    }

    func encode(_ value: Bool) { writer.tag(value ? .yes : .no) }

    func encode(_ value: some FixedWidthInteger) {
        if let signed = Int64(exactly: value) { return writer.integer(signed) }
        writer.tag(.unsigned)
        writer.scalar(UInt64(truncatingIfNeeded: value))
    }

    func reference(_ node: Node) throws {
        guard purpose == .parameters else { throw notCanonical("a handle belongs among parameters, not in a value") }
        writer.tag(.reference)
        references.append((writer.bytes.count, node))
        writer.digest(node.identity)
    }

    func notCanonical(_ reason: String) -> NotCanonical {
        NotCanonical(path: codingPath.map(\.stringValue).joined(separator: "."), reason: reason)
    }

    /// Appends the encoding of `parts`, each written by an encoder of its own, in the order of their bytes.
    func appendSorted(_ parts: [DatumEncoder]) {
        for part in parts.sorted(by: { $0.writer.bytes.lexicographicallyPrecedes($1.writer.bytes) }) {
            let base = writer.bytes.count
            references += part.references.map { (base + $0.offset, $0.node) }
            files += part.files
            writer.bytes += part.writer.bytes
        }
    }

    func part() -> DatumEncoder {
        let part = DatumEncoder(purpose: purpose)
        part.codingPath = codingPath
        return part
    }
}

// MARK: Unordered collections

/// A collection whose order of iteration means nothing.
private protocol UnorderedEncodable {
    func encodeSorted(to encoder: DatumEncoder) throws
}

extension Set: UnorderedEncodable where Element: Encodable {
    fileprivate func encodeSorted(to encoder: DatumEncoder) throws {
        encoder.writer.tag(.list)
        encoder.appendSorted(
            try map { element in
                let part = encoder.part()
                try part.encodeAny(element)
                return part
            })
        encoder.writer.tag(.listEnd)
    }
}

extension Dictionary: UnorderedEncodable where Key: Encodable, Value: Encodable {
    fileprivate func encodeSorted(to encoder: DatumEncoder) throws {
        // As `Dictionary` itself does: text and whole numbers are keys of an object, anything else alternates in a list.
        let hasTextKeys = Key.self == String.self || Key.self == Int.self
        encoder.writer.tag(hasTextKeys ? .object : .list)
        encoder.appendSorted(
            try map { key, value in
                let part = encoder.part()
                if hasTextKeys { part.writer.string("\(key)") } else { try part.encodeAny(key) }
                try part.encodeAny(value)
                return part
            })
        encoder.writer.tag(hasTextKeys ? .objectEnd : .listEnd)
    }
}
