// A power cut: what was made durable stays, and of all else any part may be there, in any order. The model is stricter
// than any real file system: every name and every stretch of bytes survives or is lost by itself.
import BuildGraph

extension MemoryFileSystem {
    /// Takes the power away and gives it back; `seed` chooses what survives of what was not durable.
    public func cutPower(seed: UInt64) {
        state.withLock { state in
            var random = SplitMix(state: seed)
            var survivors = state.durableNames
            for path in Set(state.names.keys).union(state.durableNames.keys).sorted()
            where state.names[path] != state.durableNames[path] && random.next(in: 0...1) == 0 {
                survivors[path] = state.names[path]
            }
            // A file whose folder is lost is lost.
            state.names = survivors.filter { path, _ in
                sequence(first: path.parentFolder) { $0 == "/" ? nil : $0.parentFolder }
                    .allSatisfy { survivors[$0] != nil }
            }
            for (number, inode) in state.inodes.sorted(by: { $0.key < $1.key }) where inode.bytes != inode.durable {
                state.inodes[number]?.bytes = Self.remains(of: inode, &random)
            }
            state.makeAllDurable()
            state.start()
        }
    }

    /// What is there now survives any power cut.
    public func makeAllDurable() { state.withLock { $0.makeAllDurable() } }

    /// What is left of a file that was changed since its last fsync.
    private static func remains(of inode: Inode, _ random: inout SplitMix) -> [UInt8] {
        let (old, new) = (inode.durable, inode.bytes)
        let common = new.starts(with: old) ? old.count : 0
        switch random.next(in: 0...4) {
        case 0: return old
        case 1: return new
        case 2: return Array(new.prefix(random.next(in: common...max(common, new.count))))  // torn at any byte
        case 3:
            // The length is there, the content is not.
            let whole = random.next(in: common...max(common, new.count))
            return new.prefix(whole) + [UInt8](repeating: 0, count: new.count - whole)
        default:
            // A stretch in the middle never arrived.
            var bytes = new
            guard common < new.count else { return old }
            let from = random.next(in: common...new.count - 1), to = random.next(in: from...new.count - 1)
            for position in from...to { bytes[position] = 0 }
            return bytes
        }
    }
}

extension MemoryFileSystem.State {
    /// Nobody holds a lock any more, and nothing goes wrong.
    mutating func start() {
        isDown = false
        fault = nil
        locks = [:]
        boots += 1
    }

    mutating func makeAllDurable() {
        inodes = inodes.mapValues { inode in
            var inode = inode
            inode.durable = inode.bytes
            return inode
        }
        durableNames = names
    }

    /// fsync: of a file its content, of a folder the names in it.
    mutating func makeDurable(_ path: String, _ inode: UInt64) {
        guard inodes[inode]?.isFolder == true else {
            let bytes = inodes[inode]?.bytes ?? []
            inodes[inode]?.durable = bytes
            return
        }
        for name in Set(names.keys).union(durableNames.keys) where name.parentFolder == path { durableNames[name] = names[name] }
    }
}
