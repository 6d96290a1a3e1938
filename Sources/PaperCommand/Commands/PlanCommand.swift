import ArgumentParser
import BuildGraph
import Manuscript

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what a build would run, why, and how long it would take.")

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Flag(help: "A line for each target; otherwise what is of one type is one line.") var all = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup(title: "On a cluster") var cluster: ClusterCommandOptions

    func run() throws { try Self.plan(common, targets: targets.selection, jobs: jobs.count, full: all, cluster: cluster, json: json) }

    /// Plans a build of these targets and prints it.
    static func plan(_ options: CommonOptions, targets: TargetSelection, jobs: Int?, full: Bool = false, cluster: ClusterCommandOptions, json: Bool) throws {
        let workspace = try Workspace(options, data: .planned(targets))
        let plan = workspace.scheduler(jobs: jobs).plan(try workspace.graph.targets(targets))
        workspace.data.tellPlan(on: .errors)
        let onCluster = try cluster.settings(of: workspace).map { ClusterPlan(plan, settings: $0, limits: try workspace.clusterLimits($0)) }
        if json { return Terminal.output.print(try JSONText.of(PlanRecord(plan, onCluster))) }
        PlanText.print(plan, jobs: jobs ?? workspace.effects.machine.cores, full: full)
        if let onCluster { Terminal.output.print(PlanText.summary(onCluster)) }
    }
}

/// A plan, for programs; times are seconds.
private struct PlanRecord: Encodable {
    struct Item: Encodable {
        let name, title: String
        @OrNull var key: String?
        let reason: String
        @OrNull var seconds: Double?

        init(_ item: BuildPlan.Item) {
            name = item.node.name
            title = item.node.title
            _key = OrNull(wrappedValue: item.key?.hexadecimal)
            reason = item.node.reasonText(item.reason)
            _seconds = OrNull(wrappedValue: item.estimate)
        }
    }

    struct Failure: Encodable {
        let name, title, problem: String
    }

    let toRun, upToDate, skipped: [Item]
    let failures: [Failure]
    let work, longestPath: Double
    var cluster: Cluster?

    /// Of the heavy targets.
    struct Cluster: Encodable {
        let targets, jobs, cores: Int
        let coreSeconds, requestedCoreSeconds, seconds: Double
    }

    init(_ plan: BuildPlan, _ onCluster: ClusterPlan?) {
        cluster = onCluster.map {
            Cluster(
                targets: $0.targets, jobs: $0.jobs, cores: $0.cores, coreSeconds: $0.coreSeconds, requestedCoreSeconds: $0.requestedCoreSeconds,
                seconds: $0.seconds)
        }
        toRun = plan.toRun.map(Item.init)
        upToDate = plan.upToDate.map(Item.init)
        skipped = plan.skipped.map(Item.init)
        failures = plan.failures.map { Failure(name: $0.0.name, title: $0.0.title, problem: $0.1.summary) }
        work = plan.work
        longestPath = plan.longestPath
    }
}
