// MNIST's own format (LeCun, Cortes, Burges): big-endian, two zero bytes, the type of the numbers (8: unsigned bytes), the
// count of dimensions, the dimensions (UInt32 each), the numbers.

/// An IDX file of bytes.
public struct IDXFile: Sendable, Equatable {
    public let dimensions: [Int]
    public let bytes: [UInt8]

    /// - Throws: `DataFormatError` unless it is an IDX file of bytes, as many as its dimensions say.
    public init(_ file: [UInt8], name: String) throws(DataFormatError) {
        guard file.count >= 4, file[0] == 0, file[1] == 0, file[2] == 8, file[3] >= 1 else {
            throw DataFormatError(file: name, problem: "it does not begin like an IDX file of bytes", isTruncated: file.count < 4)
        }
        let header = 4 + 4 * Int(file[3])
        guard file.count >= header else { throw DataFormatError(file: name, problem: "it ends within its header", isTruncated: true) }
        dimensions = (0..<Int(file[3])).map { i in file[4 + 4 * i..<8 + 4 * i].reduce(0) { $0 << 8 | Int($1) } }
        // Four dimensions of 32 bits may overflow when multiplied.
        let count = dimensions.reduce(into: Int?.some(1)) { product, dimension in
            product = product.flatMap { $0.multipliedReportingOverflow(by: dimension) }.flatMap { $0.overflow ? nil : $0.partialValue }
        }
        guard let count, file.count - header == count else {
            let size = dimensions.map { "\($0)" }.joined(separator: " × ")
            throw DataFormatError(
                file: name, problem: "its header announces \(size) bytes, but \(file.count - header) follow",
                isTruncated: count.map { file.count - header < $0 } ?? true)
        }
        bytes = Array(file[header...])
    }

    /// Images from a file of images (count × height × width) and one of labels.
    public static func images(
        _ images: IDXFile, _ labels: IDXFile, classes: Int, name: String
    ) throws(DataFormatError) -> ImageSet {
        guard images.dimensions.count == 3, labels.dimensions == [images.dimensions[0]] else {
            throw DataFormatError(file: name, problem: "images of dimensions \(images.dimensions) and labels of \(labels.dimensions) do not match")
        }
        if let label = labels.bytes.first(where: { $0 >= classes }) {
            throw DataFormatError(file: name, problem: "it has the label \(label), but there are only \(classes) classes")
        }
        return ImageSet(
            height: images.dimensions[1], width: images.dimensions[2], channels: 1, classes: classes, bytes: images.bytes,
            labels: labels.bytes)
    }
}
