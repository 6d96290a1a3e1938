// A file system in memory: fast, every effect on it can be counted or made to fail, and a power cut is a function.
// It knows what is durable: the content of a file since its last fsync, and the names in a folder since the folder's.
import BuildGraph
import Foundation
import Synchronization

/// Files in memory.
public final class MemoryFileSystem: FileSystem {
    /// What a name leads to.
    struct Inode {
        var bytes: [UInt8] = []
        /// What a power cut leaves for certain.
        var durable: [UInt8] = []
        var modified: Int64
        var isFolder: Bool
    }

    struct State {
        var inodes: [UInt64: Inode] = [:]
        var names: [String: UInt64] = [:]
        var durableNames: [String: UInt64] = [:]
        var nextInode: UInt64 = 1
        /// By operation and path.
        var counts: [String: [String: Int]] = [:]
        /// Changes so far: operations that write something.
        var changes = 0
        var fault: (@Sendable (Effect) -> Fault?)?
        var isDown = false
        var scratch = 0
        /// For each locked inode how many share it; −1 when one has it alone.
        var locks: [UInt64: Int] = [:]
        /// How often the machine went down: locks of before are nobody's.
        var boots = 0
    }

    let state = Mutex(State())
    let clock: ManualClock

    public init(clock: ManualClock) {
        self.clock = clock
        state.withLock { state in
            state.make("/", isFolder: true, at: clock.nanoseconds)
            state.durableNames = state.names
        }
    }

    // MARK: For tests

    /// How often an operation was done.
    public func count(of operation: String, in folder: String = "") -> Int {
        state.withLock { state in
            (state.counts[operation] ?? [:]).reduce(0) { $0 + ($1.key.hasPrefix(folder) ? $1.value : 0) }
        }
    }
    public func resetCounts() { state.withLock { $0.counts = [:] } }

    /// Changes a file behind everybody's back; what was durable of it stays so, as changed.
    public func corrupt(_ path: String, _ change: (inout [UInt8]) -> Void) {
        state.withLock { state in
            guard let inode = state.names[path] else { return }
            if var bytes = state.inodes[inode]?.bytes {
                let isDurable = state.inodes[inode]?.durable == bytes
                change(&bytes)
                state.inodes[inode]?.bytes = bytes
                if isDurable { state.inodes[inode]?.durable = bytes }
            }
        }
    }

    /// A new time for a file whose content stays.
    public func touch(_ path: String, at time: Int64? = nil) {
        let time = time ?? clock.nanoseconds
        state.withLock { state in
            if let inode = state.names[path] { state.inodes[inode]?.modified = time }
        }
    }

    public var paths: [String] {
        state.withLock { state in state.names.filter { state.inodes[$0.value]?.isFolder == false }.keys.sorted() }
    }

    // MARK: FileSystem

    public func status(_ path: String) throws -> FileStatus? {
        try perform("stat", path) { state in
            state.names[path].flatMap { number in
                state.inodes[number].map {
                    FileStatus(
                        size: $0.bytes.count, modified: $0.modified, changed: $0.modified, inode: number, isFolder: $0.isFolder)
                }
            }
        }
    }

