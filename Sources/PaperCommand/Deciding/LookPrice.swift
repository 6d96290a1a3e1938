// What judging the claims after another look would take, from how long targets took before.
import BuildGraph

/// How much a build would run.
struct LookPrice: Equatable {
    /// How many targets run or may run.
    var targets: Int
    /// Wall seconds; nil when nothing like one of the targets ever ran.
    var seconds: Double?
}

/// How long the targets of another look will take: as long as the targets of their type do that the group's claims are made
/// from now. A look multiplies replicates of all sizes alike, so the mean of these is the mean of those; the mean over all
/// targets of the type, of other claims too, may be orders of magnitude off.
struct LookDurations {
    private var expected: [Digest: Double] = [:]

    /// Takes note of what another look at the claims of a group would add.
    mutating func learn(_ claims: [String], before: Workspace, after: Workspace) throws {
        var sums: [String: (seconds: Double, count: Double)] = [:], known: Set<Digest> = []
        for node in try before.inputs(of: claims) {
            known.insert(node.identity)
            guard let duration = before.store.lastDuration(of: node) else { continue }
            let sum = sums[node.typeName] ?? (0, 0)
            sums[node.typeName] = (sum.seconds + duration, sum.count + 1)
        }
        for node in try after.inputs(of: claims) where !known.contains(node.identity) {
            guard let sum = sums[node.typeName] else { continue }
            expected[node.identity] = max(sum.seconds / sum.count, expected[node.identity] ?? 0)
        }
    }

    /// What the claims of a workspace would take as it is now.
    func price(_ workspace: Workspace, jobs: Int?) throws -> LookPrice {
        let plan = workspace.scheduler(jobs: jobs).plan(try workspace.graph.targets(TargetSelection(workspace.claimTargets)))
        let cores = BuildOptions(jobs: jobs, machine: workspace.effects.machine).jobs
        var coreSeconds = 0.0, ends: [Digest: Double] = [:]
        for item in plan.toRun {
            let node = item.node
            guard let duration = workspace.store.lastDuration(of: node) ?? expected[node.identity] ?? item.estimate else {
                return LookPrice(targets: plan.toRun.count, seconds: nil)
            }
            // A target that owns several cores keeps others from running.
            coreSeconds += duration * Double(min(cores, max(1, node.resources.cores)))
            // Dependencies come first.
            ends[node.identity] = duration + node.dependencies.reduce(0) { max($0, ends[$1.identity] ?? 0) }
        }
        return LookPrice(targets: plan.toRun.count, seconds: max(coreSeconds / Double(cores), ends.values.max() ?? 0))
    }
}

extension Workspace {
    /// Targets and all that they are made from.
    fileprivate func inputs(of names: [String]) throws -> [Node] { graph.closure(of: try graph.targets(TargetSelection(names))).map { graph.nodes[$0] } }
}
