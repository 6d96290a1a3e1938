// Values whose form is the encoder's own and not that of their `encode(to:)`: handles and files, which it collects,
// digests and arrays of numbers, which are raw, and collections without an order, which are sorted.
import Foundation

/// A value that `DatumEncoder` writes itself.
protocol DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws
}

extension Input: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws { try encoder.reference(node) }
}

extension AnyInput: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) throws { try encoder.reference(node) }
}

extension SourceFile: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) {
        encoder.writer.string(path)
        encoder.files.append(self)
    }
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
