// Reads files from a tar archive by their names. Nothing is written to the paths in the archive: the caller names a file
// and gets its bytes.

/// The members of a tar archive (ustar and its predecessors) in memory.
struct TarReader {
    struct Member: Equatable {
        /// The last component of its path.
        let name: String
        let content: Range<Int>
    }

    private static let block = 512

    let members: [Member]

    /// Whether bytes begin like an archive, with a header whose checksum is right.
    static func isArchive(_ bytes: [UInt8]) -> Bool { bytes.count >= block && isSound(bytes[..<block]) }

    /// - Throws: `DataFormatError` for a truncated or damaged archive.
    init(_ bytes: [UInt8], name: String) throws(DataFormatError) {
        var members: [Member] = []
        var offset = 0
        while true {
            guard offset + Self.block <= bytes.count else {
                throw DataFormatError(file: name, problem: "the archive ends before its end mark", isTruncated: true)
            }
            let header = bytes[offset..<offset + Self.block]
            if header.allSatisfy({ $0 == 0 }) { break }
            guard Self.isSound(header), let size = Self.octal(header.dropFirst(124).prefix(12)) else {
                throw DataFormatError(file: name, problem: "the archive is damaged at byte \(offset)")
            }
            let start = offset + Self.block
            guard size <= bytes.count - start else {
                throw DataFormatError(file: name, problem: "the archive ends within a file", isTruncated: true)
            }
            // '0' or NUL: a plain file. Links, folders and devices are ignored.
            let type = header[header.startIndex + 156]
            if type == 0 || type == UInt8(ascii: "0") {
                let path = String(decoding: header.prefix(100).prefix { $0 != 0 }, as: UTF8.self)
                members.append(Member(name: path.split(separator: "/").last.map(String.init) ?? "", content: start..<start + size))
            }
            offset = start + (size + Self.block - 1) / Self.block * Self.block
        }
        self.members = members
    }

    /// Whether the header's checksum is right: the sum of its bytes, with the checksum's own field taken as blanks.
    private static func isSound(_ header: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (i, byte) in header.enumerated() { sum += (148..<156).contains(i) ? 32 : Int(byte) }
        return octal(header.dropFirst(148).prefix(8)) == sum
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
        guard !digits.isEmpty, digits.allSatisfy({ (48..<56).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 << 3 | Int($1 - 48) }
    }
}
