// An append-only file of records that survives any ending: each record carries its length and a checksum, so a torn
// or damaged tail is recognised, set aside and cut off. Several processes may append: each does so under the lock,
// after reading what the others wrote.
//
//   file   = "PAPER" version(3 digits) record*
//   record = length: UInt32  checksum: UInt64  payload
//
// It is read block by block through one small buffer: what is found is indexed by its place, and read again when
// it is asked for. Pages that are never touched are what makes a large journal fast to open. It is not mapped
// into memory: another process may cut off a damaged tail, and a mapped page that is gone kills its reader.

/// A journal file, read as far as `end`.
package struct Journal {
    static let header = Array("PAPER002".utf8)
    private static let recordHeader = 12
    /// Bytes read at once: little enough to stay in the processor's cache while they are looked at.
    private static let blockSize = 1 << 18

    let path: String
    let files: any FileSystem
    /// How much of the file has been read: the records of this process and of others, as far as known.
    private(set) var end = 0
    /// The file that was read so far, as it last looked, to notice when another one takes its place.
    private var file: FileStatus?
    /// The first bytes of that file: inode numbers are reused.
    private var beginning: [UInt8] = []
    /// Up to the checksum of the first record.
    private static let beginningSize = header.count + recordHeader

    /// Where a payload is in the file.
    struct Place: Equatable {
        var offset: Int
        var length: Int32
    }

    /// A stretch of the file with the payloads of its records.
    struct Block {
        /// Where the bytes are in the file.
        let start: Int
        let bytes: [UInt8]
        /// Bytes of the file from here on.
        let rest: Int
        var payloads: [Range<Int>] = []
        /// Whether the file is read from its beginning: for the first time, or since another one has taken its place.
        var isBeginning: Bool { start == 0 }

        func place(of payload: Range<Int>) -> Place { Place(offset: start + payload.lowerBound, length: Int32(payload.count)) }
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

    // MARK: Reading

    /// The next records that were added since the last call; nil when there are no more.
    ///
    /// A tail that is not a record may be another process's append in progress: it is left for `mend`.
    mutating func next() throws -> Block? {
        let status = try files.status(path)
        let size = status?.size ?? 0
        // The file was removed, or replaced by another: it is read from its beginning.
        if size < end || file.map({ ($0.device, $0.inode) != (status?.device, status?.inode) }) ?? false { end = 0 }
        if end > 0, file != status, try files.read(path, from: 0, count: Self.beginningSize) != beginning { end = 0 }
        file = status
        var wanted = Self.blockSize
        while size > end {
            var block = Block(start: end, bytes: try files.read(path, from: end, count: min(wanted, size - end)), rest: size - end)
            var offset = 0
            if block.isBeginning {
                guard try hasHeader(block.bytes) else { return nil }
                offset = Self.header.count
                beginning = Array(block.bytes.prefix(Self.beginningSize))
            }
            while let payload = Self.payload(in: block.bytes, at: offset) {
                block.payloads.append(payload)
                offset = payload.upperBound
            }
            if offset > 0 {
                end += offset
                return block
            }
            // A record that is larger than the block, if the file can hold it.
            let needed = Self.lengthOfRecord(in: block.bytes, at: 0) ?? 0
            guard needed > block.bytes.count, needed <= size - end else { return nil }
            wanted = needed
        }
        return nil
    }

    private func hasHeader(_ bytes: [UInt8]) throws -> Bool {
        if bytes.starts(with: Self.header) { return true }
        if bytes.count >= Self.header.count, bytes.starts(with: Self.header.prefix(5)) { throw BuildError.storeOfAnotherFormat(path: path) }
        return false
    }

    /// Whether the file holds bytes that `next` did not take as records.
    func hasUnreadTail() throws -> Bool { (try files.status(path)?.size ?? 0) > end }

    /// Sets a tail that is not a record aside and cuts it off. To be called under the lock, after `next` has returned nil.
    mutating func mend() throws -> Damage? {
        guard try hasUnreadTail() else { return nil }
        let tail = try files.read(path, from: end)
        let saved = "\(path).damaged-\(end)"
        // On a full disk there is no room for a copy of what is unreadable anyway.
        let isSaved = (try? files.write(tail, to: saved)) != nil
        try files.truncate(path, to: end)
        try files.synchronize(path)
        return Damage(path: path, bytes: tail.count, savedAs: isSaved ? saved : nil)
    }

    /// The payload of a record that was read or appended before; nil when it is not there any more.
    func payload(at place: Place) -> [UInt8]? {
        let start = place.offset - Self.recordHeader
        guard let bytes = try? files.read(path, from: start, count: Self.recordHeader + Int(place.length)),
            let payload = Self.payload(in: bytes, at: 0), payload.count == Int(place.length)
        else { return nil }
        return Array(bytes[payload])
    }

    // MARK: Writing

    /// Appends records and makes them durable. To be called under the lock, when all there is has been read and mended.
    mutating func append(_ payloads: [[UInt8]]) throws -> [Place] {
        let isNew = end == 0
        var bytes = isNew ? Self.header : []
        bytes.reserveCapacity(payloads.reduce(bytes.count) { $0 + $1.count + Self.recordHeader })
        var places: [Place] = []
        for payload in payloads {
            places.append(Place(offset: end + bytes.count + Self.recordHeader, length: Int32(payload.count)))
            Self.add(payload[...], to: &bytes)
        }
        do {
            try files.append(bytes, to: path)
            try files.synchronize(path)
        } catch {
            // What was half written is taken back, so that the next reader need not mend it.
            try? files.truncate(path, to: end)
            throw error
        }
        if isNew {
            try files.synchronize(path.parentFolder)
            file = try files.status(path)
            beginning = Array(bytes.prefix(Self.beginningSize))
        }
        end += bytes.count
        return places
    }

    // MARK: Records

    /// The payloads of a whole journal; nil when it is not whole.
    static func payloads(ofWhole bytes: [UInt8]) -> [Range<Int>]? {
        guard bytes.starts(with: header) else { return nil }
        var payloads: [Range<Int>] = [], offset = header.count
        while let payload = payload(in: bytes, at: offset) {
            payloads.append(payload)
            offset = payload.upperBound
        }
        return offset == bytes.count ? payloads : nil
    }

    /// Bytes that a payload takes in a journal.
    static func sizeOfRecord(_ payload: Int) -> Int { recordHeader + payload }

    /// Adds a record to bytes that are going to be in a journal.
    package static func add(_ payload: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(payload.count).littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: payload.withUnsafeBytes(checksum).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += payload
    }

    /// Header and payload of the record that begins at `offset`; nil when its header is not whole.
    private static func lengthOfRecord(in bytes: [UInt8], at offset: Int) -> Int? {
        guard bytes.count - offset >= recordHeader else { return nil }
        return recordHeader + Int(bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) })
    }

    /// The payload of the record at `offset`; nil when there is not a whole, undamaged one.
    private static func payload(in bytes: [UInt8], at offset: Int) -> Range<Int>? {
        guard let length = lengthOfRecord(in: bytes, at: offset), length <= bytes.count - offset else { return nil }
        let payload = offset + recordHeader..<offset + length
        let isWhole = bytes.withUnsafeBytes { raw in
            UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt64.self))
                == checksum(UnsafeRawBufferPointer(rebasing: raw[payload]))
        }
        return isWhole ? payload : nil
    }

    /// A 64-bit checksum, eight bytes per step. It finds torn and flipped bytes; it does not protect against malice.
    private static func checksum(_ raw: UnsafeRawBufferPointer) -> UInt64 {
        var state = 0x9e37_79b9_7f4a_7c15 ^ UInt64(raw.count)
        func mix(_ word: UInt64) {
            state = (state ^ word) &* 0xff51_afd7_ed55_8ccd
            state ^= state >> 32
        }
        var offset = 0
        while offset + 8 <= raw.count {
            mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var last: UInt64 = 0
        for i in offset..<raw.count { last = last << 8 | UInt64(raw[i]) }
        mix(last)
        return state
    }
}
