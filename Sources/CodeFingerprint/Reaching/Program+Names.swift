// The names that a person may have meant by one that there is not.

extension Program {
    /// The types whose names are most like another, at most three.
    package func types(like name: String) -> [String] {
        Self.most(like: name, among: units.filter { $0.declaration == .type || $0.declaration == .protocol }.map(\.title))
    }

    /// The declarations, members and files whose names are most like another, at most three.
    package func declarations(like name: String) -> [String] {
        Self.most(like: name, among: units.flatMap { [$0.path] + $0.rows.map(\.name) })
    }

    private static func most(like name: String, among known: [String]) -> [String] {
        Set(known).map { (name: $0, likeness: likeness(name, $0)) }.filter { $0.likeness > 0.4 }
            .sorted { ($1.likeness, $0.name) < ($0.likeness, $1.name) }.prefix(3).map(\.name)
    }

    /// The share of pairs of neighbouring letters that two names have in common (Dice's coefficient); labels and types that are
    /// in one of them alone do not count.
    private static func likeness(_ wanted: String, _ known: String) -> Double {
        func pairs(_ name: some StringProtocol) -> Set<[Character]> {
            let letters = Array(name.lowercased())
            return Set(zip(letters, letters.dropFirst()).map { [$0, $1] })
        }
        func likeness(_ a: Set<[Character]>, _ b: Set<[Character]>) -> Double {
            a.isEmpty || b.isEmpty ? 0 : 2 * Double(a.intersection(b).count) / Double(a.count + b.count)
        }
        let bare = known.prefix { $0 != "(" }.split(separator: ".").last ?? ""
        return max(likeness(pairs(wanted), pairs(known)), likeness(pairs(wanted), pairs(bare)))
    }
}
