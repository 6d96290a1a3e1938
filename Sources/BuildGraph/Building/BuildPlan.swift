// What a build would do: which targets run, which may run, why, and what it will cost.

/// The plan of a build.
public struct BuildPlan: Sendable {
    public struct Item: Sendable {
        public let node: Node
        public let reason: Reason
        public let key: Digest?
        let price: Prices.Price
        /// Wall seconds; a guess when neither this target nor one of its type ever ran.
        public var seconds: Double { price.seconds }
        /// Wall seconds, from remembered runs; nil when neither this target nor one of its type ever ran.
        public var estimate: Double? { price.isGuess ? nil : price.seconds }
    }

    /// Targets that run or may run, dependencies first.
    public let toRun: [Item]
    public let upToDate: [Item]
    /// Targets that cannot run since one they need cannot.
    public let skipped: [Item]
    /// Targets that cannot be planned, and why.
    public let failures: [(Node, ErrorReport)]
    /// Wall seconds of all that runs or may run, one after another.
    public let work: Double
    /// Wall seconds of the longest chain of targets.
    public let longestPath: Double
    /// How many of the targets to run are of types that never ran, so that their durations are guesses.
    public let unknownDurations: Int

    /// Wall seconds of all that runs or may run on so many cores.
    public func time(jobs: Int) -> Double { max(work / Double(max(1, jobs)), longestPath) }

    init(_ resolution: Resolution, store: Store) {
        var prices = Prices(store)
        let priorities = Priorities(resolution, &prices)
        var toRun: [Item] = [], upToDate: [Item] = [], skipped: [Item] = [], failures: [(Node, ErrorReport)] = []
        for position in resolution.members {
            let node = resolution.graph.nodes[position]
            func item(_ reason: Reason) -> Item {
                Item(node: node, reason: reason, key: resolution.keys[position], price: prices.price(node))
            }
            switch resolution.states[position] {
            case .done: upToDate.append(item(.upToDate))
            case .waiting:
                let missing = resolution.graph.dependencies[position].map(Int.init).filter { resolution.outputs[$0] == nil }
                toRun.append(item(.waitsForInputs(missing.map { resolution.graph.nodes[$0].name })))
            case .failed:
                do { _ = try resolution.rebuilder.decide(node, inputs: resolution.inputs(of: position)) } catch {
                    failures.append((node, store.effects.report(error)))
                }
            case .skipped: skipped.append(item(resolution.reasons[position] ?? .notReached))
            default: toRun.append(item(resolution.reasons[position] ?? .neverBuilt))
            }
        }
        self.toRun = toRun
        self.upToDate = upToDate
        self.skipped = skipped
        self.failures = failures
        work = toRun.reduce(0) { $0 + $1.seconds }
        longestPath = priorities.path.max() ?? 0
        unknownDurations = toRun.count { $0.estimate == nil }
    }
}
