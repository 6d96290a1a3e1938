// Which groups of networks are looked at again: all that can be, as far as the time for it suffices, the cheapest first.

/// What one more look at some groups takes.
struct LookChoice {
    /// The paper after the chosen looks, of which nothing is recorded yet.
    let workspace: Workspace
    let chosen: [String]
    /// How many targets run for them, and seconds of wall time.
    let price: LookPrice
    /// What another look at the others would take by itself, by group.
    let refused: [String: LookPrice]

    /// - Parameters:
    ///   - judged: the present verdicts.
    ///   - seconds: what may be spent.
    init(from judged: JudgedClaims, within seconds: Double, jobs: Int?) throws {
        let before = judged.workspace
        var durations = LookDurations()
        let single = try judged.extendable.map { group in
            let after = try before.lookingAgain(at: [group])
            try LookValidation(before: judged, after: after).check(group)
            try durations.learn(before.members(of: group).map(\.id), before: before, after: after)
            return (group: group, price: try durations.price(after, jobs: jobs))
        }
        var chosen: [String] = [], workspace = before, price = LookPrice(targets: 0, seconds: 0), refused: [String: LookPrice] = [:]
        // Groups may share targets, so that together they cost less than their sum.
        for candidate in single.sorted(by: { ($0.price.seconds ?? .infinity) < ($1.price.seconds ?? .infinity) }) {
            let together = try before.lookingAgain(at: chosen + [candidate.group])
            let sum = try durations.price(together, jobs: jobs)
            guard let needed = sum.seconds, needed <= seconds else {
                refused[candidate.group] = candidate.price
                continue
            }
            chosen.append(candidate.group)
            (workspace, price) = (together, sum)
        }
        (self.workspace, self.chosen, self.price, self.refused) = (workspace, chosen, price, refused)
    }
}
