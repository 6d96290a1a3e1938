// An append-only file of records that survives any ending: each record carries its length and a checksum, so a torn
// or damaged tail is recognised, set aside and cut off. Several processes may append: each does so under the lock,
// after reading what the others wrote.
//
//   file   = "PAPER" version(3 digits) record*
//   record = length: UInt32  checksum: UInt64  payload

/// A journal file, read into memory.
struct Journal {
    static let header = Array("PAPER001".utf8)
    private static let recordHeader = 12

    let path: String
    let files: any FileSystem
    /// How much of the file has been read: the records of this process and of others, as far as known.
    private(set) var end = 0

    /// A stretch of bytes with the payloads of its records.
    struct Chunk {
        var bytes: [UInt8]
        var payloads: [Range<Int>]
    }

    /// What was found at the end of the file instead of a record.
    struct Damage: Equatable {
        var path: String
        var bytes: Int
        /// Nil when there was no room to keep it.
        var savedAs: String?
    }

    init(path: String, files: any FileSystem) {
        self.path = path
        self.files = files
    }

    /// Reads the records that were added since the last call.
    ///
    /// A tail that is no record may be another process's append in progress: only with `mend` true, under the
    /// lock, is it set aside and cut off.
    mutating func readNew(mend: Bool) throws -> (chunk: Chunk, damage: Damage?) {
        let size = try files.status(path)?.size ?? 0
        // Somebody removed the file, or put another in its place: it is read from its beginning.
        if size < end { end = 0 }
        guard size > end else { return (Chunk(bytes: [], payloads: []), nil) }
        let bytes = try files.read(path, from: end)
        var offset = 0
        if end == 0 {
            if bytes.starts(with: Self.header) {
                offset = Self.header.count
            } else if bytes.count >= 5, bytes.prefix(5).elementsEqual(Self.header.prefix(5)), !Self.header.starts(with: bytes) {
                throw BuildError.storeOfAnotherFormat(path: path)
            }
        }
        var payloads: [Range<Int>] = []
        if end > 0 || offset > 0 {
            while let payload = Self.record(in: bytes, at: offset) {
                payloads.append(payload)
                offset = payload.upperBound
            }
        }
        var damage: Damage?
        if offset < bytes.count && mend {
            let saved = "\(path).damaged-\(end + offset)"
            // On a full disk there is no room for a copy of what is unreadable anyway.
            let isSaved = (try? files.write(Array(bytes[offset...]), to: saved)) != nil
            try files.truncate(path, to: end + offset)
            try files.synchronize(path)
            damage = Damage(path: path, bytes: bytes.count - offset, savedAs: isSaved ? saved : nil)
        }
        let isWhole = offset == bytes.count || mend
        end += offset
        return (Chunk(bytes: isWhole && offset == bytes.count ? bytes : Array(bytes[..<offset]), payloads: payloads), damage)
    }

    /// Whether the file holds bytes that `readNew` did not take as records.
    func hasUnreadTail() throws -> Bool { (try files.status(path)?.size ?? 0) > end }

    /// Appends records and makes them durable. To be called under the lock, after `readNew(mend: true)`.
    mutating func append(_ payloads: [[UInt8]]) throws {
        var bytes = end == 0 ? Self.header : []
        bytes.reserveCapacity(payloads.reduce(bytes.count) { $0 + $1.count + Self.recordHeader })
        for payload in payloads {
            withUnsafeBytes(of: UInt32(payload.count).littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: Self.checksum(payload[...]).littleEndian) { bytes.append(contentsOf: $0) }
            bytes += payload
        }
        let isNew = end == 0
        do {
            try files.append(bytes, to: path)
            try files.synchronize(path)
        } catch {
            // What was half written is taken back, so that the next reader need not mend it.
            try? files.truncate(path, to: end)
            throw error
        }
        if isNew { try files.synchronize(path.parentFolder) }
        end += bytes.count
    }

    /// The payload of the record at `offset`; nil when there is no whole, undamaged record.
    private static func record(in bytes: [UInt8], at offset: Int) -> Range<Int>? {
        guard bytes.count - offset >= recordHeader else { return nil }
        let (length, checksum) = bytes.withUnsafeBytes {
            (
                Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))),
                UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset + 4, as: UInt64.self))
            )
        }
        let start = offset + recordHeader
        guard length <= bytes.count - start, self.checksum(bytes[start..<start + length]) == checksum else { return nil }
        return start..<start + length
    }

    /// A 64-bit checksum, eight bytes a step; it finds torn and flipped bytes, it is no protection against malice.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var state = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.count)
        func mix(_ word: UInt64) {
            state = (state ^ word) &* 0xff51_afd7_ed55_8ccd
            state ^= state >> 32
        }
        bytes.withUnsafeBytes { raw in
            var offset = 0
            while offset + 8 <= raw.count {
                mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            var last: UInt64 = 0
            for i in offset..<raw.count { last = last << 8 | UInt64(raw[i]) }
            mix(last)
        }
        return state
    }
}
