// How far a build has come, and how long the rest takes, from how long targets took before and in this build.

/// Counts what is done and estimates the time left.
package struct ProgressEstimate {
    /// Seconds between reports of progress; without news only the time left changes, so once a second is enough.
    private static let interval = 0.1, idleInterval = 1.0
    /// Seconds between two looks at the prices: each looks at every target.
    private static let pricingInterval = 1.0
    /// Seconds that a build without any memory runs before what it has measured counts as an estimate.
    private static let firstMeasurements = 20.0

    package private(set) var done = 0
    package private(set) var total = 0
    private var priorities: Priorities?
    private var prices: Prices?
    /// Whether nothing was remembered at the start.
    private var isFromNothing = false
    private var begun = 0.0
    private let jobs: Int
    /// When each running target started, by position.
    private var starts: [Int: Double] = [:]
    /// The positions that were open at the start.
    private var planned: [Int] = []
    /// What is told together, and for each planned position its place in it.
    private var groups: (names: [String], places: [Int]) = ([], [])
    private var lastReport = -Double.infinity, lastPricing = -Double.infinity
    private var hasNews = false

    /// - Parameter jobs: how many cores the build may use.
    package init(jobs: Int) { self.jobs = jobs }

    /// The build is about to start: `total` targets run or may run.
    package mutating func begin(total: Int, priorities: Priorities?, at time: Double = 0) {
        (self.total, self.priorities, begun) = (total, priorities, time)
        isFromNothing = priorities?.isInformed == false
    }

    /// The same, with prices that are learnt from what runs.
    mutating func begin(_ resolution: Resolution, _ store: Store, at time: Double) {
        planned = resolution.members.filter(resolution.isOpen)
        groups = Self.groups(planned, resolution.graph)
        guard !planned.isEmpty else { return begin(total: 0, priorities: nil, at: time) }
        var prices = Prices(store)
        begin(total: planned.count, priorities: Priorities(resolution, &prices), at: time)
        self.prices = prices
    }

    /// Nothing is done yet.
    package mutating func beginCounting() { done = 0 }

    package mutating func start(_ position: Int, at time: Double) {
        starts[position] = time
        hasNews = true
    }

    package mutating func end(_ position: Int) {
        starts[position] = nil
        hasNews = true
    }

    /// A target ran to its end.
    mutating func learn(_ node: Node, seconds: Double) { prices?.learn(node, seconds: seconds) }

    package mutating func count(_ targets: Int) { done += targets }

    /// How urgent a target is: the seconds from its start to the end of the longest chain that begins with it.
    func urgency(of position: Int) -> Double { priorities?.path[position] ?? 0 }
    /// Wall seconds; 0 where nothing is known.
    func expected(_ position: Int) -> Double { priorities?.estimates[position] ?? 0 }

    /// Takes into account what ran meanwhile. What runs longer than was expected tells something, too.
    mutating func reprice(_ resolution: Resolution, at now: Double) {
        guard var current = prices, now - lastPricing >= Self.pricingInterval else { return }
        lastPricing = now
        for (position, start) in starts where now - start > 1.2 * (priorities?.estimates[position] ?? .infinity) {
            current.learn(resolution.graph.nodes[position], seconds: now - start)
        }
        priorities = Priorities(resolution, &current)
    }

    /// The work left over all cores, or the longest chain left, whichever is longer; nil when nothing is remembered and too little measured.
    ///
    /// - Parameters:
    ///   - open: the positions of targets that run or may still run.
    ///   - elsewhere: how many run on other machines than this one.
    package func remaining(_ open: some Sequence<Int>, at now: Double, elsewhere: Int = 0) -> Double? {
        guard let priorities, priorities.isInformed, !isFromNothing || now - begun >= Self.firstMeasurements else { return nil }
        var work = 0.0, longest = 0.0
        for position in open {
            // A target that takes longer than it did before is expected to end at any moment.
            let spent = starts[position].map { min(max(0, now - $0), priorities.estimates[position]) } ?? 0
            work += priorities.estimates[position] - spent
            longest = max(longest, priorities.path[position] - spent)
        }
        return max(work / Double(jobs + elsewhere), longest)
    }

    /// What was planned and how much of it is done, in the order of the graph: intermediate targets by type, others by kind.
    func types(_ resolution: Resolution) -> [BuildEvent.TypeProgress] {
        var types = groups.names.map { BuildEvent.TypeProgress(name: $0, done: 0, total: 0) }
        for (position, place) in zip(planned, groups.places) {
            types[place].total += 1
            let state = resolution.states[position]
            if !resolution.isOpen(position) && state != .running { types[place].done += 1 }
            if state == .failed || state == .skipped { types[place].failed += 1 }
        }
        return types
    }

    private static func groups(_ planned: [Int], _ graph: Graph) -> (names: [String], places: [Int]) {
        var names: [String] = [], known: [String: Int] = [:]
        let places = planned.map { position in
            let node = graph.nodes[position], name = node.label == nil ? node.shortTypeName : node.kind.name
            if let place = known[name] { return place }
            known[name] = names.count
            names.append(name)
            return names.count - 1
        }
        return (names, places)
    }

    /// What runs now, the longest first.
    func running(_ resolution: Resolution, at now: Double) -> [BuildEvent.Running] {
        starts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { BuildEvent.Running(node: resolution.graph.nodes[$0.key], seconds: max(0, now - $0.value)) }
    }

    /// Whether it is time for a report, which counts as made then. Estimating looks at every target, so reports are few.
    package mutating func isReportDue(at now: Double) -> Bool {
        guard now - lastReport >= (hasNews ? Self.interval : Self.idleInterval) else { return false }
        (lastReport, hasNews) = (now, false)
        return true
    }
}
