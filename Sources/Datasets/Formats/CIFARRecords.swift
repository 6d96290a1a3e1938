// The binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records without header, each a label byte (CIFAR-100:
// a coarse and a fine one) and 3072 bytes of a 32 × 32 image, red plane, green plane, blue plane, row by row.

/// Reads files of CIFAR records.
public enum CIFARRecords {
    /// Which label of a record is the class.
    public enum Labels: Codable, Sendable, Hashable {
        /// CIFAR-10: the only one, of 10.
        case ten
        /// CIFAR-100: the first, of 20 superclasses.
        case coarse
        /// CIFAR-100: the second, of 100.
        case fine

        var bytes: Int { self == .ten ? 1 : 2 }
        var position: Int { self == .fine ? 1 : 0 }
        var classes: Int {
            switch self {
            case .ten: 10
            case .coarse: 20
            case .fine: 100
            }
        }
    }

    static let imageSize = 3072

    /// The images of a file.
    /// - Parameter limit: the most images to read; the file is still checked to its end.
    /// - Throws: `DataFormatError` for a file that ends within a record, or has a label without a class.
    public static func read(_ bytes: [UInt8], labels kind: Labels, file: String, limit: Int = .max) throws(DataFormatError) -> ImageSet {
        let size = kind.bytes + imageSize
        guard !bytes.isEmpty, bytes.count % size == 0 else {
            throw DataFormatError(
                file: file, problem: "its \(bytes.count) bytes are not whole records of \(size) bytes",
                isTruncated: bytes.count % size != 0)
        }
        var images = ImageSet(height: 32, width: 32, channels: 3, classes: kind.classes)
        let count = min(bytes.count / size, limit)
        images.bytes.reserveCapacity(count * imageSize)
        images.labels.reserveCapacity(count)
        for record in 0..<bytes.count / size {
            let start = record * size
            let label = bytes[start + kind.position]
            guard label < kind.classes else {
                throw DataFormatError(
                    file: file, problem: "record \(record) has the label \(label), but there are only \(kind.classes) classes")
            }
            guard record < count else { continue }
            images.labels.append(label)
            images.bytes += bytes[start + kind.bytes..<start + size]
        }
        return images
    }
}
