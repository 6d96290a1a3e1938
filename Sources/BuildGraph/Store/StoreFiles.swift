// The files of a store as they lie on the disk: what is part of it, and what killed or failed processes left in it.
// Nothing in the folder that has another name than these is ours, and it is left alone.

/// The files in a store's folder, by what they are.
struct StoreFiles {
    struct File: Equatable {
        let path: String
        let size: Int
        /// Nanoseconds since 1970.
        let modified: Int64
    }

    var objects: [Digest: File] = [:]
    /// By the key of the target whose state they are.
    var checkpoints: [Digest: File] = [:]
    /// Temporary files.
    var leftovers: [File] = []
    /// What was damaged and set aside. It stays until somebody who has looked at it removes it.
    var damaged: [File] = []
    /// Empty files that workers lock. They stay: if one were removed, two workers could hold different files as one lock.
    var locks: [File] = []

    static let journals = ["traces.journal", "files.journal"]
    init(folder: String, files: any FileSystem) throws {
        func names(_ path: String) throws -> [String] { try files.status(path)?.isFolder == true ? files.list(path) : [] }
        for name in try names(folder) where Self.journals.contains(where: { Self.isLeftover(name, of: $0) }) {
            try add(folder + "/" + name, files) { if name.contains(Self.damagedMark) { $0.damaged.append($1) } else { $0.leftovers.append($1) } }
        }
        for name in try names(folder + "/objects") {
            let path = "\(folder)/objects/\(name)"
            if name.hasPrefix("damaged-") {
                try add(path, files) { $0.damaged.append($1) }
            } else {
                for rest in try names(path) {
                    try add("\(path)/\(rest)", files) { all, file in
                        if let digest = Digest(hexadecimal: name + rest), name.count == 2 {
                            all.objects[digest] = file
                        } else if name == "new" {
                            if rest.hasSuffix(Store.lockSuffix) { all.locks.append(file) } else { all.leftovers.append(file) }
                        }
                    }
                }
            }
        }
        for name in try names(folder + "/checkpoints") {
            try add("\(folder)/checkpoints/\(name)", files) { all, file in
                if let key = Digest(hexadecimal: name) {
                    all.checkpoints[key] = file
                } else if Digest(hexadecimal: name.prefix(64)) != nil {
                    if name.hasSuffix(Self.damagedMark) { all.damaged.append(file) } else { all.leftovers.append(file) }
                }
            }
        }
    }

    private static let damagedMark = ".damaged"

    /// Whether a damaged journal was set aside: its records may have named what nothing else names.
    var hasDamagedJournal: Bool { damaged.contains { file in Self.journals.contains { file.path.lastPathComponent.hasPrefix($0) } } }

    static func isLeftover(_ name: String, of journal: String) -> Bool {
        name.hasPrefix(journal + damagedMark) || name.hasPrefix(journal + ".new-")
    }

    private mutating func add(_ path: String, _ files: any FileSystem, _ body: (inout StoreFiles, File) -> Void) throws {
        // A file may vanish meanwhile; ignore it.
        guard let status = try files.status(path), !status.isFolder else { return }
        body(&self, File(path: path, size: status.size, modified: status.modified))
    }
}

extension Store {
    /// Whether a name in a store's folder is that of a part of it; other files there are not ours.
    public static func isPart(_ name: String) -> Bool {
        StoreFiles.journals.contains { name == $0 || StoreFiles.isLeftover(name, of: $0) }
            || ["objects", "checkpoints", "cluster", "lock", "in-use"].contains(name)
    }

    /// The processes that make something in the store, as far as the system says.
    public var users: [LockHolder] { effects.files.lockHolders(usePath) }
}