    public func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] {
        try perform("read", path) { state in
            guard let inode = state.names[path].flatMap({ state.inodes[$0] }), !inode.isFolder else {
                throw FileError(operation: "read", path: path, code: ENOENT)
            }
            return Array(inode.bytes.dropFirst(offset).prefix(count))
        }
    }

    public func write(_ bytes: [UInt8], to path: String) throws {
        try change("write", path, bytes) { bytes, state in
            let inode = try self.file(path, &state)
            state.inodes[inode]?.bytes = bytes
            state.inodes[inode]?.modified = self.clock.nanoseconds
        }
    }

    public func append(_ bytes: [UInt8], to path: String) throws {
        try change("append", path, bytes) { bytes, state in
            let inode = try self.file(path, &state)
            state.inodes[inode]?.bytes += bytes
            state.inodes[inode]?.modified = self.clock.nanoseconds
        }
    }

    /// The inode of a file, which is made if it is not there.
    private func file(_ path: String, _ state: inout State) throws -> UInt64 {
        if let inode = state.names[path] { return inode }
        guard state.names[path.parentFolder] != nil else {
            throw FileError(operation: "write", path: path, code: ENOENT)
        }
        return state.make(path, isFolder: false, at: clock.nanoseconds)
    }

    public func truncate(_ path: String, to size: Int) throws {
        try change("truncate", path) { state in
            guard let inode = state.names[path], let bytes = state.inodes[inode]?.bytes else {
                throw FileError(operation: "truncate", path: path, code: ENOENT)
            }
            state.inodes[inode]?.bytes = Array(bytes.prefix(size))
            state.inodes[inode]?.modified = self.clock.nanoseconds
        }
    }

    public func synchronize(_ path: String) throws {
        try change("fsync", path) { state in
            guard let inode = state.names[path] else { throw FileError(operation: "fsync", path: path, code: ENOENT) }
            state.makeDurable(path, inode)
        }
    }

    public func rename(_ old: String, to new: String) throws {
        try change("rename", new) { state in
            guard let inode = state.names[old], state.names[new.parentFolder] != nil else {
                throw FileError(operation: "rename", path: old, code: ENOENT)
            }
            // What is in a folder goes with it.
            for (name, content) in state.names where name.hasPrefix(old + "/") {
                state.names[name] = nil
                state.names[new + name.dropFirst(old.count)] = content
            }
            state.names[old] = nil
            state.names[new] = inode
        }
    }

    public func remove(_ path: String) throws { try change("remove", path) { $0.names[path] = nil } }

    public func makeFolder(_ path: String) throws {
        try change("mkdir", path) { state in
            var path = path
            while state.names[path] == nil {
                state.make(path, isFolder: true, at: self.clock.nanoseconds)
                path = path.parentFolder
            }
        }
    }

    public func list(_ path: String) throws -> [String] {
        try perform("list", path) { state in
            guard state.names[path] != nil else { throw FileError(operation: "list", path: path, code: ENOENT) }
            return state.names.keys.filter { $0.parentFolder == path && $0 != path }.map(\.lastPathComponent).sorted()
        }
    }

    public func isLink(_ path: String) throws -> Bool { false }

    public func lock(_ path: String, _ mode: LockMode) throws -> any FileLock {
        while true {
            if let lock = try tryLock(path, mode) { return lock }
            usleep(100)
        }
    }

    public func tryLock(_ path: String, _ mode: LockMode) throws -> (any FileLock)? {
        try change("lock", path) { state in
            let inode = try self.file(path, &state)
            let holders = state.locks[inode] ?? 0
            guard holders == 0 || holders > 0 && mode == .shared else { return nil }
            state.locks[inode] = mode == .shared ? holders + 1 : -1
            let boot = state.boots
            return MemoryLock(
                isLost: { [weak self] in self?.state.withLock { $0.names[path] != inode && $0.boots == boot } ?? false },
                release: { [weak self] in self?.unlock(inode, boot) })
        }
    }

    private func unlock(_ inode: UInt64, _ boot: Int) {
        state.withLock { state in
            guard boot == state.boots else { return }
            let holders = state.locks[inode] ?? 0
            state.locks[inode] = holders > 1 ? holders - 1 : nil
        }
    }

    public func lockHolders(_ path: String) -> [LockHolder] {
        state.withLock { state in
            state.names[path].flatMap { state.locks[$0] } == nil ? [] : [LockHolder(processIdentifier: 7, command: "paper build")]
        }
    }

    public func makeScratchFolder() throws -> String {
        let path = state.withLock { state in
            state.scratch += 1
            return "/scratch/\(state.scratch)"
        }
        try makeFolder(path)
        return path
    }
}

extension MemoryFileSystem.State {
    @discardableResult
    mutating func make(_ path: String, isFolder: Bool, at time: Int64) -> UInt64 {
        defer { nextInode += 1 }
        inodes[nextInode] = MemoryFileSystem.Inode(modified: time, isFolder: isFolder)
        names[path] = nextInode
        return nextInode
    }
}

private final class MemoryLock: FileLock {
    private let release: Mutex<(@Sendable () -> Void)?>
    private let hasLostName: @Sendable () -> Bool

    init(isLost: @escaping @Sendable () -> Bool, release: @escaping @Sendable () -> Void) {
        self.release = Mutex(release)
        hasLostName = isLost
    }
    deinit { unlock() }

    var isLost: Bool { release.withLock { $0 != nil } && hasLostName() }

    func unlock() {
        let release = release.withLock { release in
            defer { release = nil }
            return release
        }
        release?()
    }
}
