// The one binary form of the engine, for parameters and for values alike. It describes itself: a value can be
// shown, compared and exported without its Swift type. Numbers are little-endian, arrays of numbers are raw.
//
//   00 null   01 false   02 true   03 Int64   04 UInt64   05 Double   06 Float   07 string   08 … 09 list
//   0a (key value)* 0b object   0c [Double]   0d [Float]   0e [Int]   0f bytes   10 reference (digest)
//
// Strings, keys and arrays begin with their count as a LEB128 number.

/// A decoded value of the binary form.
public indirect enum Datum: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case float(Float)
    case string(String)
    case list([Datum])
    case object([Field])
    case doubles([Double])
    case floats([Float])
    case integers([Int])
    case bytes([UInt8])
    /// A handle to another target, by identity; in parameters only.
    case reference(Digest)

    public struct Field: Sendable, Equatable {
        public let key: String
        public let value: Datum

        public init(_ key: String, _ value: Datum) {
            self.key = key
            self.value = value
        }
    }

    enum Tag: UInt8 {
        case null, no, yes, integer, unsigned, double, float, string, list, listEnd, object, objectEnd
        case doubles, floats, integers, bytes, reference
    }

    /// The member of an object; nil when there is none, or this is not an object.
    public subscript(key: String) -> Datum? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.key == key }?.value
    }
}

/// What is wrong with bytes that should be a `Datum`.
public struct MalformedDatum: Error, Equatable {
    public let offset: Int
    public let reason: String
}

extension Datum {
    /// Reads a whole encoding, from `offset` to the end.
    public init(decoding bytes: [UInt8], from offset: Int = 0) throws(MalformedDatum) {
        var reader = DatumReader(bytes: bytes)
        reader.offset = offset
        self = try reader.datum(depth: 0)
        guard reader.offset == bytes.count else {
            throw MalformedDatum(offset: reader.offset, reason: "\(bytes.count - reader.offset) bytes follow the value")
        }
    }
}

/// Reads the binary form; every read is checked against the end.
struct DatumReader {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func datum(depth: Int) throws(MalformedDatum) -> Datum {
        guard depth < 256 else { throw malformed("nested deeper than 256 levels") }
        let tag = try tag()
        switch tag {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .integer: return .integer(Int64(littleEndian: try scalar(Int64.self)))
        case .unsigned: return .unsigned(UInt64(littleEndian: try scalar(UInt64.self)))
        case .double: return .double(Double(bitPattern: UInt64(littleEndian: try scalar(UInt64.self))))
        case .float: return .float(Float(bitPattern: UInt32(littleEndian: try scalar(UInt32.self))))
        case .string: return .string(try string())
        case .list:
            var elements: [Datum] = []
            while try !take(.listEnd) { elements.append(try datum(depth: depth + 1)) }
            return .list(elements)
        case .object:
            var fields: [Datum.Field] = []
            while try !take(.objectEnd) {
                fields.append(Datum.Field(try string(), try datum(depth: depth + 1)))
            }
            return .object(fields)
        case .doubles: return .doubles(try array(0.0))
        case .floats: return .floats(try array(Float(0)))
        case .integers: return .integers(try array(0))
        case .bytes: return .bytes(try array(UInt8(0)))
        case .reference:
            let slice = try raw(32)
            guard let digest = Digest(bytes: slice) else { throw malformed("a reference has 32 bytes") }
            return .reference(digest)
        case .listEnd, .objectEnd: throw malformed("an end without a beginning")
        }
    }

    /// Where some fields of an object are; other values are passed over.
    mutating func fields(of names: Set<String>) throws(MalformedDatum) -> [String: Int] {
        guard try tag() == .object else { throw malformed("an object was expected") }
        var places: [String: Int] = [:]
        while places.count < names.count, try !take(.objectEnd) {
            let name = try string()
            if names.contains(name) { places[name] = offset }
            try pass(depth: 1)
        }
        return places
    }

    /// Passes over a value.
    private mutating func pass(depth: Int) throws(MalformedDatum) {
        guard depth < 256 else { throw malformed("nested deeper than 256 levels") }
        switch try tag() {
        case .null, .no, .yes: break
        case .integer, .unsigned, .double: _ = try raw(8)
        case .float: _ = try raw(4)
        case .string, .bytes: _ = try raw(try count())
        case .list: while try !take(.listEnd) { try pass(depth: depth + 1) }
        case .object:
            while try !take(.objectEnd) {
                _ = try raw(try count())
                try pass(depth: depth + 1)
            }
        case .doubles, .integers: try passNumbers(8)
        case .floats: try passNumbers(4)
        case .reference: _ = try raw(32)
        case .listEnd, .objectEnd: throw malformed("an end without a beginning")
        }
    }

