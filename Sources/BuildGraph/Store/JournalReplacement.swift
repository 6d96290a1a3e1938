// A journal that takes the place of another in one step: until `commit` has renamed it, no reader sees it.
//
// It begins with a mark of its own. A reader that holds offsets into the old journal finds another beginning, even where
// the new file was given the inode of an older one, and reads from the beginning.

/// A journal in the making.
struct JournalReplacement {
    static let markKind: UInt8 = 0
    private static let markSize = 16
    /// Bytes of a replacement without records.
    static let emptySize = Journal.header.count + Journal.sizeOfRecord(1 + markSize)
    private var file: FileSink

    init(of path: String, files: any FileSystem) throws {
        file = try FileSink(path: path, files: files)
        var beginning = Journal.header
        Journal.add([Self.markKind] + (0..<Self.markSize).map { _ in UInt8.random(in: .min ... .max) }, to: &beginning)
        try file.write(beginning)
    }

    mutating func add(_ payload: ArraySlice<UInt8>) throws {
        var record: [UInt8] = []
        Journal.add(payload, to: &record)
        try file.write(record)
    }

    /// Puts the journal in the other's place, durably. To be called under the lock.
    mutating func commit() throws { try file.commit() }

    /// Gives the journal up.
    func discard() { file.discard() }
}
