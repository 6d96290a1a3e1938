// Which targets run on the threads of a build, on record while they run: a trap, a stack overflow or an out-of-memory kill
// ends all of these threads at once, and the next build has to know which targets to suspect.
//
// Threading: `begin` and `end` may be called from any thread.

/// The record of one build: a file that it holds locked, and removes at its end. One that nobody holds is of a build that was killed.
final class RunningRecord: Sendable {
    /// Those that ran when earlier builds ended without a word. They are on record until they have run.
    let suspects: Set<Digest>

    private let path: String
    private let files: any FileSystem
    private let lock: any FileLock

    /// A key, after one byte that tells whether its target begins or ends.
    private static let recordSize = 33
    static let suffix = ".running"

    /// Takes over the suspects of builds that are dead. Throws when the folder cannot be written.
    init(folder: String, name: String, files: any FileSystem) throws {
        path = "\(folder)/\(name)\(Self.suffix)"
        self.files = files
        lock = try files.lock(path)
        var suspects: Set<Digest> = []
        for other in try files.list(folder) where other.hasSuffix(Self.suffix) && other != name + Self.suffix {
            guard let held = try files.tryLock("\(folder)/\(other)", .exclusive) else { continue }
            defer { held.unlock() }
            let open = Self.unended(in: try files.read("\(folder)/\(other)"))
            for key in open.subtracting(suspects) { try files.append([1] + key.bytes, to: path) }
            suspects.formUnion(open)
            try files.remove("\(folder)/\(other)")
        }
        self.suspects = suspects
    }

    /// The keys that began and did not end.
    private static func unended(in bytes: [UInt8]) -> Set<Digest> {
        var open: Set<Digest> = []
        for start in stride(from: 0, through: bytes.count - recordSize, by: recordSize) {
            guard let key = Digest(bytes: bytes[(start + 1)..<(start + recordSize)]) else { continue }
            if bytes[start] == 1 { open.insert(key) } else { open.remove(key) }
        }
        return open
    }

    /// Whether it could be recorded that a target begins.
    func begin(_ key: Digest) -> Bool { (try? files.append([1] + key.bytes, to: path)) != nil }

    func end(_ key: Digest) { try? files.append([0] + key.bytes, to: path) }

    /// The build ends in order: nothing is suspected.
    func close() {
        try? files.remove(path)
        lock.unlock()
    }
}
