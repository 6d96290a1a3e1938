// What judging the claims would take, from how long targets took before.
import BuildGraph

/// How much a build would run.
struct LookPrice: Equatable {
    /// How many targets run or may run.
    var targets: Int
    /// Wall seconds; nil when a target is of a type that never ran.
    var seconds: Double?

    init(targets: Int, seconds: Double?) {
        self.targets = targets
        self.seconds = seconds
    }

    /// The price of the claims of a workspace as it is now.
    init(of workspace: Workspace, jobs: Int?) throws {
        let plan = workspace.scheduler(jobs: jobs).plan(try workspace.targets(workspace.claimTargets))
        let cores = BuildOptions(jobs: jobs, machine: workspace.effects.machine).jobs
        targets = plan.toRun.count
        guard plan.unknownDurations == 0 else {
            seconds = nil
            return
        }
        // A target that owns several cores keeps others from running.
        let coreSeconds = plan.toRun.reduce(0) { $0 + ($1.estimate ?? 0) * Double(min(cores, max(1, $1.node.resources.cores))) }
        seconds = max(coreSeconds / Double(cores), plan.longestPath)
    }
}
