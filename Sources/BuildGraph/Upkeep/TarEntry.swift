// The headers of a tar archive in the ustar form of POSIX.1-1988: 512 bytes for each file, then its content, filled up
// to a multiple of 512; two blocks of zeros at the end. It is written so that every tar can list and unpack it, and
// without anything that differs from run to run: no owner, no time. Sizes of 8 GiB and more are in base 256, as GNU tar
// and the BSDs write them.

/// A file in a tar archive.
struct TarEntry: Equatable {
    static let blockSize = 512

    enum Kind { case file, folder, other }

    var name: String
    var size: Int
    var kind = Kind.file

    /// Bytes of zeros after the content.
    var padding: Int { (Self.blockSize - size % Self.blockSize) % Self.blockSize }

    /// Offset and length of the fields that are used.
    private enum Field {
        static let name = (0, 100), mode = (100, 8), owner = (108, 8), group = (116, 8), size = (124, 12), time = (136, 12)
        static let checksum = (148, 8), kind = 156, magic = (257, 8), prefix = (345, 155)
    }

    /// Precondition: the name has at most 100 bytes.
    var header: [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: String, _ field: (offset: Int, count: Int)) {
            for (i, byte) in text.utf8.prefix(field.count).enumerated() { block[field.offset + i] = byte }
        }
        func put(octal value: Int, _ field: (offset: Int, count: Int)) {
            let digits = String(value, radix: 8)
            put(String(repeating: "0", count: max(0, field.count - 1 - digits.count)) + digits, field)
        }
        put(name, Field.name)
        put(octal: 0o644, Field.mode)
        put(octal: 0, Field.owner)
        put(octal: 0, Field.group)
        if size < 1 << 33 {
            put(octal: size, Field.size)
        } else {
            block[Field.size.0] = 0x80
            for i in 0..<8 { block[Field.size.0 + 4 + i] = UInt8(truncatingIfNeeded: size >> (56 - 8 * i)) }
        }
        put(octal: 0, Field.time)
        block[Field.kind] = UInt8(ascii: "0")
        put("ustar\u{0}00", Field.magic)
        put(octal: Self.checksum(block), (Field.checksum.0, 7))
        block[Field.checksum.0 + 7] = UInt8(ascii: " ")
        return block
    }

    /// Reads a header; nil when the block is not a header.
    init?(header block: [UInt8]) {
        func field(_ field: (offset: Int, count: Int)) -> ArraySlice<UInt8> { block[field.offset..<field.offset + field.count] }
        func text(_ range: (Int, Int)) -> String { String(decoding: field(range).prefix { $0 != 0 }, as: UTF8.self) }
        guard block.count == Self.blockSize, text(Field.magic).hasPrefix("ustar"),
            Self.number(field(Field.checksum)) == Self.checksum(block), let size = Self.number(field(Field.size))
        else { return nil }
        let prefix = text(Field.prefix)
        name = (prefix.isEmpty ? "" : prefix + "/") + text(Field.name)
        self.size = size
        kind =
            switch block[Field.kind] {
            case UInt8(ascii: "0"), 0: .file
            case UInt8(ascii: "5"): .folder
            default: .other
            }
    }

    init(name: String, size: Int) {
        self.name = name
        self.size = size
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if let first = field.first, first & 0x80 != 0 {
            let digits = field.dropFirst()
            guard first == 0x80, digits.dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
            return digits.suffix(8).reduce(into: Int?(0)) { value, byte in
                value = value.flatMap { $0 < 1 << 55 ? $0 << 8 | Int(byte) : nil }
            }
        }
        let text = String(decoding: field.filter { $0 != 0 && $0 != UInt8(ascii: " ") }, as: UTF8.self)
        return text.isEmpty ? 0 : Int(text, radix: 8).flatMap { $0 < 0 ? nil : $0 }
    }

    /// The sum of a header's bytes, with spaces for the sum itself.
    private static func checksum(_ block: [UInt8]) -> Int {
        block.enumerated().reduce(0) { sum, byte in
            let isSum = (Field.checksum.0..<Field.checksum.0 + Field.checksum.1).contains(byte.offset)
            return sum + (isSum ? 0x20 : Int(byte.element))
        }
    }
}
