// What differs between the code that a type reached and what it reaches now, by the names of declarations.

struct CodeChanges {
    /// In a few words each: what changed, then what is new, then what is gone.
    let names: [String]

    /// As many as are worth keeping with every run: three, and how many more.
    var summary: [String] { names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more"] : names }

    /// Declarations of one name, as overloads are, are one.
    private struct Key: Hashable {
        let module: Substring
        let name: Substring
    }

    private struct Entry {
        var digests: [Substring] = []
        var paths: Set<Substring> = []
        /// In the order of the table.
        var position = 0
    }

    init(from old: CodeTable, types oldTypes: [String], to new: CodeTable, types newTypes: [String]) {
        let before = Self.entries(old, old.rows(reachedBy: oldTypes)), after = Self.entries(new, new.rows(reachedBy: newTypes))
        let allBefore = Self.entries(old, Set(old.rows.indices)), allAfter = Self.entries(new, Set(new.rows.indices))
        func inOrder(_ keys: some Sequence<Key>, _ entries: [Key: Entry]) -> [Key] {
            keys.sorted { (entries[$0]?.position ?? 0) < (entries[$1]?.position ?? 0) }
        }
        let common = inOrder(after.keys.filter { before[$0] != nil }, after)
        let changed = common.filter { before[$0]?.digests != after[$0]?.digests }
        let moved = common.filter { before[$0]?.digests == after[$0]?.digests && before[$0]?.paths != after[$0]?.paths }
        // What was there before and is only reached now is a consequence of something that changed.
        let added = inOrder(after.keys.filter { before[$0] == nil && allBefore[$0]?.digests != after[$0]?.digests }, after)
        let removed = inOrder(before.keys.filter { after[$0] == nil && allAfter[$0]?.digests != before[$0]?.digests }, before)
        let known = Set(changed + added + removed)
        names =
            Self.withoutOwners(changed, of: known).map { Self.text($0, after[$0]) }
            + moved.map { Self.text($0, after[$0]) + " (from another file)" }
            + Self.withoutMembers(added).map { "new: " + Self.text($0, after[$0]) }
            + Self.withoutMembers(removed).map { "removed: " + Self.text($0, before[$0]) }
    }

    private static func entries(_ table: CodeTable, _ rows: Set<Int>) -> [Key: Entry] {
        var entries: [Key: Entry] = [:]
        for number in rows.sorted() {
            let row = table.rows[number]
            var entry = entries[Key(module: row.module, name: row.name)] ?? Entry(position: number)
            entry.digests.append(row.digest)
            entry.digests.sort()
            entry.paths.insert(row.path)
            entries[Key(module: row.module, name: row.name)] = entry
        }
        return entries
    }

    /// A type's own row changes with the list of its members: the members say more.
    private static func withoutOwners(_ keys: [Key], of all: Set<Key>) -> [Key] {
        let changedOwners = Set(all.flatMap { owners(of: $0) })
        return keys.filter { !changedOwners.contains($0) }
    }

    /// With a new type all its members are new.
    private static func withoutMembers(_ keys: [Key]) -> [Key] {
        let all = Set(keys)
        return keys.filter { owners(of: $0).allSatisfy { !all.contains($0) } }
    }

    private static func owners(of key: Key) -> [Key] {
        let name = key.name.prefix { $0 != "(" }
        guard !name.contains(" "), let dot = name.lastIndex(of: ".") else { return [] }
        let owner = name[..<dot]
        return [Key(module: key.module, name: owner), Key(module: key.module, name: "extension \(owner)")]
    }

    private static func text(_ key: Key, _ entry: Entry?) -> String {
        let path = entry?.paths.sorted().first ?? ""
        let file = path.split(separator: "/").last ?? ""
        // Imports, settings and packages say where they are; a file is its own name.
        if file.isEmpty || key.name.hasPrefix("the ") || key.name == path { return String(key.name) }
        return "`\(key.name)` in \(file)"
    }
}
