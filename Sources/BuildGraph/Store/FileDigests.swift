// Digests of the project's files, with a stat shortcut: a file whose size, times and inode are those of its last
// digest is not read again. A file that was young when it was digested is read again, since it may have been
// written once more within the resolution of its time.
//
//   record = size modified changed inode device: UInt64 each  digest(32)  path
import Synchronization

/// Content digests of declared files.
public final class FileDigests: Sendable {
    private struct Entry {
        var status: FileStatus
        var digest: Digest
    }

    private struct State {
        var journal: Journal
        var entries: [String: Entry] = [:]
        /// Paths whose entries are not in the journal yet.
        var fresh: [String] = []
        var mended: [Journal.Mended] = []
    }

    /// Seconds between a file's time and its digest, below which the digest is not remembered.
    private static let youth = 2.0

    private let effects: Effects
    private let lockPath: String
    private let state: Mutex<State>

    init(folder: String, effects: Effects) {
        self.effects = effects
        lockPath = folder + "/lock"
        state = Mutex(State(journal: Journal(path: folder + "/files.journal", files: effects.files)))
        // The journal only saves time: whatever is wrong with it, files are read again.
        state.withLock { try? Self.read(&$0) }
    }

    private static func read(_ state: inout State) throws {
        while let block = try state.journal.next() {
            for payload in block.payloads {
                guard let (path, entry) = decode(block.bytes[payload]) else { continue }
                state.entries[path] = entry
            }
        }
    }

    /// The digest of a file's content; nil when it is not there. `path` is relative to the project.
    public func digest(of path: String) throws -> Digest? {
        let full = effects.projectPath(path)
        guard let status = try effects.files.currentStatus(full) else { return nil }
        if let entry = state.withLock({ $0.entries[path] }), entry.status == status { return entry.digest }
        let digest = try effects.files.digest(of: full)
        let isOld = (effects.clock.now() - Self.youth).nanoseconds > max(status.modified, status.changed)
        if isOld {
            state.withLock {
                $0.entries[path] = Entry(status: status, digest: digest)
                $0.fresh.append(path)
            }
        }
        return digest
    }

    /// Remembers the new digests. A failure costs time in the next run, and nothing else.
    func save() {
        state.withLock { state in
            guard !state.fresh.isEmpty, let lock = try? effects.files.lock(lockPath) else { return }
            defer { lock.unlock() }
            let fresh = state.fresh.compactMap { path in state.entries[path].map { Self.encode(path, $0) } }
            do {
                try Self.mend(&state)
                _ = try state.journal.append(fresh)
                state.fresh = []
            } catch BuildError.storeOfAnotherFormat(let path) {
                // Nothing in it is worth keeping: the next save begins a new one.
                try? effects.files.remove(path)
            } catch {}
        }
    }

    // MARK: Damage

    /// What in the journal is not a record; nil also for one of another format, in whose place a new one is begun.
    var damage: JournalDamage? {
        state.withLock { state in
            do {
                try Self.read(&state)
                return try state.journal.damage()
            } catch { return nil }
        }
    }

    /// Sets aside what is not a record. To be called under the lock.
    func mend() throws { if damage != nil { try state.withLock { try Self.mend(&$0) } } }

    private static func mend(_ state: inout State) throws {
        try read(&state)
        guard let mended = try state.journal.mend() else { return }
        state.mended.append(mended)
        try read(&state)
    }

    /// What was mended since the last call.
    func takeMended() -> [Journal.Mended] {
        state.withLock { state in
            defer { state.mended = [] }
            return state.mended
        }
    }

    // MARK: Records

    private static let pathStart = 5 * 8 + 32

    private static func encode(_ path: String, _ entry: Entry) -> [UInt8] {
        var writer = DatumWriter()
        let status = entry.status
        for number in [Int64(status.size), status.modified, status.changed] { writer.scalar(number) }
        for number in [status.inode, status.device] { writer.scalar(number) }
        return writer.bytes + entry.digest.bytes + Array(path.utf8)
    }

    private static func decode(_ payload: ArraySlice<UInt8>) -> (path: String, Entry)? {
        payload.withUnsafeBytes { raw in
            guard raw.count > pathStart else { return nil }
            func word(_ i: Int) -> UInt64 { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self)) }
            let status = FileStatus(
                size: Int(truncatingIfNeeded: word(0)), modified: Int64(bitPattern: word(1)), changed: Int64(bitPattern: word(2)),
                inode: word(3), device: word(4), isFolder: false)
            let digest = Digest(raw: UnsafeRawBufferPointer(rebasing: raw[40..<72]))
            return (String(decoding: raw[pathStart...], as: UTF8.self), Entry(status: status, digest: digest))
        }
    }
}
