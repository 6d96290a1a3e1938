// How long targets will take, from how long they took: a target's own last run, else its work at the rate that others of
// its type had, else their mean.

/// Expected wall seconds.
struct Prices {
    private let store: Store
    private let means: Store.MeanDurations
    /// Seconds for a unit of work, by type; asked for once, since every trace of the type is looked at.
    private var rates: [String: Double?] = [:]

    init(_ store: Store) {
        self.store = store
        means = store.meanDurations()
    }

    /// Whether there are runs to judge by.
    var isInformed: Bool { !means.isEmpty }

    /// Nil when neither this target nor one of its type ever ran.
    mutating func seconds(_ node: Node) -> Double? {
        if let last = store.lastEntry(ofIdentity: node.identity)?.duration { return last }
        guard let mean = means[node.typeName] else { return nil }
        guard let work = node.work else { return mean }
        let rate = rates[node.typeName] ?? store.secondsPerWork(ofType: node.typeName)
        rates[node.typeName] = rate
        return rate.map { work * $0 } ?? mean
    }
}
