// Reads any `Decodable` from a `Datum`: the way back from `encodeValue`.
import Foundation

/// Decodes a value that `encodeValue` wrote; it begins at `offset` and ends with the bytes.
public func decodeValue<T: Decodable>(_ type: T.Type, from bytes: [UInt8], at offset: Int = 0) throws -> T {
    try DatumDecoder(datum: Datum(decoding: bytes, from: offset), codingPath: []).decodeAny(type)
}

/// Decodes a value, or a part of one, that was read already.
public func decodeValue<T: Decodable>(_ type: T.Type, from datum: Datum) throws -> T {
    try DatumDecoder(datum: datum, codingPath: []).decodeAny(type)
}

struct DatumDecoder: Decoder {
    let datum: Datum
    var codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy _: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch datum {
        case .object(let fields): KeyedDecodingContainer(KeyedReader<Key>(fields: fields, codingPath: codingPath))
        case .null: KeyedDecodingContainer(KeyedReader<Key>(fields: [], codingPath: codingPath))
        default: throw mismatch("an object")
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch datum {
        case .list(let elements): return UnkeyedReader(elements: elements, codingPath: codingPath)
        case .doubles(let values): return UnkeyedReader(elements: values.map(Datum.double), codingPath: codingPath)
        case .floats(let values): return UnkeyedReader(elements: values.map(Datum.float), codingPath: codingPath)
        case .integers(let values): return UnkeyedReader(elements: values.map { .integer(Int64($0)) }, codingPath: codingPath)
        default: throw mismatch("a list")
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleReader(decoder: self) }

    func decodeAny<T: Decodable>(_ type: T.Type) throws -> T {
        let raw: Any? =
            switch datum {
            case .doubles(let values) where T.self == [Double].self: values
            case .floats(let values) where T.self == [Float].self: values
            case .integers(let values) where T.self == [Int].self: values
            case .bytes(let values) where T.self == [UInt8].self: values
            case .bytes(let values) where T.self == Data.self: Data(values)
            default: nil
            }
        // Nothing raw is no value: cast to an optional type, it would be one.
        if let raw, let value = raw as? T { return value }
        return try T(from: self)
    }

    func mismatch(_ wanted: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: "\(wanted) was expected"))
    }

    func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        let value: T? =
            switch datum {
            case .integer(let value): T(exactly: value)
            case .unsigned(let value): T(exactly: value)
            default: nil
            }
        guard let value else { throw mismatch("a number of type \(T.self)") }
        return value
    }

    func double() throws -> Double {
        guard case .double(let value) = datum else { throw mismatch("a Double") }
        return value
    }

    func float() throws -> Float {
        guard case .float(let value) = datum else { throw mismatch("a Float") }
        return value
    }

    func bool() throws -> Bool {
        guard case .bool(let value) = datum else { throw mismatch("a Bool") }
        return value
    }

    func string() throws -> String {
        guard case .string(let value) = datum else { throw mismatch("a string") }
        return value
    }
}

private struct IndexKey: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "super" }
    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { return nil }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: [Datum.Field]
    let codingPath: [any CodingKey]
    var allKeys: [Key] { fields.compactMap { Key(stringValue: $0.key) } }

    private func decoder(_ key: any CodingKey) throws -> DatumDecoder {
        guard let field = fields.first(where: { $0.key == key.stringValue }) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "the field is missing"))
        }
        return DatumDecoder(datum: field.value, codingPath: codingPath + [key])
    }

    func contains(_ key: Key) -> Bool { fields.contains { $0.key == key.stringValue } }
    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).datum == .null }
    func decode(_: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).bool() }
    func decode(_: String.Type, forKey key: Key) throws -> String { try decoder(key).string() }
    func decode(_: Double.Type, forKey key: Key) throws -> Double { try decoder(key).double() }
    func decode(_: Float.Type, forKey key: Key) throws -> Float { try decoder(key).float() }
    func decode(_: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer(Int.self) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).decodeAny(type) }
    func nestedContainer<N: CodingKey>(keyedBy type: N.Type, forKey key: Key) throws -> KeyedDecodingContainer<N> {
        try decoder(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        guard let field = fields.first(where: { $0.key == "super" }) else {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "the field super is missing"))
        }
        return DatumDecoder(datum: field.value, codingPath: codingPath)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
    let elements: [Datum]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    init(elements: [Datum], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    private mutating func next() throws -> DatumDecoder {
        guard !isAtEnd else {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "the list is too short"))
        }
        defer { currentIndex += 1 }
        return DatumDecoder(datum: elements[currentIndex], codingPath: codingPath + [IndexKey(intValue: currentIndex)])
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_: Bool.Type) throws -> Bool { try next().bool() }
    mutating func decode(_: String.Type) throws -> String { try next().string() }
    mutating func decode(_: Double.Type) throws -> Double { try next().double() }
    mutating func decode(_: Float.Type) throws -> Float { try next().float() }
    mutating func decode(_: Int.Type) throws -> Int { try next().integer(Int.self) }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decodeAny(type) }
    mutating func nestedContainer<N: CodingKey>(keyedBy type: N.Type) throws -> KeyedDecodingContainer<N> {
        try next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

private struct SingleReader: SingleValueDecodingContainer {
    let decoder: DatumDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.datum == .null }
    func decode(_: Bool.Type) throws -> Bool { try decoder.bool() }
    func decode(_: String.Type) throws -> String { try decoder.string() }
    func decode(_: Double.Type) throws -> Double { try decoder.double() }
    func decode(_: Float.Type) throws -> Float { try decoder.float() }
    func decode(_ type: Int.Type) throws -> Int { try decoder.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decodeAny(type) }
}
