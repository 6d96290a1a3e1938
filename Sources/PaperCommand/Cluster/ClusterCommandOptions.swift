// The options of commands that build, or plan, on a cluster. They come before what is committed in paper/cluster.json.
import ArgumentParser
import BuildGraph

/// Where heavy targets run, and how their jobs are submitted.
struct ClusterCommandOptions: ParsableArguments {
    enum System: String, ExpressibleByArgument, CaseIterable { case slurm }

    @Option(help: ArgumentHelp("Run heavy targets as jobs of a cluster: slurm. Default: on this machine.", valueName: "system"))
    var on: System?
    @Option(help: "The partition of the cluster.") var partition: String?
    @Option(help: "The account that jobs are charged to.") var account: String?
    @Option(help: ArgumentHelp("The cluster, where one controller has several.", valueName: "names")) var clusters: String?
    @Option(help: ArgumentHelp("The longest that a job may take, as minutes or [days-]hours:minutes:seconds.", valueName: "time"))
    var time: SlurmDuration?
    @Option(help: ArgumentHelp("Cores of each job, on which targets run side by side.", valueName: "cores")) var coresPerJob: Int?
    @Option(
        name: .customLong("flag"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A further option of sbatch, as --flag=--constraint=fast; may be repeated.", valueName: "option"))
    var flags: [String] = []
    @Option(help: ArgumentHelp("What becomes of jobs when the build is interrupted: leave (default) or cancel.", valueName: "what"))
    var onInterrupt: ClusterSettings.Interruption?

    func validate() throws {
        if let coresPerJob, coresPerJob < 1 { throw ValidationError("--cores-per-job must be at least 1.") }
        guard on == nil else { return }
        let given = [
            ("--partition", partition != nil), ("--account", account != nil), ("--clusters", clusters != nil), ("--time", time != nil),
            ("--cores-per-job", coresPerJob != nil), ("--flag", !flags.isEmpty), ("--on-interrupt", onInterrupt != nil),
        ]
        if let (name, _) = given.first(where: \.1) { throw ValidationError("\(name) is of use with --on slurm only.") }
    }

    /// What is committed with the paper, changed by the options; nil for a build on this machine.
    func settings(of workspace: Workspace) throws -> ClusterSettings? {
        guard on != nil else { return nil }
        var settings = try ClusterFile(workspace: workspace).settings()
        settings.partition = partition ?? settings.partition
        settings.account = account ?? settings.account
        settings.clusters = clusters ?? settings.clusters
        settings.time = time?.seconds ?? settings.time
        settings.coresPerJob = coresPerJob ?? settings.coresPerJob
        settings.flags += flags
        settings.onInterrupt = onInterrupt ?? settings.onInterrupt
        return settings
    }
}

/// A duration as SLURM writes it.
struct SlurmDuration: ExpressibleByArgument {
    let seconds: Double

    init?(argument: String) {
        guard let seconds = SlurmTime.seconds(argument), seconds > 0 else { return nil }
        self.seconds = seconds
    }
}

extension ClusterSettings.Interruption: ExpressibleByArgument {}