    private mutating func passNumbers(_ size: Int) throws(MalformedDatum) {
        let count = try count()
        guard count <= (bytes.count - offset) / size else { throw malformed("the value ends too early") }
        offset += count * size
    }

    private func malformed(_ reason: String) -> MalformedDatum { MalformedDatum(offset: offset, reason: reason) }

    private mutating func tag() throws(MalformedDatum) -> Datum.Tag {
        guard offset < bytes.count else { throw malformed("the value ends too early") }
        guard let tag = Datum.Tag(rawValue: bytes[offset]) else { throw malformed("unknown tag \(bytes[offset])") }
        offset += 1
        return tag
    }

    /// Skips the end tag if it comes next. A key cannot be mistaken for it: it begins with the tag of a string.
    private mutating func take(_ end: Datum.Tag) throws(MalformedDatum) -> Bool {
        guard offset < bytes.count else { throw malformed("the value ends too early") }
        if end == .objectEnd {
            // Inside an object a field is introduced by the string tag.
            if bytes[offset] == Datum.Tag.string.rawValue {
                offset += 1
                return false
            }
        }
        guard bytes[offset] == end.rawValue else {
            if end == .objectEnd { throw malformed("a field or an end was expected") }
            return false
        }
        offset += 1
        return true
    }

    private mutating func raw(_ count: Int) throws(MalformedDatum) -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw malformed("the value ends too early") }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    private mutating func scalar<T: FixedWidthInteger>(_: T.Type) throws(MalformedDatum) -> T {
        let start = offset
        _ = try raw(MemoryLayout<T>.size)
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: T.self) }
    }

    private mutating func count() throws(MalformedDatum) -> Int {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 56, by: 7) {
            let byte = try scalar(UInt8.self)
            value |= UInt64(byte & 0x7f) << UInt64(shift)
            if byte & 0x80 == 0 { return Int(value) }
        }
        throw malformed("a count is too large")
    }

    private mutating func string() throws(MalformedDatum) -> String {
        String(decoding: try raw(try count()), as: UTF8.self)
    }

    /// Raw numbers; `zero` names the element type.
    private mutating func array<T: BitwiseCopyable>(_ zero: T) throws(MalformedDatum) -> [T] {
        let count = try count()
        guard count <= (bytes.count - offset) / MemoryLayout<T>.stride else { throw malformed("the value ends too early") }
        let start = offset
        offset += count * MemoryLayout<T>.stride
        return [T](unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<offset]))
            }
            initialized = count
        }
    }
}

/// Appends the binary form to a buffer.
struct DatumWriter {
    var bytes: [UInt8] = []

    mutating func tag(_ tag: Datum.Tag) { bytes.append(tag.rawValue) }

    mutating func count(_ count: Int) {
        var rest = UInt64(count)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func scalar<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func digest(_ digest: Digest) { digest.withBytes { bytes.append(contentsOf: $0) } }

    /// Puts a number in the place of the digest at `offset`.
    mutating func replace(at offset: Int, withNumber number: Int) {
        bytes.withUnsafeMutableBytes { raw in
            for i in offset..<offset + 24 { raw[i] = 0 }
            raw.storeBytes(of: UInt64(number).bigEndian, toByteOffset: offset + 24, as: UInt64.self)
        }
    }

    /// A string, or the key of a field: both are written alike.
    mutating func string(_ text: String) {
        tag(.string)
        var text = text
        text.withUTF8 {
            count($0.count)
            bytes.append(contentsOf: $0)
        }
    }

    mutating func integer(_ value: Int64) {
        tag(.integer)
        scalar(value)
    }

    mutating func double(_ value: Double) {
        tag(.double)
        scalar(value.bitPattern)
    }

    /// An array of `count` numbers, as they are in memory.
    mutating func array(_ numbers: UnsafeRawBufferPointer, count: Int, as kind: Datum.Tag) {
        tag(kind)
        self.count(count)
        bytes.append(contentsOf: numbers)
    }
}
