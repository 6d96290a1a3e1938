// A journal that takes the place of another in one step: until `commit` has renamed it, nobody sees it.
//
// It begins with a mark of its own. A reader that holds offsets into the old journal finds another beginning, even where
// the new file was given the inode of an older one, and reads anew.

/// A journal in the making.
struct JournalReplacement {
    static let markKind: UInt8 = 0
    private static let markSize = 16
    /// Bytes of a replacement without records.
    static let emptySize = Journal.header.count + Journal.sizeOfRecord(1 + markSize)
    /// Bytes gathered before they are written.
    private static let bufferSize = 1 << 20

    private let path: String
    private let temporary: String
    private let files: any FileSystem
    private var buffer: [UInt8]

    init(of path: String, files: any FileSystem) throws {
        self.path = path
        self.files = files
        temporary = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        buffer = Journal.header
        Journal.add([Self.markKind] + (0..<Self.markSize).map { _ in UInt8.random(in: .min ... .max) }, to: &buffer)
        try files.write([], to: temporary)
    }

    mutating func add(_ payload: ArraySlice<UInt8>) throws {
        Journal.add(payload, to: &buffer)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        try files.append(buffer, to: temporary)
        buffer = []
    }

    /// Puts the journal in the other's place, durably. To be called under the lock.
    mutating func commit() throws {
        try flush()
        try files.synchronize(temporary)
        try files.rename(temporary, to: path)
        try files.synchronize(path.parentFolder)
    }

    /// Gives the journal up.
    func discard() { try? files.remove(temporary) }
}
