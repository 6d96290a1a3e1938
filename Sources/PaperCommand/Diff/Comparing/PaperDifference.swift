// Two states of a paper, compared. Pure: what is read and what is shown is elsewhere.
import Manuscript

/// What differs between two states of a paper.
package struct PaperDifference {
    let title: String
    let old, new: Side
    /// All of them, the worst first; those that are the same too. Nil where one side does not know its claims, as of the following.
    package let claims: [ClaimDifference]?
    package let values: [ValueDifference]?
    /// Figures in the order of their names, the greatest difference first.
    package let figures: [FigureDifference]?
    let tables: [FigureDifference]
    /// Files of the text that differ.
    let chapters: [String]
    /// What cannot be compared, why, and how to get it.
    let notes: [String]

    /// What is compared.
    struct Side {
        let name: String
        let profile: String?
        let settings: [String: String]
    }

    package init(_ old: BuildSnapshot, _ new: BuildSnapshot, title: String) {
        self.title = title
        (self.old, self.new) = (Side(old), Side(new))
        let finder = CauseFinder(old, new), unknown = old.unknown.union(new.unknown)
        claims = old.claims.flatMap { before in new.claims.map { Self.claims(before, $0, finder).filter { !unknown.contains($0.id) } } }
        values = old.values.flatMap { before in new.values.map { Self.values(before, $0, finder).filter { !unknown.contains(($0.new ?? $0.old)?.target ?? "") } } }
        func isKnown(_ data: FigureDifference) -> Bool {
            !unknown.contains(data.name) && !(data.status == .added && old.isPartial) && !(data.status == .removed && new.isPartial)
        }
        figures = old.figures.flatMap { before in new.figures.map { Self.data(.figure, before, $0, finder).filter(isKnown) } }
        tables = old.figures == nil || new.figures == nil ? [] : Self.data(.table, old.tables, new.tables, nil).filter(isKnown)
        chapters = finder.map { _ in Self.chapters(old, new) } ?? []
        var notes = (old.notes + new.notes).uniqued()
        if let a = old.profile, let b = new.profile, a != b { notes.insert("\(old.name) has profile \(a), and \(new.name) has profile \(b): the same targets at another scale.", at: 0) }
        self.notes = notes
    }

    private static func claims(_ old: [ClaimState], _ new: [ClaimState], _ finder: CauseFinder?) -> [ClaimDifference] {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }), now = Set(new.map(\.id))
        var all = new.map { ClaimDifference(id: $0.id, old: before[$0.id], new: $0) } + old.filter { !now.contains($0.id) }.map { ClaimDifference(id: $0.id, old: $0, new: nil) }
        for index in all.indices where all[index].kind != .same && all[index].old != nil && all[index].new != nil {
            let claim = all[index], isMoved = claim.change.map { $0.judgement != .same } ?? true
            all[index].causes = finder?.causes(of: claim.id) ?? []
            if !isMoved && all[index].causes.isEmpty {
                all[index].causes = [Cause(kind: .level, text: "its own evidence is the same: the tests of its study share a level, and others spent it differently")]
            }
        }
        return all.enumerated().sorted { a, b in
            func rank(_ claim: ClaimDifference) -> (Int, Double) { (claim.kind.rawValue, -(claim.change?.ratio ?? 0)) }
            let (x, y) = (rank(a.element), rank(b.element))
            return (x.0, x.1, a.offset) < (y.0, y.1, b.offset)
        }.map(\.element)
    }

    private static func values(_ old: [QuotedRecord], _ new: [QuotedRecord], _ finder: CauseFinder?) -> [ValueDifference] {
        func key(_ record: QuotedRecord) -> String { "\(record.path):\(record.format ?? "")" }
        let before = Dictionary(old.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first }), now = Set(new.map(key))
        let all = new.map { ValueDifference(path: $0.path, old: before[key($0)], new: $0) }
            + old.filter { !now.contains(key($0)) }.map { ValueDifference(path: $0.path, old: $0, new: nil) }
        var known: [String: [Cause]] = [:]
        return all.filter(\.isChanged).map { value in
            var value = value
            guard value.old != nil, let target = value.new?.target else { return value }
            let causes = known[target] ?? finder?.causes(of: target) ?? []
            known[target] = causes
            value.causes = causes
            return value
        }.enumerated().sorted { a, b in
            let (x, y) = (a.element.rank, b.element.rank)
            return (x.0, x.1, x.2, a.offset) < (y.0, y.1, y.2, b.offset)
        }.map(\.element)
    }

    private static func data(_ kind: FigureDifference.Kind, _ old: [DataState], _ new: [DataState], _ finder: CauseFinder?) -> [FigureDifference] {
        let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }), now = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let names = new.map(\.name) + old.map(\.name).filter { now[$0] == nil }
        return names.map { name in
            var difference = FigureDifference(kind, name, before[name], now[name])
            if [.changed, .redrawn].contains(difference.status) { difference.causes = finder?.causes(of: name) ?? [] }
            return difference
        }.enumerated().sorted { a, b in (a.element.rank.0, a.element.rank.1, a.offset) < (b.element.rank.0, b.element.rank.1, b.offset) }.map(\.element)
    }

    /// Chapters, the bibliography and pictures that are other files.
    private static func chapters(_ old: BuildSnapshot, _ new: BuildSnapshot) -> [String] {
        func files(_ snapshot: BuildSnapshot) -> [String: String] {
            let lineage = snapshot.lineage
            return (lineage?.results["paper.html"]?.groups ?? []).compactMap { lineage?.groups[$0].files }.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
        let before = files(old), now = files(new)
        if before.isEmpty || now.isEmpty { return [] }
        return Set(before.keys).union(now.keys).filter { before[$0] != now[$0] && !$0.hasSuffix(".gp") }.sorted()
    }
}

extension PaperDifference.Side {
    fileprivate init(_ snapshot: BuildSnapshot) { self.init(name: snapshot.name, profile: snapshot.profile, settings: snapshot.settings) }
}

extension FigureDifference {
    /// The greatest difference first; then what came, went, or is only drawn another way.
    fileprivate var rank: (Int, Double) {
        switch status {
        case .changed: isRoundOff ? (3, 0) : (0, -relative)
        case .removed, .added: (1, 0)
        case .redrawn: (2, 0)
        case .same: (4, 0)
        }
    }
}

extension PaperDifference {
    /// Claims that are worse, cannot be evaluated any more, or are gone.
    var worse: [ClaimDifference] { (claims ?? []).filter { [.worse, .broken, .removed].contains($0.kind) } }

    func count(_ kind: ClaimDifference.Kind) -> Int { (claims ?? []).count { $0.kind == kind } }

    var changedFigures: [FigureDifference] { ((figures ?? []) + tables).filter { $0.status != .same } }

    /// Whether the two are the same as far as they can be compared.
    var isEmpty: Bool { (claims ?? []).allSatisfy { $0.kind == .same && $0.change?.judgement != .roundOff } && (values ?? []).isEmpty && changedFigures.isEmpty && chapters.isEmpty && settingChanges.isEmpty }

    /// Parameters that were set on one side, or on both to other values.
    var settingChanges: [(path: String, old: String?, new: String?)] {
        Set(old.settings.keys).union(new.settings.keys).sorted().filter { old.settings[$0] != new.settings[$0] }.map { ($0, old.settings[$0], new.settings[$0]) }
    }
}
