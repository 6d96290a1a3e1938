// What a build would ask of a cluster: jobs, core hours and wall time, from the same prices and by the same rules as the build.

/// The plan of the targets of a build that jobs would make.
public struct ClusterPlan: Sendable, Equatable {
    public let targets: Int
    public let jobs: Int
    /// What the targets need, and what their jobs ask for at most.
    public let coreSeconds, requestedCoreSeconds: Double
    /// Cores that the jobs could use at once.
    public let cores: Int
    /// Wall seconds, if these cores are free from the start.
    public let seconds: Double

    public init(_ plan: BuildPlan, settings: ClusterSettings, limits: ClusterLimits) {
        func isAway(_ item: BuildPlan.Item) -> Bool { ClusterNeeds.areWorthAJob(item.node.resources, expected: item.seconds) }
        let heavy = plan.toRun.filter(isAway)
        targets = heavy.count
        coreSeconds = heavy.reduce(0) { $0 + $1.seconds * Double($1.node.resources.cores) }
        // All cores are idle, as far as a plan knows; and targets that wait for each other are not in one job.
        var free = limits
        free.idleCores = limits.cores
        let batcher = ClusterBatcher(limits: free, coresPerJob: settings.coresPerJob, secondsPerJob: settings.secondsPerJob)
        var jobs = 0, requested = 0.0, widest = 0
        for level in Self.levels(heavy) {
            let candidates = level.enumerated().map { number, item in
                ClusterBatcher.Candidate(
                    number: number, needs: ClusterNeeds(declared: item.node.resources, measured: nil, price: item.price, attempts: ClusterAttempts()), growth: 0)
            }
            let batches = batcher.batches(candidates, room: .max)
            jobs += batches.reduce(0) { $0 + $1.shares.count }
            requested += batches.reduce(0) { $0 + Double($1.shares.count * $1.lanes * $1.cores) * $1.time }
            widest = max(widest, batches.reduce(0) { $0 + $1.shares.count * $1.lanes * $1.cores })
        }
        self.jobs = jobs
        requestedCoreSeconds = requested
        cores = max(1, min(limits.cores, widest))
        let light = plan.toRun.lazy.filter { !isAway($0) }.reduce(0) { $0 + $1.seconds }
        seconds = max(coreSeconds / Double(cores) + light, plan.longestPath)
    }

    /// Targets by how many others that run on the cluster must come before them.
    private static func levels(_ items: [BuildPlan.Item]) -> [[BuildPlan.Item]] {
        let heavy = Set(items.map(\.node.identity))
        var depths: [Digest: Int] = [:], levels: [[BuildPlan.Item]] = []
        func depth(_ node: Node) -> Int {
            if let known = depths[node.identity] { return known }
            let below = node.dependencies.map(depth).max() ?? 0
            let own = below + (heavy.contains(node.identity) ? 1 : 0)
            depths[node.identity] = own
            return own
        }
        for item in items {
            let level = depth(item.node) - 1
            while levels.count <= level { levels.append([]) }
            levels[level].append(item)
        }
        return levels
    }
}
