// A host on a network file system: what it has seen of a file or folder it believes for a long time, unless it opens it. The model
// is NFS with close-to-open consistency and a long `actimeo`, in the respects that a store relies on.
//
//   * Properties of a file, and names that a folder does not have, are remembered until the file, or the folder, is opened.
//   * What is read after an open is the server's; a read sees no further than the size that the open learnt.
//   * Locks, renames and appends are the server's.
import BuildGraph
import Synchronization

/// One of several hosts that share a memory file system.
public final class RememberingFileSystem: FileSystem {
    private struct Memory {
        var statuses: [String: FileStatus] = [:]
        /// What was not there, by its folder.
        var missing: [String: Set<String>] = [:]
    }

    private let server: MemoryFileSystem
    private let memory = Mutex(Memory())

    public init(server: MemoryFileSystem) { self.server = server }

    public func status(_ path: String) throws -> FileStatus? {
        let known: FileStatus?? = memory.withLock { memory in
            if let status = memory.statuses[path] { return .some(status) }
            // A path below a folder that was not there is not there either.
            var name = path
            while name != "/" {
                if memory.missing[name.parentFolder]?.contains(name) == true { return .some(nil) }
                name = name.parentFolder
            }
            return nil
        }
        if let known { return known }
        let status = try server.status(path)
        memory.withLock { memory in
            if let status { memory.statuses[path] = status } else { memory.missing[path.parentFolder, default: []].insert(path) }
        }
        return status
    }

    public func refresh(_ path: String) {
        // A name that was not there is not opened: the folder says that it is not.
        if memory.withLock({ $0.missing[path.parentFolder]?.contains(path) == true }) { return }
        let status = try? server.status(path)
        memory.withLock { memory in
            memory.statuses[path] = status ?? nil
            memory.missing[path] = nil
        }
    }

    private func own<R>(_ path: String, _ body: () throws -> R) rethrows -> R {
        defer {
            memory.withLock { memory in
                memory.statuses[path] = nil
                memory.missing[path.parentFolder]?.remove(path)
            }
        }
        return try body()
    }

    public func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] {
        refresh(path)
        return try server.read(path, from: offset, count: count)
    }

    public func write(_ bytes: [UInt8], to path: String) throws { try own(path) { try server.write(bytes, to: path) } }
    /// The properties that this host knows stay as old as they were, but for its own bytes.
    public func append(_ bytes: [UInt8], to path: String) throws { try own(path) { try server.append(bytes, to: path) } }
    public func truncate(_ path: String, to size: Int) throws { try own(path) { try server.truncate(path, to: size) } }
    public func synchronize(_ path: String) throws { try server.synchronize(path) }
    public func rename(_ old: String, to new: String) throws { try own(old) { try own(new) { try server.rename(old, to: new) } } }
    public func remove(_ path: String) throws { try own(path) { try server.remove(path) } }
    public func makeFolder(_ path: String) throws { try own(path) { try server.makeFolder(path) } }
    public func isLink(_ path: String) throws -> Bool { try server.isLink(path) }
    public func list(_ path: String) throws -> [String] { try server.list(path) }
    public func lock(_ path: String, _ mode: LockMode) throws -> any FileLock { try own(path) { try server.lock(path, mode) } }
    public func tryLock(_ path: String, _ mode: LockMode) throws -> (any FileLock)? { try own(path) { try server.tryLock(path, mode) } }
    public func lockHolders(_ path: String) -> [LockHolder] { server.lockHolders(path) }
    public func makeScratchFolder() throws -> String { try server.makeScratchFolder() }
}
