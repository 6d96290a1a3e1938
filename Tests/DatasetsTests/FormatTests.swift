// Data files as published, and every way in which they can be malformed.
import Datasets
import Testing

@Suite struct FormatTests {
    func record(_ labels: [UInt8], _ fill: UInt8) -> [UInt8] { labels + [UInt8](repeating: fill, count: 3072) }

    @Test func cifarRecordsAreALabelAndAnImage() throws {
        let images = try CIFARRecords.read(record([3], 10) + record([9], 20), labels: .ten, file: "f")
        #expect(images.labels == [3, 9])
        #expect(images.bytes == [UInt8](repeating: 10, count: 3072) + [UInt8](repeating: 20, count: 3072))
        #expect(images.numbersPerImage == 3072)
    }

    @Test func cifar100HasACoarseAndAFineLabel() throws {
        let bytes = record([4, 77], 1)
        #expect(try CIFARRecords.read(bytes, labels: .coarse, file: "f").labels == [4])
        #expect(try CIFARRecords.read(bytes, labels: .fine, file: "f").labels == [77])
    }

    @Test func onlyTheWantedNumberOfImagesIsKept() throws {
        let images = try CIFARRecords.read(record([1], 1) + record([2], 2), labels: .ten, file: "f", limit: 1)
        #expect(images.labels == [1] && images.bytes.count == 3072)
    }

    @Test func aTruncatedFileAndAWrongLabelAreRejected() {
        let whole = record([1], 1) + record([2], 2)
        let truncated = #expect(throws: DataFormatError.self) { try CIFARRecords.read(Array(whole.dropLast()), labels: .ten, file: "f") }
        #expect(truncated?.isTruncated == true)
        #expect(throws: DataFormatError.self) { try CIFARRecords.read([], labels: .ten, file: "f") }
        let wrong = #expect(throws: DataFormatError.self) { try CIFARRecords.read(record([10], 0), labels: .ten, file: "f", limit: 0) }
        #expect(wrong?.isTruncated == false)
    }

    @Test func idxFilesAreReadByTheirDimensions() throws {
        let images = try IDXFile([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6, 7, 8], name: "i")
        let labels = try IDXFile([0, 0, 8, 1, 0, 0, 0, 2, 1, 0], name: "l")
        let set = try IDXFile.images(images, labels, classes: 2, name: "set")
        #expect(set.count == 2 && set.height == 1 && set.width == 2 && set.bytes == [5, 6, 7, 8] && set.labels == [1, 0])
        #expect(throws: DataFormatError.self) { try IDXFile.images(images, labels, classes: 1, name: "set") }
        #expect(throws: DataFormatError.self) { try IDXFile.images(labels, labels, classes: 2, name: "set") }
    }

    @Test(arguments: [
        [], [0, 0, 8], [1, 0, 8, 1, 0, 0, 0, 0], [0, 0, 9, 1, 0, 0, 0, 0], [0, 0, 8, 0], [0, 0, 8, 1, 0, 0],
        [0, 0, 8, 1, 0, 0, 0, 2, 1], [0, 0, 8, 1, 0, 0, 0, 1, 1, 1],
        [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12),
    ] as [[UInt8]]) func whatIsNoIDXFileIsRefused(_ bytes: [UInt8]) {
        #expect(throws: DataFormatError.self) { try IDXFile(bytes, name: "f") }
    }
}
