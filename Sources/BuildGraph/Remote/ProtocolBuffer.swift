// As much of Protocol Buffers' wire format as a record needs: numbers and length-delimited fields. Reading is total: bytes that are not a
// message are none, and fields that are not known are passed over.

/// Writes a message.
struct ProtocolBufferWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int, at field: Int) {
        variable(UInt64(field << 3))
        variable(UInt64(number))
    }

    mutating func add(_ content: some Collection<UInt8>, at field: Int) {
        variable(UInt64(field << 3 | 2))
        variable(UInt64(content.count))
        bytes += content
    }

    private mutating func variable(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// The length-delimited fields of a message, by number: of a field that comes several times the last.
struct ProtocolBufferFields {
    private var fields: [Int: ArraySlice<UInt8>] = [:]

    subscript(field: Int) -> ArraySlice<UInt8>? { fields[field] }

    /// Nil for what is not a message.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            guard let head = Self.variable(&rest), head >> 3 > 0, head >> 3 < 1 << 29 else { return nil }
            switch head & 7 {
            case 0: guard Self.variable(&rest) != nil else { return nil }
            case 1: guard rest.count >= 8 else { return nil }; rest = rest.dropFirst(8)
            case 5: guard rest.count >= 4 else { return nil }; rest = rest.dropFirst(4)
            case 2:
                guard let count = Self.variable(&rest), count <= UInt64(rest.count) else { return nil }
                fields[Int(head >> 3)] = rest.prefix(Int(count))
                rest = rest.dropFirst(Int(count))
            default: return nil
            }
        }
    }

    private static func variable(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            number |= UInt64(byte & 0x7f) << UInt64(shift)
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }
}
