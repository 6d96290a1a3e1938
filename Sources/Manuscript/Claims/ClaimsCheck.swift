// `paper check`: the verdicts of now beside the committed ones. Pure; the command prints it and exits with its code.
//
//   exit 0   no claim is worse than its baseline
//   exit 1   one is worse (undecided is worse than holds), or a claim without a baseline does not hold, or, when
//            strict, any claim does not hold
//   exit 2   one cannot be evaluated: no finding, a problem in it, or a claim of the baseline that the paper lost

/// The comparison of a paper's verdicts with the baseline of its profile.
public struct ClaimsCheck: Sendable, Equatable {
    public let profile: String
    public let isStrict: Bool
    /// Known failures and undecided claims first, then what changed, then the rest.
    public let entries: [Entry]

    public struct Entry: Sendable, Equatable {
        public var id: String
        public var status: Status
        /// What the baseline knows of it.
        public var known: KnownVerdict?
        public var baseline: Verdict? { known?.verdict }
        /// Nil when the claim could not be evaluated.
        public var verdict: Verdict?
        public var finding: Finding?
        /// Why it could not be evaluated.
        public var problem: String?

        /// Whether more replicates and another look may decide it.
        public var canBeExtended: Bool { verdict == .undecided && finding?.canBeExtended == true }
    }

    public enum Status: String, Sendable, Codable {
        case same, better, worse
        /// Not in the baseline.
        case new
        /// In the baseline, and not in the paper.
        case missing
        case notEvaluated
    }

    /// Compares. `claims` are the ids of all claims of the paper; `problems` tells why some have no finding.
    public init(
        profile: String, claims: [String], verdicts: VerdictTable, problems: [String: String] = [:], baseline: Baseline,
        isStrict: Bool = false
    ) {
        self.profile = profile
        self.isStrict = isStrict
        let known = baseline.profiles[profile] ?? [:]
        var entries = claims.map { id -> Entry in
            let finding = verdicts[id], before = known[id]
            guard let finding, finding.problem == nil else {
                let problem = finding?.problem ?? problems[id] ?? "it was not built"
                return Entry(id: id, status: .notEvaluated, known: before, verdict: nil, finding: finding, problem: problem)
            }
            let status: Status =
                before.map { finding.verdict == $0.verdict ? .same : finding.verdict < $0.verdict ? .worse : .better } ?? .new
            return Entry(id: id, status: status, known: before, verdict: finding.verdict, finding: finding, problem: nil)
        }
        entries += known.keys.filter { !claims.contains($0) }.sorted(by: NaturalOrder.isAscending).map {
            Entry(
                id: $0, status: .missing, known: known[$0], verdict: nil, finding: nil,
                problem: "the paper has no such claim; if it was withdrawn, remove it from the baseline")
        }
        // A stable sort by rank keeps the paper's order within each group.
        self.entries = entries.enumerated().sorted { (Self.rank($0.1), $0.0) < (Self.rank($1.1), $1.0) }.map(\.1)
    }

    /// The check of some of its claims.
    public func of(_ ids: some Sequence<String>) -> ClaimsCheck {
        let ids = Set(ids)
        return ClaimsCheck(profile: profile, isStrict: isStrict, entries: entries.filter { ids.contains($0.id) })
    }

    private init(profile: String, isStrict: Bool, entries: [Entry]) {
        (self.profile, self.isStrict, self.entries) = (profile, isStrict, entries)
    }

    private static func rank(_ entry: Entry) -> Int {
        switch (entry.status, entry.verdict) {
        case (.same, .fails?): 0
        case (.same, .undecided?): 1
        case (.notEvaluated, _), (.missing, _): 2
        case (.worse, _): 3
        case (.new, .fails?), (.new, .undecided?): 4
        case (.better, _): 5
        case (.new, _): 6
        case (.same, _) where entry.drift != nil: 7
        default: 8
        }
    }

    public var exitCode: Int32 {
        if failing.contains(where: { $0.verdict == nil }) { return 2 }
        return failing.isEmpty ? 0 : 1
    }

    /// What makes the check fail. Those that could not be evaluated have no verdict.
    var failing: [Entry] { entries.filter(fails) }

    /// Whether an entry makes the check fail.
    package func fails(_ entry: Entry) -> Bool {
        switch entry.status {
        case .notEvaluated, .missing, .worse: true
        case .new: entry.verdict != .holds
        case .same, .better: isStrict && entry.verdict != .holds
        }
    }

    /// Claims that are better than the baseline, or not in it: what `--accept` would write.
    public var acceptable: [Entry] { entries.filter { $0.status == .better || $0.status == .new } }

    /// The baseline with improvements and new claims written in, where it does not know better already, and the values of claims whose
    /// verdict is as known. What is worse is never accepted: it is edited by hand, for everybody to see.
    ///
    /// - Parameter today: "2026-11-28", from when on a claim is known not to hold.
    public func accepting(into baseline: Baseline, today: String? = nil) -> Baseline {
        var baseline = baseline
        for entry in entries where [.better, .new, .same].contains(entry.status) {
            guard let finding = entry.finding, let verdict = entry.verdict else { continue }
            let known = baseline.profiles[profile]?[entry.id]
            guard known.map({ $0.verdict <= verdict }) ?? true, known?.verdict != verdict || known?.observed == nil || entry.drift != nil else { continue }
            baseline.profiles[profile, default: [:]][entry.id] = KnownVerdict(finding, before: known, today: today)
        }
        return baseline
    }
}
