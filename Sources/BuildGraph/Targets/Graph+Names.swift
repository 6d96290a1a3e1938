// How people name targets: by label, by type, or by the first digits of an identity; and what they meant.

extension Graph {
    /// The targets that `name` stands for: a label, the name or the title of an intermediate target, the name of a type or a kind for
    /// all targets of it, or a pattern of those with * and ?.
    ///
    /// - Throws: for a name that was left out of the graph, `SelectionError.leftOut`; for any other that nothing has, the nearest spellings.
    public func targets(named name: String) throws -> [Int] {
        let exact = nodes.indices.filter { nodes[$0].name == name }
        if !exact.isEmpty { return exact }
        let type = nodes.indices.filter { nodes[$0].shortTypeName == name }
        if !type.isEmpty { return type }
        let folded = name.lowercased()
        func matching(_ isMeant: (String) -> Bool) -> [Int] {
            nodes.indices.filter { isMeant(nodes[$0].name.lowercased()) || isMeant(nodes[$0].shortTypeName.lowercased()) }
        }
        let loose = matching { $0 == folded }
        if !loose.isEmpty { return loose }
        let kind = nodes.indices.filter { nodes[$0].kind.name.lowercased() == folded }
        if !kind.isEmpty { return kind }
        if name.contains(where: "*?".contains) {
            let pattern = Array(folded)
            let found = matching { matches(Array($0), pattern) }
            if found.isEmpty { throw missing(where: { matches(Array($0.lowercased()), pattern) }) ?? .nothingMatches(pattern: name) }
            return found
        }
        let titled = name.contains(":") ? nodes.indices.filter { nodes[$0].title == name } : []
        if !titled.isEmpty { return titled }
        if let missing = missing(where: { $0.lowercased() == folded }) { throw missing }
        throw BuildError.unknownTarget(name, suggestions: nearestNames(to: name, among: names + leftOut.keys.sorted()))
    }

    /// The first target that was left out of the graph and has such a name.
    private func missing(where isMeant: (String) -> Bool) -> SelectionError? {
        leftOut.keys.sorted().first(where: isMeant).flatMap { name in leftOut[name].map { .leftOut(name, $0) } }
    }

    /// All labels and types, for completion.
    public var names: [String] { Set(nodes.flatMap { [$0.label, $0.shortTypeName].compactMap { $0 } }).sorted() }
}

/// Whether a pattern describes the whole text: * stands for any characters, ? for one.
private func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
    var (here, place) = (0, 0)
    /// Where the last star stands, and how far the text had come there.
    var star: (place: Int, here: Int)?
    while here < text.count {
        if place < pattern.count, pattern[place] == "*" {
            star = (place, here)
            place += 1
        } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[here] {
            (here, place) = (here + 1, place + 1)
        } else if let last = star {
            star = (last.place, last.here + 1)
            (here, place) = (last.here + 1, last.place + 1)
        } else {
            return false
        }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
}

/// The names most like a misspelt one, best first; empty when none is close.
public func nearestNames(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Array(name.lowercased())
    return candidates
        .map { (name: $0, distance: editDistance(wanted, Array($0.lowercased()))) }
        .filter { $0.distance <= max(2, wanted.count / 3) }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        .prefix(limit).map(\.name)
}

/// Insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, restricted).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
