// What a paper is assembled for: the same text and the same claims, at a scale, on the data that there is, judged by the
// networks that the ledger says.

/// What the contents of a paper depend on besides its code.
public struct PaperSetting: Sendable, Hashable {
    public var profile: Profile
    /// The data sets whose files are there, by name: "CIFAR-10". Of the others the paper shows a stand-in, or nothing.
    public var data: Set<String>
    /// What the ledgers of all studies record of this profile, by group.
    public var ledger: [String: [JudgedSeries]]
    /// What is set for a variant; nil for the paper itself.
    public var variation: Variation?
    /// The series that a group begins since its claims were changed after they had been judged.
    var begun: [String: Int] = [:]
    /// In how many series sentences were judged before their claims came to the group that judges them, by `Judging.key`.
    var elsewhere: [String: Int] = [:]

    public init(_ profile: Profile, data: Set<String> = [], ledger: [String: [JudgedSeries]] = [:], variation: Variation? = nil) {
        self.variation = variation
        self.profile = profile
        self.data = data
        self.ledger = ledger
    }

    /// Which networks judge the claims of a group, and are shown in its figures. They are `judging.count(planned)`, and their
    /// seeds are `judging.seed(0)`, `judging.seed(1)`, ….
    ///
    /// - Parameter limit: how often the group may be looked at. Default: four times, each time with twice as many networks as
    ///   before. A group that is looked at once spends the whole share of its series at once.
    public func judging(_ group: String, looks limit: Int = Look.most) -> Judging {
        let last = ledger[group]?.last
        let isContinued = begun[group] == nil && last != nil
        let series = begun[group] ?? last?.series ?? 1
        return Judging(
            group, series: series, look: Look(isContinued ? last?.looks ?? 1 : 1, of: limit), earlier: earlierSeries(than: series, of: group))
    }

    /// In how many series before this one each sentence was judged.
    private func earlierSeries(than current: Int, of group: String) -> [String: Int] {
        var counts = elsewhere
        for series in ledger[group] ?? [] where series.series < current {
            for (claim, judged) in series.claims { counts[Judging.key(claim, judged.version), default: 0] += 1 }
        }
        return counts
    }
}
