// The file system of the machine, by POSIX calls: what is durable and what is atomic is then plain to see.
import Foundation
import Synchronization

/// The file system of the machine.
public struct RealFileSystem: FileSystem {
    public init() {}

    public func status(_ path: String) throws -> FileStatus? {
        var information = stat()
        guard stat(path, &information) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError(operation: "stat", path: path, code: errno)
        }
        try Self.check(information, of: path, "stat", mayBeFolder: true)
        #if canImport(Darwin)
            let time = information.st_mtimespec, change = information.st_ctimespec
        #else
            let time = information.st_mtim, change = information.st_ctim
        #endif
        return FileStatus(
            size: Int(information.st_size),
            modified: Self.nanoseconds(time), changed: Self.nanoseconds(change),
            inode: UInt64(information.st_ino), device: UInt64(information.st_dev),
            isFolder: information.st_mode & S_IFMT == S_IFDIR)
    }

    /// By opening it: NFS then asks the server for its properties, and for those of what a folder holds (close-to-open consistency).
    public func refresh(_ path: String) {
        if let (file, _) = try? open(path, O_RDONLY, "open", mayBeFolder: true) { close(file) }
    }

    public func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] {
        let (file, size) = try open(path, O_RDONLY, "open")
        defer { close(file) }
        let wanted = min(max(0, size - offset), count)
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            while initialized < wanted {
                let got = pread(file, buffer.baseAddress.map { $0 + initialized }, wanted - initialized, off_t(offset + initialized))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                initialized += got
            }
        }
        if failure != 0 { throw FileError(operation: "read", path: path, code: failure) }
        return bytes
    }

    public func write(_ bytes: [UInt8], to path: String) throws {
        try write(bytes, path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    public func append(_ bytes: [UInt8], to path: String) throws {
        try write(bytes, path, O_WRONLY | O_CREAT | O_APPEND)
    }

    private func write(_ bytes: [UInt8], _ path: String, _ flags: Int32) throws {
        let (file, _) = try open(path, flags, "write")
        var written = 0
        try bytes.withUnsafeBytes { buffer in
            while written < buffer.count {
                #if canImport(Darwin)
                    let count = Darwin.write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #else
                    let count = Glibc.write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                #endif
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    let code = errno
                    close(file)
                    throw FileError(operation: "write", path: path, code: code)
                }
                written += count
            }
        }
        guard close(file) == 0 else { throw FileError(operation: "write", path: path, code: errno) }
    }

    public func truncate(_ path: String, to size: Int) throws {
        #if canImport(Darwin)
            let result = Darwin.truncate(path, off_t(size))
        #else
            let result = Glibc.truncate(path, off_t(size))
        #endif
        guard result == 0 else { throw FileError(operation: "truncate", path: path, code: errno) }
    }

    public func synchronize(_ path: String) throws {
        let (file, _) = try open(path, O_RDONLY, "fsync", mayBeFolder: true)
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileError(operation: "fsync", path: path, code: errno) }
    }

    public func rename(_ old: String, to new: String) throws {
        #if canImport(Darwin)
            let result = Darwin.rename(old, new)
        #else
            let result = Glibc.rename(old, new)
        #endif
        guard result == 0 else { throw FileError(operation: "rename", path: new, code: errno) }
    }

    public func remove(_ path: String) throws {
        #if canImport(Darwin)
            let result = Darwin.remove(path)
        #else
            let result = Glibc.remove(path)
        #endif
        guard result == 0 || errno == ENOENT else { throw FileError(operation: "remove", path: path, code: errno) }
    }

    public func makeFolder(_ path: String) throws {
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT && path.parentFolder != path {
            try makeFolder(path.parentFolder)
            if mkdir(path, 0o777) == 0 { return }
        }
        let code = errno
        if try status(path)?.isFolder == true { return }
        throw FileError(operation: "mkdir", path: path, code: code)
    }

    public func list(_ path: String) throws -> [String] {
        guard let folder = opendir(path) else { throw FileError(operation: "list", path: path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    public func isLink(_ path: String) throws -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
    }

    public func lock(_ path: String, _ mode: LockMode) throws -> any FileLock {
        while true {
            let file = try openLock(path, mode)
            while flock(file, mode == .shared ? LOCK_SH : LOCK_EX) != 0 {
                let code = errno
                if code == EINTR { continue }
                close(file)
                throw FileError(operation: "lock", path: path, code: code)
            }
            let lock = DescriptorLock(file, path)
            if !lock.isLost { return lock }
        }
    }

    public func tryLock(_ path: String, _ mode: LockMode) throws -> (any FileLock)? {
        while true {
            let file = try openLock(path, mode)
            guard flock(file, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
                let code = errno
                close(file)
                if code == EWOULDBLOCK { return nil }
                throw FileError(operation: "lock", path: path, code: code)
            }
            let lock = DescriptorLock(file, path)
            if !lock.isLost { return lock }
        }
    }

    /// A file that cannot be written can still be locked in shared mode.
    private func openLock(_ path: String, _ mode: LockMode) throws -> Int32 {
        do { return try open(path, O_RDWR | O_CREAT, "lock").file } catch let error as FileError {
            guard mode == .shared, error.code == EROFS || error.code == EACCES, try status(path) != nil else { throw error }
            return try open(path, O_RDONLY, "lock").file
        }
    }

    public func lockHolders(_ path: String) -> [LockHolder] {
        guard let status = (try? status(path)) ?? nil else { return [] }
        return LockHolder.all(ofInode: status.inode)
    }

    public func makeScratchFolder() throws -> String {
        let folder = NSTemporaryDirectory()
        let pattern = (folder.hasSuffix("/") ? folder : folder + "/") + "build-XXXXXX"
        var bytes = Array(pattern.utf8CString)
        guard mkdtemp(&bytes) != nil else { throw FileError(operation: "mkdtemp", path: pattern, code: errno) }
        return String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Opens a file without ever waiting: a pipe would keep us until somebody opens its other end. Throws for what is no file.
    private func open(_ path: String, _ flags: Int32, _ operation: String, mayBeFolder: Bool = false) throws -> (file: Int32, size: Int) {
        #if canImport(Darwin)
            let file = Darwin.open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o666)
        #else
            let file = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o666)
        #endif
        let code = errno
        var information = stat()
        guard file >= 0 else {
            if stat(path, &information) == 0 { try Self.check(information, of: path, operation, mayBeFolder: mayBeFolder) }
            throw FileError(operation: operation, path: path, code: code)
        }
        do {
            guard fstat(file, &information) == 0 else { throw FileError(operation: operation, path: path, code: errno) }
            try Self.check(information, of: path, operation, mayBeFolder: mayBeFolder)
        } catch {
            close(file)
            throw error
        }
        return (file, Int(information.st_size))
    }

    private static func check(_ information: stat, of path: String, _ operation: String, mayBeFolder: Bool) throws {
        let (obstacle, code): (FileError.Obstacle, Int32)
        switch information.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR:
            if mayBeFolder { return }
            (obstacle, code) = (.folder, EISDIR)
        case S_IFIFO: (obstacle, code) = (.pipe, ESPIPE)
        case S_IFSOCK: (obstacle, code) = (.socket, ENXIO)
        default: (obstacle, code) = (.device, ENODEV)
        }
        throw FileError(operation: operation, path: path, code: code, obstacle: obstacle)
    }

    /// Nanoseconds since 1970; beyond the years 1678 and 2262, the first or the last of them.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        let (whole, isTooLarge) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, hasOverflown) = whole.addingReportingOverflow(Int64(time.tv_nsec))
        return isTooLarge || hasOverflown ? (time.tv_sec > 0 ? .max : .min) : sum
    }
}

/// A `flock` held by an open descriptor.
private final class DescriptorLock: FileLock {
    private let file: Mutex<Int32>
    private let path: String

    init(_ file: Int32, _ path: String) {
        self.file = Mutex(file)
        self.path = path
    }
    deinit { unlock() }

    var isLost: Bool {
        file.withLock { file in
            var held = stat(), named = stat()
            guard file >= 0, fstat(file, &held) == 0 else { return false }
            return stat(path, &named) != 0 || (held.st_ino, held.st_dev) != (named.st_ino, named.st_dev)
        }
    }

    func unlock() {
        file.withLock { file in
            if file >= 0 { close(file) }
            file = -1
        }
    }
}
