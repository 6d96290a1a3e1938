// How people name targets: by label, by type, or by the first digits of an identity; and what they meant.

extension Graph {
    /// The targets that `name` stands for: a label, the full name of an intermediate target, or a type's name for
    /// all targets of that type. Throws with the nearest spellings when there is none.
    public func targets(named name: String) throws -> [Int] {
        let exact = nodes.indices.filter { nodes[$0].name == name }
        if !exact.isEmpty { return exact }
        let folded = name.lowercased()
        let loose = nodes.indices.filter {
            nodes[$0].name.lowercased() == folded || nodes[$0].shortTypeName.lowercased() == folded
        }
        if !loose.isEmpty { return loose }
        throw BuildError.unknownTarget(name, suggestions: nearestNames(to: name, among: names))
    }

    /// All labels and types, for completion.
    public var names: [String] { Set(nodes.flatMap { [$0.label, $0.shortTypeName].compactMap { $0 } }).sorted() }
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
