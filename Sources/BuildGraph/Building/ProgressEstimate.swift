// How far a build has come, and how long the rest takes, from how long targets took before.

/// Counts what is done and estimates the time left.
package struct ProgressEstimate {
    /// Seconds between reports of progress; without news only the time left changes, so once a second is enough.
    private static let interval = 0.1, idleInterval = 1.0

    package private(set) var done = 0
    package private(set) var total = 0
    private var priorities: Priorities?
    private let jobs: Int
    /// When each running target started, by position.
    private var starts: [Int: Double] = [:]
    private var lastReport = -Double.infinity
    private var hasNews = false

    /// - Parameter jobs: how many cores the build may use.
    package init(jobs: Int) { self.jobs = jobs }

    /// The build is about to start: `total` targets run or may run.
    package mutating func begin(total: Int, priorities: Priorities?) { (self.total, self.priorities) = (total, priorities) }

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

    package mutating func count(_ targets: Int) { done += targets }

    /// How urgent a target is: the seconds from its start to the end of the longest chain that begins with it.
    func urgency(of position: Int) -> Double { priorities?.path[position] ?? 0 }

    /// The work left over all cores, or the longest chain left, whichever is longer; nil when nothing is remembered.
    ///
    /// - Parameter open: the positions of targets that run or may still run.
    package func remaining(_ open: some Sequence<Int>, at now: Double) -> Double? {
        guard let priorities, priorities.isInformed else { return nil }
        var work = 0.0, longest = 0.0
        for position in open {
            // A target that takes longer than it did before is expected to end at any moment.
            let spent = starts[position].map { min(max(0, now - $0), priorities.estimates[position]) } ?? 0
            work += priorities.estimates[position] - spent
            longest = max(longest, priorities.path[position] - spent)
        }
        return max(work / Double(jobs), longest)
    }

    /// Whether it is time for a report, which counts as made then. Estimating looks at every target, so reports are few.
    package mutating func isReportDue(at now: Double) -> Bool {
        guard now - lastReport >= (hasNews ? Self.interval : Self.idleInterval) else { return false }
        (lastReport, hasNews) = (now, false)
        return true
    }
}
