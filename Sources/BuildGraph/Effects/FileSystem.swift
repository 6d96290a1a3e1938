// The file operations of the store. Each is one effect: a fault can be put before, in the middle of or after it.
import Foundation

/// Size, time and identity of a file: what a stat shortcut compares.
public struct FileStatus: Sendable, Equatable, Codable {
    public var size: Int
    /// When the content was last written: nanoseconds since 1970. Programs can set it back.
    public var modified: Int64
    /// When content or properties last changed: nanoseconds since 1970. Programs cannot set it.
    public var changed: Int64
    public var inode: UInt64
    public var device: UInt64
    public var isFolder: Bool

    public init(size: Int, modified: Int64, changed: Int64, inode: UInt64, device: UInt64 = 0, isFolder: Bool) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
        self.isFolder = isFolder
    }
}

/// A file operation that failed.
public struct FileError: Error, Equatable {
    public let operation: String
    public let path: String
    /// The system's error number.
    public let code: Int32
    /// What is at the path, when it is that which is wrong.
    public let obstacle: Obstacle?

    public init(operation: String, path: String, code: Int32, obstacle: Obstacle? = nil) {
        self.operation = operation
        self.path = path
        self.code = code
        self.obstacle = obstacle
    }

    /// What can be there where a file is needed.
    public enum Obstacle: Sendable, Equatable {
        case folder, pipe, device, socket
        /// A file that is larger than any that is read there; in bytes.
        case largeFile(size: Int, limit: Int)
    }
}

/// Bytes that a file may have. What is larger is refused by name and not read.
public enum FileLimit {
    /// Of chapters, scripts, bibliographies and committed verdicts: longer than any book.
    public static let text = 4_000_000
    /// Of values, of archives' members and of files that targets declare.
    public static let value = 2_000_000_000
}

/// A lock; it is given back when the value is released, and dies with its process.
public protocol FileLock: AnyObject, Sendable {
    func unlock()
    /// Whether it is held, and its file has lost its name: whoever locks that name now holds another lock.
    var isLost: Bool { get }
}

/// Which other holders a lock may have at the same time.
public enum LockMode: Sendable {
    /// None.
    case exclusive
    /// All that share it.
    case shared
}

/// Files, as the store needs them. Paths are absolute. Every operation may throw `FileError`.
public protocol FileSystem: Sendable {
    /// Nil when nothing is there. A symbolic link is what it leads to. Throws for what is neither a file nor a folder.
    func status(_ path: String) throws -> FileStatus?
    /// Forgets what this host remembers of a file or folder: on a network file system another host may have changed it seconds ago.
    /// What is not there needs no forgetting.
    func refresh(_ path: String)
    /// At most `count` bytes from `offset` on: fewer when the file ends before.
    func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8]
    /// Makes or replaces a file. Neither atomic nor durable by itself.
    func write(_ bytes: [UInt8], to path: String) throws
    /// Appends to a file, making it if needed. Not durable by itself.
    func append(_ bytes: [UInt8], to path: String) throws
    func truncate(_ path: String, to size: Int) throws
    /// Makes a file's content, or a folder's list of names, durable.
    func synchronize(_ path: String) throws
    /// Replaces `new` atomically.
    func rename(_ old: String, to new: String) throws
    /// Whether a symbolic link is there.
    func isLink(_ path: String) throws -> Bool
    /// Removes a file, a symbolic link or an empty folder. What is not there needs no removing.
    func remove(_ path: String) throws
    /// Makes a folder with its parents. One that is there already is fine.
    func makeFolder(_ path: String) throws
    /// The names in a folder, sorted.
    func list(_ path: String) throws -> [String]
    /// Waits for a lock on a file, making it if needed. The locked file has that name then: if it was removed or replaced meanwhile,
    /// the new one is locked.
    func lock(_ path: String, _ mode: LockMode) throws -> any FileLock
    /// Takes a lock as `lock` does; nil where `lock` would wait.
    func tryLock(_ path: String, _ mode: LockMode) throws -> (any FileLock)?
    /// The processes that hold a lock on a file, as far as the system says.
    func lockHolders(_ path: String) -> [LockHolder]
    /// A new empty folder for temporary files.
    func makeScratchFolder() throws -> String
}

extension FileSystem {
    /// Nothing is remembered. Default.
    public func refresh(_ path: String) {}

    /// What is there now, whatever this host remembers: also that nothing was there is remembered, by its folder.
    func currentStatus(_ path: String) throws -> FileStatus? {
        refresh(path)
        if let status = try status(path) { return status }
        refresh(path.parentFolder)
        return try status(path)
    }

    /// Waits for an exclusive lock on a file, making it if needed.
    public func lock(_ path: String) throws -> any FileLock { try lock(path, .exclusive) }

    /// The bytes from `offset` to the end. Throws for a file of more than `limit` bytes.
    public func read(_ path: String, from offset: Int = 0, atMost limit: Int = FileLimit.value) throws -> [UInt8] {
        if let size = try status(path)?.size { try check(size, of: path, atMost: limit) }
        return try read(path, from: offset, count: limit)
    }

    /// The digest of a file's content, which need not fit into memory. Throws for a file of more than `limit` bytes.
    func digest(of path: String, atMost limit: Int = FileLimit.value) throws -> Digest {
        if let size = try status(path)?.size { try check(size, of: path, atMost: limit) }
        let portion = 1 << 22
        var builder = DigestBuilder(), size = 0, bytes: [UInt8]
        repeat {
            bytes = try read(path, from: size, count: portion)
            builder.add(bytes)
            size += bytes.count
            // Also one that grows without end.
            try check(size, of: path, atMost: limit)
        } while bytes.count == portion
        return builder.finish()
    }

    private func check(_ size: Int, of path: String, atMost limit: Int) throws {
        if size > limit { throw FileError(operation: "read", path: path, code: EFBIG, obstacle: .largeFile(size: size, limit: limit)) }
    }

    /// Removes a folder and all that is in it, or a file. Of a symbolic link only the link goes.
    public func removeAll(_ path: String) throws {
        // What is neither a file nor a folder has no status, and can be removed.
        if try !isLink(path), (try? status(path))??.isFolder == true {
            for name in try list(path) { try removeAll(path + "/" + name) }
        }
        try remove(path)
    }

    /// Replaces a file so that a reader, or a crash, meets the old content or the new, never a part.
    public func replace(_ path: String, with bytes: [UInt8], durable: Bool) throws {
        // A name of its own: two processes may replace the same file at once.
        let temporary = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        do {
            try write(bytes, to: temporary)
            if durable { try synchronize(temporary) }
            try rename(temporary, to: path)
        } catch {
            try? remove(temporary)
            throw error
        }
        if durable { try synchronize(path.parentFolder) }
    }
}

extension String {
    /// The path without its last component.
    public var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }

    /// The last component of the path.
    public var lastPathComponent: String {
        lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
    }
}
