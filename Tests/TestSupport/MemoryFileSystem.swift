// A file system in memory: fast, and every effect on it can be counted or made to fail.
import BuildGraph
import Foundation
import Synchronization

/// Files in memory.
public final class MemoryFileSystem: FileSystem {
    private struct Entry {
        var bytes: [UInt8] = []
        var modified: Int64
        var inode: UInt64
        var isFolder: Bool
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var nextInode: UInt64 = 1
        var effects: [String: Int] = [:]
        var fault: (@Sendable (String, String) -> Int32?)?
        var scratch = 0
        /// For each locked path how many share it; −1 when one has it alone.
        var locks: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let clock: ManualClock

    public init(clock: ManualClock) { self.clock = clock }

    // MARK: For tests

    /// How often an operation was done.
    public func count(of operation: String) -> Int { state.withLock { $0.effects[operation] ?? 0 } }
    public func resetCounts() { state.withLock { $0.effects = [:] } }

    /// Makes operations fail: given the operation and its path, the error number, or nil to let it pass.
    public func injectFaults(_ fault: (@Sendable (_ operation: String, _ path: String) -> Int32?)?) {
        state.withLock { $0.fault = fault }
    }

    /// Changes a file behind everybody's back.
    public func corrupt(_ path: String, _ change: (inout [UInt8]) -> Void) {
        state.withLock { state in
            guard var entry = state.entries[path] else { return }
            change(&entry.bytes)
            state.entries[path] = entry
        }
    }

    /// A new time for a file whose content stays.
    public func touch(_ path: String) { state.withLock { $0.entries[path]?.modified = clock.nanoseconds } }

    public var paths: [String] { state.withLock { $0.entries.filter { !$0.value.isFolder }.keys.sorted() } }

    // MARK: FileSystem

    private func perform<R>(_ operation: String, _ path: String, _ body: (inout State) throws -> R) throws -> R {
        try state.withLock { state in
            state.effects[operation, default: 0] += 1
            if let code = state.fault?(operation, path) { throw FileError(operation: operation, path: path, code: code) }
            return try body(&state)
        }
    }

    public func status(_ path: String) throws -> FileStatus? {
        try perform("stat", path) { state in
            state.entries[path].map {
                FileStatus(
                    size: $0.bytes.count, modified: $0.modified, changed: $0.modified, inode: $0.inode, isFolder: $0.isFolder)
            }
        }
    }

    public func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] {
        try perform("read", path) { state in
            guard let entry = state.entries[path], !entry.isFolder else {
                throw FileError(operation: "read", path: path, code: ENOENT)
            }
            return Array(entry.bytes.dropFirst(offset).prefix(count))
        }
    }

    public func write(_ bytes: [UInt8], to path: String) throws {
        try perform("write", path) { try put(bytes, path, &$0) }
    }

    public func append(_ bytes: [UInt8], to path: String) throws {
        try perform("append", path) { try put(($0.entries[path]?.bytes ?? []) + bytes, path, &$0) }
    }

    private func put(_ bytes: [UInt8], _ path: String, _ state: inout State) throws {
        guard state.entries[path.parentFolder]?.isFolder == true || path.parentFolder == "/" else {
            throw FileError(operation: "write", path: path, code: ENOENT)
        }
        let inode = state.entries[path]?.inode ?? state.nextInode
        if state.entries[path] == nil { state.nextInode += 1 }
        state.entries[path] = Entry(bytes: bytes, modified: clock.nanoseconds, inode: inode, isFolder: false)
    }

    public func truncate(_ path: String, to size: Int) throws {
        try perform("truncate", path) { state in
            guard let entry = state.entries[path] else { throw FileError(operation: "truncate", path: path, code: ENOENT) }
            try put(Array(entry.bytes.prefix(size)), path, &state)
        }
    }

    public func synchronize(_ path: String) throws { try perform("fsync", path) { _ in } }

    public func rename(_ old: String, to new: String) throws {
        try perform("rename", new) { state in
            guard let entry = state.entries.removeValue(forKey: old) else {
                throw FileError(operation: "rename", path: old, code: ENOENT)
            }
            state.entries[new] = entry
        }
    }

    public func remove(_ path: String) throws { try perform("remove", path) { $0.entries[path] = nil } }

    public func makeFolder(_ path: String) throws {
        try perform("mkdir", path) { state in
            var path = path
            while path != "/" && state.entries[path] == nil {
                state.entries[path] = Entry(modified: clock.nanoseconds, inode: state.nextInode, isFolder: true)
                state.nextInode += 1
                path = path.parentFolder
            }
        }
    }

    public func list(_ path: String) throws -> [String] {
        try perform("list", path) { state in
            state.entries.keys.filter { $0.parentFolder == path && $0 != path }.map(\.lastPathComponent).sorted()
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
        try perform("lock", path) { state in
            if state.entries[path] == nil { try put([], path, &state) }
            let holders = state.locks[path] ?? 0
            guard holders == 0 || holders > 0 && mode == .shared else { return nil }
            state.locks[path] = mode == .shared ? holders + 1 : -1
            return MemoryLock { [weak self] in self?.unlock(path) }
        }
    }

    private func unlock(_ path: String) {
        state.withLock { state in
            let holders = state.locks[path] ?? 0
            state.locks[path] = holders > 1 ? holders - 1 : nil
        }
    }

    public func lockHolders(_ path: String) -> [LockHolder] {
        state.withLock { $0.locks[path] == nil ? [] : [LockHolder(processIdentifier: 7, command: "paper build")] }
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

private final class MemoryLock: FileLock {
    private let release: Mutex<(@Sendable () -> Void)?>

    init(_ release: @escaping @Sendable () -> Void) { self.release = Mutex(release) }
    deinit { unlock() }

    func unlock() {
        let release = release.withLock { release in
            defer { release = nil }
            return release
        }
        release?()
    }
}

/// A clock that moves when told to, and a little with every look.
public final class ManualClock: BuildClock {
    private let time = Mutex(1_700_000_000.0)

    public init() {}

    public func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
    public func now() -> Double { monotonic() }
    public func monotonic() -> Double {
        time.withLock { time in
            time += 1e-6
            return time
        }
    }
    public func threadTime() -> Double { monotonic() }
    var nanoseconds: Int64 { Int64(now() * 1e9) }
}

/// Programs of a test: what is not stubbed fails, and says how to stub it.
public struct StubbedProcesses: ProcessRunner {
    private let stub: @Sendable (Command) throws -> CommandResult

    public init(_ stub: @escaping @Sendable (Command) throws -> CommandResult = { throw Unstubbed(program: $0.program) }) {
        self.stub = stub
    }

    public func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult { try stub(command) }

    public struct Unstubbed: Error, CustomStringConvertible {
        public init(program: String) { self.program = program }
        let program: String
        public var description: String { "the test ran \(program); give TestWorld(processes:) a stub for it" }
    }
}
