// A file as it lies there is plain, packed with gzip, or in a packed archive. Which one is told by its first bytes and not
// by its name, and what comes out is bounded: nothing is unpacked beyond what a data set's files can have.
import BuildGraph

/// Takes a data set's file out of what it is packed in.
package struct PackedFile {
    package let set: DataSetFiles
    package let file: DataSetFiles.File

    package init(set: DataSetFiles, file: DataSetFiles.File) {
        self.set = set
        self.file = file
    }

    /// The content, and whether it is the publisher's.
    package struct Content {
        package let bytes: [UInt8]
        package let isOfficial: Bool
    }

    /// - Parameters:
    ///   - bytes: what lies there.
    ///   - path: where, for errors.
    ///   - run: runs a program.
    /// - Throws: `DataFormatError` for what cannot be unpacked, or is not as large as the file is.
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

    /// Bytes that an archive of a set has at most: its files with their headers, and a megabyte of other things.
    static func largestArchive(of set: DataSetFiles) -> Int { set.files.reduce(1 << 20) { $0 + $1.size + 1024 } }
}

/// Unpacks with the program gzip.
enum Gzip {
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    /// - Throws: `DataFormatError` for what is damaged, or larger than `limit`; `BuildError.interrupted`.
    static func unpacked(
        _ bytes: [UInt8], atMost limit: Int, at path: String, run: (Command) throws -> CommandResult
    ) throws -> [UInt8] {
        // One byte more than may be there tells what is too large.
        let result = try run(Command("gzip", ["-dc"], standardInput: bytes, outputLimit: limit + 1))
        if result.ending == .interrupted { throw BuildError.interrupted }
        guard result.succeeded else {
            throw DataFormatError(file: path, problem: "gzip cannot unpack it (\(result.errorText.trimmed))", isTruncated: true)
        }
        guard result.output.count <= limit else {
            throw DataFormatError(file: path, problem: "unpacked it has more than \(limit) bytes, and the data set has fewer")
        }
        return result.output
    }
}

extension TarReader {
    /// The bytes of a file of a data set in an archive.
    func content(of file: DataSetFiles.File, in path: String, _ archive: [UInt8]) throws(DataFormatError) -> [UInt8] {
        guard let member = members.first(where: { $0.name == file.name }), member.content.count == file.size else {
            throw DataFormatError(file: path, problem: "it has no \(file.name) of \(file.size) bytes")
        }
        return Array(archive[member.content])
    }
}

extension String {
    /// In one line.
    var trimmed: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
