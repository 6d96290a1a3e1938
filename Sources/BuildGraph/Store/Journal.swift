// An append-only file of records that survives any ending: each record carries its length and a checksum, so what is torn
// or damaged is recognised. Reading goes on at the next whole record and changes nothing; `mend`, under the lock, sets the
// damaged file aside and leaves a clean one. Several processes may append: each does so under the lock, after reading what
// the others wrote.
//
//   file   = "PAPER" version(3 digits) record*
//   record = length: UInt32  checksum: UInt64  payload
//
// Another version must have another checksum: whole records below a beginning that is not ours tell that the beginning is
// damaged.
//
// It is read block by block through one small buffer: what is found is indexed by its place, and read again when
// it is asked for. Pages that are never touched are what makes a large journal fast to open. It is not mapped
// into memory: another process may cut off a damaged tail, and a mapped page that is gone kills its reader.

/// A journal file, read as far as `end`.
package struct Journal {
    package static let header = Array("PAPER002".utf8)
    static let recordHeader = 12
    /// Bytes read at once: little enough to stay in the processor's cache while they are looked at.
    private static let blockSize = 1 << 18

    let path: String
    let files: any FileSystem
    /// How much of the file has been read: the records of this process and of others, as far as known.
    private(set) var end = 0
    /// Stretches before `end` that are not records.
    private(set) var skipped: [Range<Int>] = []
    /// How often reading began at the beginning: another file may have taken the place of the one that was read.
    private(set) var beginnings = 0
    private var isAtBeginning = true
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
        /// Whether the file is read from its beginning: for the first time, or since another one has taken its place.
        let isBeginning: Bool
        var payloads: [Range<Int>] = []

        func place(of payload: Range<Int>) -> Place { Place(offset: start + payload.lowerBound, length: Int32(payload.count)) }
    }

    init(path: String, files: any FileSystem) {
        self.path = path
        self.files = files
    }

    // MARK: Reading

    /// The next whole records that were added since the last call; nil when there are no more. What is not a record is passed
    /// over, see `damage`; at the end it may be another process's append in progress.
    mutating func next() throws -> Block? {
        // An append by another host counts, however short a time ago: what is appended here must follow it.
        let status = try files.currentStatus(path)
        let size = status?.size ?? 0
        if try isReplaced(by: status, size) { beginAgain() }
        file = status
        var wanted = Self.blockSize
        while size > end {
            var block = Block(
                start: end, bytes: try files.read(path, from: end, count: min(wanted, size - end)), rest: size - end, isBeginning: isAtBeginning)
            var offset = 0
            if end == 0 {
                beginning = Array(block.bytes.prefix(Self.beginningSize))
                if block.bytes.starts(with: Self.header) { offset = Self.header.count }
            }
            while offset > 0 || end > 0, let payload = Self.payload(in: block.bytes, at: offset) {
                block.payloads.append(payload)
                offset = payload.upperBound
            }
            if offset > 0 {
                end += offset
                isAtBeginning = false
                return block
            }
            // A record that is larger than the block, if the file can hold it.
            if end > 0, let needed = Self.lengthOfRecord(in: block.bytes, at: 0), needed > block.bytes.count, needed <= size - end {
                wanted = needed
                continue
            }
            guard let next = try wholeRecord(after: end, size) else {
                if end == 0 { try refuseOtherFormat(block.bytes) }
                return nil
            }
            skipped.append(end..<next)
            end = next
            wanted = Self.blockSize
        }
        return nil
    }

    /// Whether the file was removed, or is not the one that was read any more.
    private func isReplaced(by status: FileStatus?, _ size: Int) throws -> Bool {
        if size < end || file.map({ ($0.device, $0.inode) != (status?.device, status?.inode) }) ?? false { return true }
        return try end > 0 && file != status && files.read(path, from: 0, count: Self.beginningSize) != beginning
    }

    private mutating func beginAgain() {
        (end, skipped, isAtBeginning) = (0, [], true)
        beginnings += 1
    }

    private func refuseOtherFormat(_ bytes: [UInt8]) throws {
        guard bytes.count >= Self.header.count, bytes.starts(with: Self.header.prefix(5)) else { return }
        throw BuildError.storeOfAnotherFormat(path: path)
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
    package static func payloads(ofWhole bytes: [UInt8]) -> [Range<Int>]? {
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
    static func lengthOfRecord(in bytes: [UInt8], at offset: Int) -> Int? {
        guard bytes.count - offset >= recordHeader else { return nil }
        return recordHeader + Int(bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) })
    }

    /// The payload of the record at `offset`; nil when there is not a whole, undamaged one.
    static func payload(in bytes: [UInt8], at offset: Int) -> Range<Int>? {
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
