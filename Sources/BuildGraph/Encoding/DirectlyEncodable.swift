// Values whose form is the encoder's own and not that of their `encode(to:)`: digests and arrays of numbers, which are raw,
// and collections without an order, which are sorted. Targets add handles and files.
import Foundation

/// A value that `DatumEncoder` writes itself.
protocol DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws
}

extension Digest: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) {
        encoder.writer.tag(.bytes)
        encoder.writer.count(32)
        encoder.writer.digest(self)
    }
}

extension Data: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) { withUnsafeBytes { encoder.writer.array($0, count: count, as: .bytes) } }
}

extension Array: DirectlyEncodable where Element: Encodable {
    func encode(directly encoder: DatumEncoder) throws {
        if let kind = Self.rawKind(encoder.purpose) {
            return withUnsafeBytes { encoder.writer.array($0, count: count, as: kind) }
        }
        encoder.writer.tag(.list)
        for element in self { try encoder.encodeAny(element) }
        encoder.writer.tag(.listEnd)
    }
}

extension Array {
    /// The form of arrays of numbers. Among parameters the canonical form of each number matters more than speed.
    fileprivate static func rawKind(_ purpose: DatumEncoder.Purpose) -> Datum.Tag? {
        if Element.self == Double.self { return purpose == .value ? .doubles : nil }
        if Element.self == Float.self { return purpose == .value ? .floats : nil }
        if Element.self == Int.self { return .integers }
        if Element.self == UInt8.self { return .bytes }
        return nil
    }
}

extension Set: DirectlyEncodable where Element: Encodable {
    func encode(directly encoder: DatumEncoder) throws {
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

extension Dictionary: DirectlyEncodable where Key: Encodable, Value: Encodable {
    func encode(directly encoder: DatumEncoder) throws {
        // As `Dictionary` itself does, which decodes it: keys that have a text are those of an object, others alternate with the
        // values in a list.
        let hasTextKeys = Key.self is any CodingKeyRepresentable.Type
        encoder.writer.tag(hasTextKeys ? .object : .list)
        if hasTextKeys, Key.self != String.self, Key.self != Int.self { try checkKeyTexts() }
        var parts: [DatumEncoder] = []
        for (key, value) in self {
            let part = encoder.part()
            if hasTextKeys { part.writer.string(Self.text(key)) } else { try part.encodeAny(key) }
            try part.encodeAny(value)
            parts.append(part)
        }
        encoder.appendSorted(parts)
        encoder.writer.tag(hasTextKeys ? .objectEnd : .listEnd)
    }

    private static func text(_ key: Key) -> String {
        if let key = key as? String { return key }
        return (key as? any CodingKeyRepresentable)?.codingKey.stringValue ?? "\(key)"
    }

    /// Two keys of one text could not be told apart when they are read.
    private func checkKeyTexts() throws {
        var texts: Set<String> = []
        for key in keys { texts.insert(Self.text(key)) }
        guard texts.count == count else {
            throw NotCanonical(path: "", reason: "two keys of a dictionary have the same text")
        }
    }
}
