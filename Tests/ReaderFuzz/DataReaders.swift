// The readers of data sets: of IDX files, CIFAR records and archives.
import BuildGraph
import Datasets

extension Reader {
    static func dataReaders() -> [Reader] { [idx, cifar, dataArchive] }

    private static func idxFile(_ dimensions: [UInt8], _ content: [UInt8]) -> [UInt8] {
        [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap { [0, 0, 0, $0] } + content
    }

    /// The first half of an input is the images, the second the labels.
    private static var idx: Reader {
        Reader(
            name: "idx",
            seeds: [
                idxFile([2, 3, 3], Array(1...18)) + idxFile([2], [1, 2]), idxFile([1, 2, 2], [0, 1, 2, 3]) + idxFile([1], [9]),
                idxFile([0, 28, 28], []) + idxFile([0], []), idxFile([1, 28, 28], [UInt8](repeating: 7, count: 784)) + idxFile([1], [3]),
            ]
        ) { bytes in
            let split = bytes.dropFirst(4).firstRange(of: [0, 0, 8]).map(\.lowerBound) ?? bytes.count
            let images = try IDXFile(Array(bytes[..<split]), name: "images"), labels = try IDXFile(Array(bytes[split...]), name: "labels")
            let set = try IDXFile.images(images, labels, classes: 10, name: "images")
            return "\(set.prefix(1).bytes.count > 0) \(set.count)"
        }
    }

    private static var cifar: Reader {
        Reader(
            name: "cifar",
            seeds: [[3] + [UInt8](repeating: 9, count: 3072), [3, 77] + [UInt8](repeating: 9, count: 3072), Array(repeating: [1] + [UInt8](repeating: 0, count: 3072), count: 3).flatMap { $0 }]
        ) { bytes in
            let results = [CIFARRecords.Labels.ten, .coarse, .fine].map { labels in Result { try CIFARRecords.read(bytes, labels: labels, file: "a.bin", limit: 2) } }
            return results.map { (try? $0.get())?.count.description ?? "no" }.joined(separator: " ")
        }
    }

    private static let files = DataSetFiles(
        name: "Dots", folder: "dots", files: [.init(name: "dots.bin", size: 8, digest: nil), .init(name: "other.bin", size: 600, digest: nil)],
        downloads: [.init(addresses: [], fileName: "dots.tar.gz", digest: nil, largestSize: 1 << 20, isArchive: true)])

    /// What gzip unpacked.
    private static var dataArchive: Reader {
        Reader(
            name: "data-archive",
            seeds: [
                TarBytes.archive([("dots/dots.bin", Array(1...8)), ("dots/other.bin", [UInt8](repeating: 1, count: 600))]),
                TarBytes.archive([("dots.bin", Array(1...8))]), Array(1...8),
            ], repair: TarBytes.withChecksums
        ) { bytes in
            let packed = PackedFile(set: files, file: files.files[0])
            let content = try packed.content(of: [0x1f, 0x8b], at: "dots.tar.gz") { _ in CommandResult(ending: .exited(0), output: bytes) }
            return "\(content.bytes.count)"
        }
    }
}
