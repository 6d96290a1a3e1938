// What differs between the code of two programs, by the names of declarations.
//
// The programs are compared once. What a type's own code has of it is then a matter of the few rows that differ, so that
// thousands of targets are explained in no time.

struct CodeChanges {
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

        mutating func add(_ row: CodeTable.Row) {
            let place = digests.firstIndex { row.digest < $0 } ?? digests.endIndex
            digests.insert(row.digest, at: place)
            paths.insert(row.path)
        }
    }

    private let old: CodeTable
    private let new: CodeTable
    /// The rows of all declarations that the other program does not have, or has another way.
    private let oldRows: [Int]
    private let newRows: [Int]
    private let allBefore: [Key: Entry]
    private let allAfter: [Key: Entry]

    init(from old: CodeTable, to new: CodeTable) {
        (self.old, self.new) = (old, new)
        let before = Self.entries(old, old.rows.indices), after = Self.entries(new, new.rows.indices)
        func differs(_ row: CodeTable.Row) -> Bool {
            let key = Key(module: row.module, name: row.name), was = before[key], now = after[key]
            return was?.digests != now?.digests || was?.paths != now?.paths
        }
        oldRows = old.rows.indices.filter { differs(old.rows[$0]) }
        newRows = new.rows.indices.filter { differs(new.rows[$0]) }
        (allBefore, allAfter) = (before, after)
    }

    /// What changed in the code that a type reaches, in a few words each: first what is another, then what is new, then what is gone.
    func names(ofTypes oldTypes: [String], now newTypes: [String]) -> [String] {
        let before = Self.entries(old, old.rows(oldRows, reachedBy: oldTypes)), after = Self.entries(new, new.rows(newRows, reachedBy: newTypes))
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
        return Self.withoutOwners(changed, of: known).map { Self.text($0, after[$0]) }
            + moved.map { Self.text($0, after[$0]) + " (from another file)" }
            + Self.withoutMembers(added).map { "new: " + Self.text($0, after[$0]) }
            + Self.withoutMembers(removed).map { "removed: " + Self.text($0, before[$0]) }
    }

    /// As many names as are worth keeping with every run: three, and how many more.
    static func summary(_ names: [String]) -> [String] { names.count > 4 ? names.prefix(3) + ["\(names.count - 3) more"] : names }

    private static func entries(_ table: CodeTable, _ rows: some Sequence<Int>) -> [Key: Entry] {
        var entries: [Key: Entry] = [:]
        for number in rows {
            let row = table.rows[number]
            entries[Key(module: row.module, name: row.name), default: Entry(position: number)].add(row)
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
