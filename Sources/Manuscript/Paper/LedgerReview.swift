// The claims of a paper beside what the ledger records of them. A claim that asks something else than when it was judged is
// judged by new networks: its group begins a new series. Only its version tells that it asks something else; a change without
// a new version is an error, so that none goes unnoticed.

/// What the ledger means for the claims of a paper.
struct LedgerReview {
    /// The series that groups begin.
    private(set) var begun: [String: Int] = [:]
    /// How often sentences were judged in groups that their claims have left.
    private(set) var elsewhere: [String: Int] = [:]
    private(set) var errors: [PaperIssue] = []
    private(set) var warnings: [PaperIssue] = []

    /// - Parameter setting: the setting that the claims were described in.
    init(_ claims: [any Claim], _ setting: PaperSetting, prefixes: [String]) {
        var members: [String: [any Claim]] = [:]
        for claim in claims { if let judging = claim.judging { members[judging.group, default: []].append(claim) } }
        for (group, members) in members.sorted(by: { $0.key < $1.key }) {
            if let series = Self.nextSeries(of: group, members, setting) { begun[group] = series }
            errors += Self.errors(of: group, members, setting, prefixes)
        }
        for claim in claims {
            errors += Self.versionErrors(claim, setting)
            for (group, all) in setting.ledger where claim.judging != nil && group != claim.judging?.group {
                for judged in all.compactMap({ $0.claims[claim.id] }) { elsewhere[Judging.key(claim.id, judged.version), default: 0] += 1 }
            }
        }
        warnings = setting.ledger.keys.filter { members[$0] == nil }.sorted().map {
            .warning(
                "The ledger records judgings by the networks of \($0), and no claim is judged by them.",
                next: didYouMean($0, among: members.keys.sorted()))
        }
    }

    /// The series that a group begins; nil when it goes on with the one that is recorded last.
    private static func nextSeries(of group: String, _ members: [any Claim], _ setting: PaperSetting) -> Int? {
        let last = setting.ledger[group]?.last
        let isNew = members.contains { claim in
            guard let judged = last?.claims[claim.id] else {
                // Of a group that never judged, only those claims are new that were judged elsewhere: not by the same seeds.
                return last != nil || latest(claim.id, setting) != nil
            }
            return judged.version < claim.version
        }
        guard isNew || last?.isOver == true else { return nil }
        let known = members.compactMap { latest($0.id, setting)?.series } + [last?.series ?? 0]
        return 1 + (known.max() ?? 0)
    }

    /// What was last recorded of a claim, in any group.
    private static func latest(_ claim: String, _ setting: PaperSetting) -> (series: Int, judged: JudgedClaim)? {
        setting.ledger.values.joined().compactMap { series in series.claims[claim].map { (series.series, $0) } }
            .max { ($0.1.version, $0.0) < ($1.1.version, $1.0) }
    }

    private static func errors(
        of group: String, _ members: [any Claim], _ setting: PaperSetting, _ prefixes: [String]
    ) -> [PaperIssue] {
        var errors: [PaperIssue] = []
        let studies = members.map { StudyPrefix.of($0.id, among: prefixes) }.uniqued().sorted()
        if studies.count > 1 {
            errors.append(
                .error(
                    "The networks of \(group) judge claims of \(studies.joined(separator: " and of ")).",
                    next: "Give the groups of each study names of their own."))
        }
        let limits = members.compactMap { $0.judging?.look.limit }.uniqued().sorted()
        guard let limit = limits.first, limits.count == 1 else {
            return errors + [.error("The claims of \(group) do not agree on how often it is looked at: \(limits).", next: "Take the judging of all of them from one place.")]
        }
        let expected = setting.judging(group, looks: limit)
        for claim in members where claim.judging != expected {
            errors.append(
                .error(
                    "Claim \(claim.id) is judged as if at series \(claim.judging?.series ?? 0), \(claim.judging?.look.description ?? ""), and the "
                        + "ledger is at series \(expected.series), \(expected.look) at profile \(setting.profile.name).",
                    next: "Let the claim take its `judging` from `setting.judging(\"\(group)\")`."))
        }
        if let last = setting.ledger[group]?.last, last.series == expected.series, last.limit != limit {
            errors.append(
                .error(
                    "The networks of \(group) may be looked at \(limit) times, and series \(last.series) was begun with \(last.limit).",
                    next: "Keep the limit until a series begins, by a new version of one of the claims."))
        }
        return errors
    }

    /// What was judged is known by its version.
    private static func versionErrors(_ claim: any Claim, _ setting: PaperSetting) -> [PaperIssue] {
        guard claim.judging != nil, let judged = latest(claim.id, setting)?.judged else { return [] }
        let recorded = "was judged in version \(judged.version)"
        if claim.version < judged.version {
            return [.error("Claim \(claim.id) \(recorded) and says that it is version \(claim.version).", next: "A version only grows.")]
        }
        var errors: [PaperIssue] = []
        if claim.version.sentence == judged.version.sentence && !Self.isSame(claim.statement, judged.sentence) {
            errors.append(
                .error(
                    "Claim \(claim.id) \(recorded), with another sentence: \(judged.sentence)",
                    next: "Raise its version to \(claim.version.sentence + 1).1; new networks judge it then."))
        }
        if claim.version == judged.version && claim.criterion.exactText != judged.criterion {
            errors.append(
                .error(
                    "Claim \(claim.id) \(recorded), by another criterion: \(judged.criterion). Now it is: \(claim.criterion.exactText).",
                    next: "Raise its version to \(claim.version.sentence).\(claim.version.criterion + 1); new networks judge it then."))
        }
        return errors
    }

    /// Whether two sentences have the same words; where their lines break is no change.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        a.split(whereSeparator: \.isWhitespace) == b.split(whereSeparator: \.isWhitespace)
    }
}
