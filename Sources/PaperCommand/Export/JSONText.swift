// JSON for programs: what commands print with --json, and files beside the outputs. A record's fields are written in the order
// of its properties; numbers that JSON cannot write (NaN, infinities) become null.
import BuildGraph
import Foundation
import Manuscript

package enum JSONText {
    /// A record as one line.
    package static func of(_ record: some Encodable) throws -> String { text(try Datum(decoding: encodeValue(record))) }

    /// The JSON of a datum.
    package static func text(_ datum: Datum) -> String {
        var text: [UInt8] = []
        append(datum, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ datum: Datum, to text: inout [UInt8]) {
        func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible, to text: inout [UInt8]) {
            text += (value.isFinite ? value.description : "null").utf8
        }
        func list<Element>(_ elements: [Element], _ open: UInt8 = UInt8(ascii: "["), _ close: UInt8 = UInt8(ascii: "]"), _ append: (Element, inout [UInt8]) -> Void) {
            text.append(open)
            for (place, element) in elements.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                append(element, &text)
            }
            text.append(close)
        }
        switch datum {
        case .null: text += "null".utf8
        case .bool(let value): text += "\(value)".utf8
        case .integer(let value): text += value.description.utf8
        case .unsigned(let value): text += value.description.utf8
        case .double(let value): number(value, to: &text)
        case .float(let value): number(value, to: &text)
        case .string(let value): JSONString.append(value, to: &text)
        case .list(let elements): list(elements) { append($0, to: &$1) }
        case .object(let fields):
            list(fields, UInt8(ascii: "{"), UInt8(ascii: "}")) { field, text in
                JSONString.append(field.key, to: &text)
                text.append(UInt8(ascii: ":"))
                append(field.value, to: &text)
            }
        case .doubles(let values): list(values) { number($0, to: &$1) }
        case .floats(let values): list(values) { number($0, to: &$1) }
        case .integers(let values): list(values) { $1 += $0.description.utf8 }
        case .bytes(let bytes): JSONString.append(Data(bytes).base64EncodedString(), to: &text)
        case .reference(let digest): JSONString.append(digest.hexadecimal, to: &text)
        }
    }
}

/// A field of a record that is null, and not left out, when there is no value.
@propertyWrapper
package struct OrNull<Value: Encodable>: Encodable {
    package var wrappedValue: Value?

    package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension OrNull: Decodable where Value: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
    }
}

extension OrNull: Equatable where Value: Equatable {}
