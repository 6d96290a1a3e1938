// A stored file is plain, packed with gzip, or in a packed archive. Its first bytes decide which, not its name, and the
// size of what is unpacked is limited to what the files of the data set can have.
import BuildGraph

/// Reads a file of a data set from the form in which it is stored.
package struct PackedFile {
    package let set: DataSetFiles
    package let file: DataSetFiles.File

    package init(set: DataSetFiles, file: DataSetFiles.File) {
        self.set = set
        self.file = file
    }

    /// The content of a file, and whether it is the publisher's.
    package struct Content {
        package let bytes: [UInt8]
        package let isOfficial: Bool
    }

    /// - Parameters:
    ///   - bytes: the stored bytes.
    ///   - path: their path, for errors.
    ///   - run: runs a program.
    /// - Throws: `DataFormatError` if the bytes cannot be unpacked, or the content does not have the size of the file.
    package func content(of bytes: [UInt8], at path: String, run: (Command) throws -> CommandResult) throws -> Content {
        guard Gzip.isPacked(bytes) else { return try checked(bytes, at: path) }
        let largest = Self.largestArchive(of: set)
        let unpacked = try Gzip.unpacked(bytes, atMost: largest, at: path, run: run)
        guard TarReader.isArchive(unpacked) else { return try checked(unpacked, at: path) }
        let content = try checked(TarReader(unpacked, name: path).content(of: file, in: path, unpacked), at: path)
        let isPublished = set.downloads.contains { $0.isArchive && $0.digest != nil && $0.digest == Digest(of: bytes) }
        return Content(bytes: content.bytes, isOfficial: content.isOfficial || isPublished)
    }

    private func checked(_ bytes: [UInt8], at path: String) throws -> Content {
        guard bytes.count == file.size else {
            throw DataFormatError(
                file: path, problem: "\(file.name) has \(bytes.count) bytes, not \(file.size)", isTruncated: bytes.count < file.size)
        }
        return Content(bytes: bytes, isOfficial: file.digest.map { $0 == Digest(of: bytes) } ?? false)
    }

    /// The largest size of a set's archive, in bytes: its files with their headers, and a megabyte for anything else.
    static func largestArchive(of set: DataSetFiles) -> Int { set.files.reduce(1 << 20) { $0 + $1.size + 1024 } }
}

/// Unpacks with the program gzip.
enum Gzip {
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    /// - Throws: `DataFormatError` for content that is damaged or larger than `limit`; `BuildError.interrupted`.
    static func unpacked(
        _ bytes: [UInt8], atMost limit: Int, at path: String, run: (Command) throws -> CommandResult
    ) throws -> [UInt8] {
        // One byte beyond the limit shows that the content is too large.
        let result = try run(.hermetic("gzip", ["-dc"], standardInput: bytes, outputLimit: limit + 1))
        if result.ending == .interrupted { throw BuildError.interrupted }
        guard result.succeeded else {
            throw DataFormatError(file: path, problem: "gzip cannot unpack it (\(result.errorText.trimmed))", isTruncated: true)
        }
        guard result.output.count <= limit else {
            throw DataFormatError(file: path, problem: "it unpacks to more than \(limit) bytes, which is more than the data set has")
        }
        return result.output
    }
}

extension TarReader {
    /// The bytes of a file of a data set in an archive.
    func content(of file: DataSetFiles.File, in path: String, _ archive: [UInt8]) throws(DataFormatError) -> [UInt8] {
        guard let member = members.first(where: { $0.name == file.name }), member.content.count == file.size else {
            throw DataFormatError(file: path, problem: "it does not contain \(file.name) with \(file.size) bytes")
        }
        return Array(archive[member.content])
    }
}

extension String {
    /// The text on one line.
    var trimmed: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
