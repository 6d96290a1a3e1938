// The runs that made the values of a build. Those of targets that are up to date can be read while others run.
import BuildGraph

/// Costs and traces by key, as the store had them before a build.
struct ReadRuns: Sendable {
    fileprivate var costs: [Digest: RunCost] = [:]
    /// Of labelled targets, and of those that read files.
    fileprivate var traces: [Digest: Trace] = [:]

    init(of items: [BuildPlan.Item], in store: Store) {
        for item in items {
            guard let key = item.key else { continue }
            costs[key] = store.cost(for: key)
            if item.node.label != nil || !item.node.files.isEmpty { traces[key] = store.trace(for: key) }
        }
    }

    /// Those that took longest.
    func slowest(_ count: Int, of items: [BuildPlan.Item]) -> some Sequence<BuildPlan.Item> {
        func seconds(_ item: BuildPlan.Item) -> Double { item.key.flatMap { costs[$0]?.duration } ?? 0 }
        return items.sorted { seconds($0) > seconds($1) }.prefix(count)
    }
}

struct OutcomeRuns: Sendable {
    let outcome: BuildOutcome
    /// What was read before.
    var read: ReadRuns?

    /// What the run cost that made a target's present value.
    func cost(of node: Node) -> RunCost? { keyIfUpToDate(node).flatMap { read?.costs[$0] } ?? outcome.cost(of: node) }

    /// The record of that run.
    func trace(of node: Node) -> Trace? { keyIfUpToDate(node).flatMap { read?.traces[$0] } ?? outcome.trace(of: node) }

    /// Nil for a target that ran: its run is another one, even under the same key.
    private func keyIfUpToDate(_ node: Node) -> Digest? {
        guard let item = outcome.item(for: node), case .upToDate = item.outcome else { return nil }
        return item.key
    }
}
