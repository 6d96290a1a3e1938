// The three container kinds of `Encoder`, over the one stream of `DatumEncoder`.

struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: DatumEncoder
    let id: Int
    var codingPath: [any CodingKey] { encoder.codingPath }

    init(encoder: DatumEncoder) {
        self.encoder = encoder
        id = encoder.begin(.object)
    }

    private func field(_ key: any CodingKey) {
        encoder.resume(id)
        encoder.writer.string(key.stringValue)
    }

    mutating func encodeNil(forKey key: Key) {
        field(key)
        encoder.writer.tag(.null)
    }
    mutating func encode(_ value: Bool, forKey key: Key) {
        field(key)
        encoder.encode(value)
    }
    mutating func encode(_ value: String, forKey key: Key) {
        field(key)
        encoder.writer.string(value)
    }
    mutating func encode(_ value: Double, forKey key: Key) throws {
        try within(key) { try encoder.encode(value) }
    }
    mutating func encode(_ value: Float, forKey key: Key) throws {
        try within(key) { try encoder.encode(value) }
    }
    mutating func encode(_ value: Int, forKey key: Key) {
        field(key)
        encoder.encode(value)
    }
    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try within(key) { try encoder.encodeAny(value) }
    }

    private func within(_ key: Key, _ body: () throws -> Void) throws {
        field(key)
        do { try body() } catch let problem as NotCanonical { throw problem.within(key.stringValue) }
    }

    mutating func nestedContainer<N: CodingKey>(keyedBy _: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
        field(key)
        return encoder.container(keyedBy: N.self)
    }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        field(key)
        return encoder.unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder {
        encoder.resume(id)
        encoder.writer.string("super")
        return encoder
    }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        field(key)
        return encoder
    }
}

struct UnkeyedContainer: UnkeyedEncodingContainer {
    let encoder: DatumEncoder
    let id: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { encoder.codingPath }

    init(encoder: DatumEncoder) {
        self.encoder = encoder
        id = encoder.begin(.list)
    }

    private mutating func element() {
        encoder.resume(id)
        count += 1
    }

    mutating func encodeNil() {
        element()
        encoder.writer.tag(.null)
    }
    mutating func encode(_ value: Bool) {
        element()
        encoder.encode(value)
    }
    mutating func encode(_ value: String) {
        element()
        encoder.writer.string(value)
    }
    mutating func encode(_ value: Double) throws {
        element()
        try encoder.encode(value)
    }
    mutating func encode(_ value: Float) throws {
        element()
        try encoder.encode(value)
    }
    mutating func encode(_ value: Int) {
        element()
        encoder.encode(value)
    }
    mutating func encode<T: Encodable>(_ value: T) throws {
        element()
        try encoder.encodeAny(value)
    }
    mutating func nestedContainer<N: CodingKey>(keyedBy _: N.Type) -> KeyedEncodingContainer<N> {
        element()
        return encoder.container(keyedBy: N.self)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        element()
        return encoder.unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder {
        element()
        return encoder
    }
}

struct SingleContainer: SingleValueEncodingContainer {
    let encoder: DatumEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil() { encoder.writer.tag(.null) }
    mutating func encode(_ value: Bool) { encoder.encode(value) }
    mutating func encode(_ value: String) { encoder.writer.string(value) }
    mutating func encode(_ value: Double) throws { try encoder.encode(value) }
    mutating func encode(_ value: Float) throws { try encoder.encode(value) }
    mutating func encode(_ value: Int) { encoder.encode(value) }
    mutating func encode(_ value: Int8) { encoder.encode(value) }
    mutating func encode(_ value: Int16) { encoder.encode(value) }
    mutating func encode(_ value: Int32) { encoder.encode(value) }
    mutating func encode(_ value: Int64) { encoder.encode(value) }
    mutating func encode(_ value: UInt) { encoder.encode(value) }
    mutating func encode(_ value: UInt8) { encoder.encode(value) }
    mutating func encode(_ value: UInt16) { encoder.encode(value) }
    mutating func encode(_ value: UInt32) { encoder.encode(value) }
    mutating func encode(_ value: UInt64) { encoder.encode(value) }
    mutating func encode<T: Encodable>(_ value: T) throws { try encoder.encodeAny(value) }
}
