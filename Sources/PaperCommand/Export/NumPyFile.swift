// NPY and NPZ: arrays that numpy opens. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import BuildGraph

/// Writes arrays in numpy's formats.
package enum NumPyFile {
    /// One array as `.npy` (version 1.0, little-endian, C order).
    ///
    /// - Parameter shape: its product is the number of elements.
    static func npy(_ raw: [UInt8], type: String, shape: [Int]) -> [UInt8] {
        let dimensions = shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(dimensions), }"
        // Magic (6), version (2), length (2), header and newline end on a multiple of 64.
        header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
        let count = UInt16(header.utf8.count)
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 0xff), UInt8(count >> 8)] + Array(header.utf8) + raw
    }

    /// A datum as an array: numbers and lists of numbers of equal length. Nil for anything else.
    package static func npy(_ datum: Datum) -> [UInt8]? {
        switch datum {
        case .doubles(let values): return npy(bytes(values), type: "<f8", shape: [values.count])
        case .floats(let values): return npy(bytes(values), type: "<f4", shape: [values.count])
        case .integers(let values): return npy(bytes(values), type: "<i8", shape: [values.count])
        case .bool(let value): return npy([value ? 1 : 0], type: "|b1", shape: [])
        case .list(let elements):
            if let numbers = datum.numbers { return npy(bytes(numbers), type: "<f8", shape: [numbers.count]) }
            let rows = elements.compactMap(\.numbers)
            guard rows.count == elements.count, let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else { return nil }
            return npy(bytes(rows.flatMap { $0 }), type: "<f8", shape: [rows.count, width])
        default:
            guard let number = datum.number else { return nil }
            return npy(bytes([number]), type: "<f8", shape: [])
        }
    }

    private static func bytes<T: BitwiseCopyable>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

    /// Several arrays as `.npz`: an uncompressed ZIP archive of `.npy` files.
    package static func npz(_ arrays: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = [], directory: [UInt8] = []
        for (name, content) in arrays {
            let file = Array("\(name).npy".utf8)
            let checksum = crc32(content)
            let offset = archive.count
            // Version 2.0, no flags, stored, midnight of 1980-01-01: the same arrays give the same bytes.
            let common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) + little(Int(checksum), 4)
                + little(content.count, 4) + little(content.count, 4) + little(file.count, 2) + little(0, 2)
            archive += little(0x0403_4b50, 4) + common + file + content
            directory += little(0x0201_4b50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
                + little(0, 4) + little(offset, 4) + file
        }
        let end = little(0x0605_4b50, 4) + little(0, 2) + little(0, 2) + little(arrays.count, 2) + little(arrays.count, 2)
            + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
        return archive + directory + end
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// The CRC-32 of ZIP (polynomial 0xEDB88320, reflected).
    package static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let table = (0..<256).map { index -> UInt32 in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
        }
        return ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
