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
        func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }
        func list(_ parts: some Sequence<String>) -> String { "[" + parts.joined(separator: ",") + "]" }
        switch datum {
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .unsigned(let value): return "\(value)"
        case .double(let value): return number(value)
        case .float(let value): return value.isFinite ? "\(value)" : "null"
        case .string(let value): return JSONString.quoted(value)
        case .list(let elements): return list(elements.map(text))
        case .object(let fields): return "{" + fields.map { "\(JSONString.quoted($0.key)):\(text($0.value))" }.joined(separator: ",") + "}"
        case .doubles(let values): return list(values.map(number))
        case .floats(let values): return list(values.map { $0.isFinite ? "\($0)" : "null" })
        case .integers(let values): return list(values.map { "\($0)" })
        case .bytes(let bytes): return JSONString.quoted(Data(bytes).base64EncodedString())
        case .reference(let digest): return JSONString.quoted(digest.hexadecimal)
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
