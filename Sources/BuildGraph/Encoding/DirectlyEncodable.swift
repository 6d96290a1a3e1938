// Values whose form is the encoder's own and not that of their `encode(to:)`: handles and files, which it collects,
// arrays of numbers, which are raw, and collections without an order, which are sorted.
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

extension Data: DirectlyEncodable {
    func encode(directly encoder: DatumEncoder) { encoder.writer.array([UInt8](self), as: .bytes) }
}

extension Array: DirectlyEncodable where Element: Encodable {
    func encode(directly encoder: DatumEncoder) throws {
        // Among parameters the canonical form of each number matters more than speed.
        if Element.self == Double.self, encoder.purpose == .value, let numbers = self as? [Double] {
            return encoder.writer.array(numbers, as: .doubles)
        } else if Element.self == Float.self, encoder.purpose == .value, let numbers = self as? [Float] {
            return encoder.writer.array(numbers, as: .floats)
        } else if Element.self == Int.self, let numbers = self as? [Int] {
            return encoder.writer.array(numbers, as: .integers)
        } else if Element.self == UInt8.self, let numbers = self as? [UInt8] {
            return encoder.writer.array(numbers, as: .bytes)
        }
        encoder.writer.tag(.list)
        for element in self { try encoder.encodeAny(element) }
        encoder.writer.tag(.listEnd)
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
