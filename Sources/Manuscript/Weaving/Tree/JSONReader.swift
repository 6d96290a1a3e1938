// Reads JSON. What is not JSON, and nesting that would exhaust the stack, is an error; nothing traps.
import BuildGraph

/// Why bytes are not JSON.
package struct MalformedJSON: Error, Equatable {
    package let reason: String
    /// In bytes.
    package let offset: Int
}

extension MalformedJSON: ReportableError {
    package var report: ErrorReport {
        ErrorReport(
            what: "What pandoc makes of the text cannot be read: at byte \(offset), \(reason).",
            next: "Look for what is nested very deeply, as quotations, lists or emphasis are; otherwise try another version of pandoc.")
    }
}

package struct JSONReader {
    /// Arrays and objects in each other; a document of pandoc has two or three per level of its own nesting.
    package static let deepest = 1000

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    package static func read(_ bytes: [UInt8]) throws(MalformedJSON) -> JSONNode {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.malformed("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func malformed(_ reason: String) -> MalformedJSON { MalformedJSON(reason: reason, offset: index) }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(MalformedJSON) -> JSONNode {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { (reader) throws(MalformedJSON) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(MalformedJSON) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(MalformedJSON) -> JSONNode
    ) throws(MalformedJSON) -> JSONNode {
        depth += 1
        guard depth <= Self.deepest else { throw malformed("nested more than \(Self.deepest) times") }
        defer { depth -= 1 }
        index += 1
        return try body(&self)
    }

    private mutating func array() throws(MalformedJSON) -> JSONNode {
        var elements: [JSONNode] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed("an array does not end") }
        return .array(elements)
    }

    private mutating func object() throws(MalformedJSON) -> JSONNode {
        var members: [JSONNode.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw malformed("a member has no value") }
            members.append(.init(name: name, value: try value()))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed("an object does not end") }
        return .object(members)
    }

    private mutating func word(_ word: StaticString, _ value: JSONNode) throws(MalformedJSON) -> JSONNode {
        let expected = Array("\(word)".utf8)
        guard index + expected.count <= bytes.count, Array(bytes[index..<index + expected.count]) == expected else {
            throw malformed("\(word) is expected")
        }
        index += expected.count
        return value
    }

    private mutating func number() throws(MalformedJSON) -> String {
        let start = index
        while let byte = next, (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) { index += 1 }
        guard index > start else { throw malformed("a value is expected") }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func string() throws(MalformedJSON) -> String {
        guard next == UInt8(ascii: "\"") else { throw malformed("a string is expected") }
        index += 1
        var units: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &units)
            default: units.append(byte)
            }
        }
        throw malformed("a string does not end")
    }

    private mutating func escape(into units: inout [UInt8]) throws(MalformedJSON) {
        guard let byte = next else { throw malformed("a string does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "u"):
            let first = try codeUnit()
            var codeUnits = [first]
            if UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\") {
                index += 1
                guard take(UInt8(ascii: "u")) else { throw malformed("half a character") }
                codeUnits.append(try codeUnit())
            }
            units += Array(String(decoding: codeUnits, as: UTF16.self).utf8)
        default: throw malformed("an unknown escape")
        }
    }

    private mutating func codeUnit() throws(MalformedJSON) -> UInt16 {
        guard index + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw malformed("an escape of four digits is expected") }
        index += 4
        return unit
    }
}
