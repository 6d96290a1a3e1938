// Digests of the project's files, with a stat shortcut: a file whose size, times and inode are those of its last
// digest is not read again. A file that was young when it was digested is read again, since it may have been
// written once more within the resolution of its time.
import Synchronization

/// Content digests of declared files.
public final class FileDigests: Sendable {
    private struct Entry: Codable {
        var path: String
        var status: FileStatus
        var digest: Digest
    }

    private struct State {
        var journal: Journal
        var entries: [String: Entry] = [:]
        var fresh: [Entry] = []
    }

    /// Nanoseconds between a file's time and its digest, below which the digest is not remembered.
    private static let youth: Int64 = 2_000_000_000

    private let effects: Effects
    private let lockPath: String
    private let state: Mutex<State>

    init(folder: String, effects: Effects) {
        self.effects = effects
        lockPath = folder + "/lock"
        var journal = Journal(path: folder + "/files.journal", files: effects.files)
        var entries: [String: Entry] = [:]
        // The journal only saves time: whatever is wrong with it, files are read again.
        if let chunk = try? journal.readNew(mend: false).chunk {
            for payload in chunk.payloads {
                if let entry = try? decodeValue(Entry.self, from: Array(chunk.bytes[payload])) { entries[entry.path] = entry }
            }
        }
        state = Mutex(State(journal: journal, entries: entries))
    }

    /// The digest of a file's content; nil when it is not there. `path` is relative to the project.
    public func digest(of path: String) throws -> Digest? {
        let full = effects.projectPath(path)
        guard let status = try effects.files.status(full), !status.isFolder else { return nil }
        if let entry = state.withLock({ $0.entries[path] }), entry.status == status { return entry.digest }
        let digest = Digest(of: try effects.files.read(full))
        let isOld = Int64(effects.clock.now() * 1e9) - max(status.modified, status.changed) > Self.youth
        if isOld {
            let entry = Entry(path: path, status: status, digest: digest)
            state.withLock {
                $0.entries[path] = entry
                $0.fresh.append(entry)
            }
        }
        return digest
    }

    /// Remembers the new digests. A failure costs time in the next run, and nothing else.
    func save() {
        state.withLock { state in
            guard !state.fresh.isEmpty else { return }
            guard let lock = try? effects.files.lock(lockPath) else { return }
            defer { lock.unlock() }
            let payloads = state.fresh.compactMap { try? encodeValue($0) }
            guard (try? state.journal.readNew(mend: true)) != nil else { return }
            if (try? state.journal.append(payloads)) != nil { state.fresh = [] }
        }
    }
}
