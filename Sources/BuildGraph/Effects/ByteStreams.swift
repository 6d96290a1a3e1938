// Bytes that come or go in order, from or to a file or a pipe: an archive need not fit into memory.

/// Where bytes come from.
public protocol ByteSource {
    /// The next bytes: at least one and at most `count`, none at the end.
    mutating func read(upTo count: Int) throws -> [UInt8]
}

/// Where bytes go to.
public protocol ByteSink {
    mutating func write(_ bytes: [UInt8]) throws
}

extension ByteSource {
    /// The next `count` bytes; fewer at the end.
    mutating func read(exactly count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            // In portions: what is announced may not be there.
            let more = try read(upTo: min(count - bytes.count, 1 << 20))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }
}

/// The bytes of a file, from its beginning.
public struct FileSource: ByteSource {
    private let path: String
    private let files: any FileSystem
    private var offset = 0

    public init(path: String, files: any FileSystem) {
        self.path = path
        self.files = files
    }

    public mutating func read(upTo count: Int) throws -> [UInt8] {
        let bytes = try files.read(path, from: offset, count: count)
        offset += bytes.count
        return bytes
    }
}

/// A file that is there, whole and durable, when `commit` has returned, and not at all before.
public struct FileSink: ByteSink {
    private static let bufferSize = 1 << 20

    private let path: String
    private let temporary: String
    private let files: any FileSystem
    private var buffer: [UInt8] = []

    public init(path: String, files: any FileSystem) throws {
        self.path = path
        self.files = files
        temporary = "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try files.write([], to: temporary)
    }

    public mutating func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        try files.append(buffer, to: temporary)
        buffer = []
    }

    public mutating func commit() throws {
        try flush()
        try files.synchronize(temporary)
        try files.rename(temporary, to: path)
        try files.synchronize(path.parentFolder)
    }

    /// Gives the file up.
    public func discard() { try? files.remove(temporary) }
}
