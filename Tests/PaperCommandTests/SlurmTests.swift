// The real command on a real SLURM of two nodes. Each test about a fault prints what happened, and how long it took until the target
// was at work again, or had ended. Without root or SLURM they are skipped, and say so.
//
// PAPER_TEST_SLURM=long adds those that take minutes, since SLURM counts in minutes.
import BuildGraph
import Foundation
import Synchronization
import TestSupport
import Testing

private let canRun = SlurmCluster.obstacle == nil
private let isLong = ProcessInfo.processInfo.environment["PAPER_TEST_SLURM"] == "long"

@Suite(.serialized, .enabled(if: canRun, "skipped: \(SlurmCluster.obstacle ?? "")")) struct SlurmTests {
    /// The example with a walk of about `seconds`, which saves checkpoints.
    private func project(walking seconds: Double, _ cluster: SlurmCluster) throws -> (project: ExampleProject, environment: [String: String]) {
        let project = try ExampleProject()
        try quoteTheWalk(in: project)
        var environment = cluster.environment
        environment["EXAMPLE_WALK"] = "\(Int(seconds * 800))"
        environment["PAPER_CACHE"] = project.folder + "/store"
        return (project, environment)
    }

    private func quoteTheWalk(in project: ExampleProject) throws {
        try project.write(try project.read("paper/example.md") + "\nThe walk ends at {{walk.end:.3f}}.\n", to: "paper/example.md")
    }

    private func launch(_ project: ExampleProject, _ environment: [String: String], _ arguments: String...) throws -> SpawnedBuild {
        try SpawnedBuild(["build", "--on", "slurm", "--json", "--project", project.folder] + arguments, environment: environment)
    }

    /// A checkpoint is there: the job is at work.
    private func waitForWork(_ build: SpawnedBuild, _ project: ExampleProject) throws {
        try build.wait { (try? FileManager.default.contentsOfDirectory(atPath: project.folder + "/store/checkpoints"))?.contains { !$0.contains(".new") } == true }
    }

    /// The walks of undisturbed builds, by the number of their steps.
    private static let references = Mutex<[String: [UInt8]]>([:])

    private func expected(_ environment: [String: String]) throws -> [UInt8] {
        let steps = environment["EXAMPLE_WALK"] ?? ""
        if let known = Self.references.withLock({ $0[steps] }) { return known }
        let project = try ExampleProject()
        try quoteTheWalk(in: project)
        #expect(try project.run(["build", "walk"], environment: ["EXAMPLE_WALK": steps], timeLimit: 300).succeeded)
        let value = try project.run(["show", "walk"], environment: ["EXAMPLE_WALK": steps]).output
        Self.references.withLock { $0[steps] = value }
        return value
    }

    private func check(_ project: ExampleProject, _ environment: [String: String], _ fault: String, resumes: Bool = true) throws {
        let shown = try project.run(["show", "walk"], environment: environment)
        let reference = try expected(environment)
        #expect(shown.succeeded && shown.output == reference, "\(fault): \(shown.errorText)")
        let why = try project.run(["why", "walk"], environment: environment).outputText
        if resumes { #expect(why.contains("from a checkpoint"), "\(fault): \(why)") }
    }

    /// Builds the walk with a fault in the middle, and prints what came of it.
    private func survive(
        _ fault: String, seconds: Double = 4, arguments: [String] = [], _ cluster: SlurmCluster, resumes: Bool = true, _ happen: (SpawnedBuild, ExampleProject) throws -> Void
    ) throws {
        let (project, environment) = try project(walking: seconds, cluster)
        let build = try SpawnedBuild(["build", "walk", "--on", "slurm", "--json", "--project", project.folder] + arguments, environment: environment)
        try waitForWork(build, project)
        usleep(700_000)
        let start = Date()
        try happen(build, project)
        #expect(build.wait() == 0, "\(fault): \(build.output)")
        let total = Date().timeIntervalSince(start)
        try check(project, environment, fault, resumes: resumes)
        print("slurm: \(fault) | \(summary(build)) | ended \(String(format: "%.1f", total)) s later, of \(seconds) s of work")
    }

    private func summary(_ build: SpawnedBuild) -> String {
        let texts = build.output.split(separator: "\n").compactMap { line -> String? in
            guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], let event = fields["event"] as? String,
                event == "notice" || event == "startedAgain"
            else { return nil }
            return fields["what"] as? String
        }
        return texts.isEmpty ? "nothing was to be told" : texts.joined(separator: " ")
    }

    // MARK: The same bytes

    @Test func aBuildOnTheClusterGivesTheBytesOfOneWithout() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        func outputs(_ arguments: [String], _ environment: [String: String]) throws -> (files: [String: Data], seconds: Double) {
            let project = try ExampleProject(), start = Date()
            let environment = environment.merging(["PAPER_CACHE": project.folder + "/store", "EXAMPLE_TOLERANCES": "0.1 0.05"]) { $1 }
            try project.write(try project.read("paper/example.md") + "\nAnd {{claim EX-3}}.\n", to: "paper/example.md")
            let result = try project.run(["build", "--profile", "paper"] + arguments, environment: environment)
            #expect(result.succeeded, "\(result.errorText)")
            let seconds = Date().timeIntervalSince(start), build = URL(filePath: project.folder + "/build/paper")
            var files: [String: Data] = [:]
            for name in ["paper.md", "claims.json", "figures/noise.svg", "figures/noise.csv", "figures/line.svg"] { files[name] = try Data(contentsOf: build.appending(path: name)) }
            return (files, seconds)
        }
        let local = try outputs([], [:]), remote = try outputs(["--on", "slurm"], cluster.environment)
        for (name, bytes) in local.files { #expect(remote.files[name] == bytes, "\(name) differs") }
        print("slurm: \(String(format: "%.1f s without, %.1f s with the cluster", local.seconds, remote.seconds))")
    }

    /// What a job costs, and a target: 200 targets of a few milliseconds.
    @Test(.enabled(if: isLong)) func twoHundredSmallTargetsCostLittleMoreThanWithout() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        func build(_ arguments: [String], _ environment: [String: String], in project: ExampleProject) throws -> (claims: Data, seconds: Double) {
            let environment = environment.merging(
                ["PAPER_CACHE": project.folder + "/store", "EXAMPLE_REPLICATES": "200"]) { $1 }
            let start = Date(), result = try project.run(["build", "EX-2", "claims", "--quiet"] + arguments, environment: environment, timeLimit: 400)
            #expect(result.succeeded, "\(result.errorText)")
            let seconds = Date().timeIntervalSince(start)
            return (Data(try project.run(["show", "claims"], environment: environment).output), seconds)
        }
        let (here, there) = (try ExampleProject(), try ExampleProject())
        let local = try build([], [:], in: here)
        // What it costs is known by then, and decides how many go into a job.
        let unknown = try build(["--on", "slurm"], cluster.environment, in: there)
        try FileManager.default.removeItem(atPath: there.folder + "/store/cluster/batches")
        let known = try build(["--on", "slurm"], cluster.environment.merging(["EXAMPLE_CODE": "other"]) { $1 }, in: there)
        #expect(unknown.claims == local.claims && known.claims == local.claims)
        let batches = try FileManager.default.contentsOfDirectory(atPath: there.folder + "/store/cluster/batches")
        let jobs = try batches.reduce(0) { try $0 + FileManager.default.contentsOfDirectory(atPath: "\(there.folder)/store/cluster/batches/\($1)").count { $0.hasSuffix(".report") } }
        print("slurm: 200 small targets | \(String(format: "%.1f s without a cluster, %.1f s with it when nothing was known of them, %.1f s afterwards in %d jobs", local.seconds, unknown.seconds, known.seconds, jobs))")
    }

    // MARK: Faults

    @Test func aNodeThatDiesIsReplacedAndTheWalkGoesOn() throws {
        let cluster = try SlurmCluster(secondsToDeath: 5)
        defer { cluster.stop() }
        try survive("a node dies (power cut)", cluster) { _, _ in try cluster.control("kill", try #require(try cluster.runningNode())) }
    }

    /// Where SLURM itself takes minutes to notice, as it does by default, a job that gives no sign of life is replaced.
    @Test(.enabled(if: isLong)) func aNodeThatDiesUnnoticedIsReplaced() throws {
        let cluster = try SlurmCluster(secondsToDeath: 300)
        defer { cluster.stop() }
        try survive("a node dies and SLURM does not notice", cluster) { _, _ in try cluster.control("kill", try #require(try cluster.runningNode())) }
    }

    @Test func aJobThatIsRequeuedGoesOn() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("scontrol requeue", cluster) { _, _ in try cluster.ask("scontrol", "requeue", try #require(try cluster.jobs().first).job) }
    }

    @Test func aPreemptedJobGoesOnWhenItsTurnComes() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("preemption by a partition of higher priority", cluster) { build, _ in
            try cluster.ask("sbatch", "--partition=urgent", "--exclusive", "--array=0-1", "--output=/dev/null", "--wrap=sleep 3")
            try build.wait { try cluster.jobs().contains { $0.state == "PENDING" } }
        }
    }

    @Test func aKilledWorkerRunsAgainWithMoreMemory() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("the worker is killed, as where memory runs out", cluster) { _, project in
            let workers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter { process in
                let words = (FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
                return words.contains("--reason") && words.contains(project.folder)
            }
            #expect(workers.count == 1)
            workers.forEach { kill($0, SIGKILL) }
        }
    }

    @Test func aControllerThatRestartsIsWaitedFor() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("the controller is away for 4 s", cluster, resumes: false) { build, _ in
            try cluster.control("controller", "stop")
            try build.wait { build.output.contains("does not answer") }
            sleep(2)
            try cluster.control("controller", "start")
        }
    }

    @Test func jobsThatTheControllerForgotAreFoundOrRunAgain() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("the controller comes back without its state: all jobs are unknown", cluster, resumes: false) { _, _ in
            try cluster.control("controller", "stop")
            sleep(1)
            try FileManager.default.removeItem(atPath: cluster.folder + "/state")
            try FileManager.default.createDirectory(atPath: cluster.folder + "/state", withIntermediateDirectories: true)
            try cluster.control("controller", "start")
        }
    }

    @Test func aFullQueueIsWaitedFor() throws {
        let cluster = try SlurmCluster(configuration: "MaxJobCount=4\nMaxArraySize=4", secondsOfMemory: 5)
        defer { cluster.stop() }
        for _ in 0..<3 { try cluster.ask("sbatch", "--hold", "--output=/dev/null", "--wrap=true") }
        let (project, environment) = try project(walking: 1, cluster)
        let start = Date(), build = try launch(project, environment, "walk")
        try build.wait { build.output.contains("queue is full") }
        let full = Date()
        try cluster.ask("scancel", "--user=root")
        #expect(build.wait() == 0, "\(build.output)")
        try check(project, environment, "a full queue", resumes: false)
        print("slurm: a full queue (MaxJobCount) | \(summary(build)) | noticed after \(String(format: "%.1f", full.timeIntervalSince(start))) s, ended \(String(format: "%.1f", Date().timeIntervalSince(full))) s after there was room")
    }

    @Test(.enabled(if: isLong)) func aTimeLimitEndsAJobAndTheNextGoesOn() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        try survive("a time limit of one minute", seconds: 100, arguments: ["--time", "1"], cluster) { _, _ in }
    }

    // MARK: Interruptions

    @Test func aKilledBuildLosesNothingAndTheNextAdoptsItsJobs() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 4, cluster)
        let first = try launch(project, environment, "walk")
        try waitForWork(first, project)
        first.kill(.everything)
        first.wait()
        let jobs = try cluster.jobs().map(\.job)
        let second = try launch(project, environment, "walk")
        #expect(second.wait() == 0, "\(second.output)")
        #expect(second.output.contains("1 target is made by 1 job that is in the queue already."), "\(second.output)")
        #expect(try cluster.ask("squeue", "--noheader", "--array", "--states=all", "--format", "%i").split(separator: "\n").map(String.init) == jobs)
        try check(project, environment, "kill -9 of the build", resumes: false)
        print("slurm: kill -9 of the build | the next one adopts job \(jobs)")
    }

    @Test(arguments: ["leave", "cancel"]) func ctrlCLeavesOrCancelsJobs(what: String) throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 4, cluster)
        let build = try launch(project, environment, "walk", "--on-interrupt", what)
        try waitForWork(build, project)
        build.signal(SIGINT)
        #expect(build.wait() == 130)
        #expect(build.output.contains(what == "leave" ? "stays in the queue" : "was cancelled"), "\(build.output)")
        #expect(try cluster.jobs().contains { $0.state == "RUNNING" } == (what == "leave"))
        let again = try launch(project, environment, "walk")
        #expect(again.wait() == 0, "\(again.output)")
        try check(project, environment, "Ctrl-C, \(what)", resumes: what == "cancel")
    }

    @Test func twoBuildsAtOnceSubmitTheWalkOnce() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 2, cluster)
        let builds = try (0..<2).map { _ in try launch(project, environment, "walk") }
        for build in builds { #expect(build.wait() == 0, "\(build.output)") }
        #expect(try cluster.ask("squeue", "--noheader", "--array", "--states=all", "--format", "%i").split(separator: "\n").count == 1)
    }

    @Test func aPlanSaysHowManyJobsAndCoreHours() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 1, cluster)
        let plan = try project.run(["plan", "walk", "--on", "slurm"], environment: environment)
        #expect(plan.outputText.contains("On the cluster: 1 target in 1 job, 1.0 s of core time"), "\(plan.outputText)\(plan.errorText)")
        #expect(try project.run(["plan", "walk", "--on", "slurm", "--json"], environment: environment).outputText.contains("\"cluster\":{\"targets\":1,\"jobs\":1,"))
    }

    // MARK: Bad input

    private func failure(_ arguments: [String], _ environment: [String: String]) throws -> String {
        let project = try ExampleProject()
        try quoteTheWalk(in: project)
        let result = try project.run(["build", "walk", "--on", "slurm"] + arguments, environment: environment.merging(["EXAMPLE_WALK": "100"]) { $1 }, timeLimit: 60)
        #expect(!result.succeeded)
        return result.errorText
    }

    @Test func unknownPartitionsAndRefusedOptionsAreSaidBeforeAnythingRuns() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let partition = try failure(["--partition", "nope"], cluster.environment)
        #expect(partition.contains("There is no partition called nope.") && partition.contains("There are main, urgent."), "\(partition)")
        let flag = try failure(["--flag=--nosuch=3"], cluster.environment)
        #expect(flag.contains("SLURM does not accept the job.") && flag.contains("--nosuch=3"), "\(flag)")
    }

    @Test func aStoreThatTheNodesCannotSeeIsSaidByTheFirstJobs() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 1, cluster)
        for node in ["n1", "n2"] { try cluster.control("hide", node, project.folder) }
        let start = Date(), build = try launch(project, environment, "walk")
        #expect(build.wait() == 1)
        #expect(build.output.contains("The store is not on a file system that n"), "\(build.output)")
        print("slurm: a store that the nodes cannot see | said after \(String(format: "%.1f", Date().timeIntervalSince(start))) s")
    }

    @Test func aProgramThatIsNotOnTheNodesIsNamed() throws {
        let cluster = try SlurmCluster()
        defer { cluster.stop() }
        let (project, environment) = try project(walking: 1, cluster)
        try project.write("{ \"program\": \"/nowhere/paper\" }", to: "paper/cluster.json")
        let build = try launch(project, environment, "walk")
        #expect(build.wait() == 1)
        #expect(build.output.contains("/nowhere/paper is not there"), "\(build.output)")
    }
}

@Suite struct ClusterInputTests {
    @Test func withoutSlurmItIsSaidAndNothingRuns() throws {
        let project = try ExampleProject(), tools = project.folder + "/tools"
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        for name in ["env", "gnuplot", "pandoc", "fc-match"] {
            if let path = SystemProcessRunner.find(name) { try FileManager.default.createSymbolicLink(atPath: "\(tools)/\(name)", withDestinationPath: path) }
        }
        let result = try project.run(["build", "--on", "slurm"], environment: ["PATH": tools])
        #expect(!result.succeeded && result.errorText.contains("There is no SLURM on this machine."), "\(result.errorText)")
    }

    @Test(arguments: [
        ("{ \"partion\": \"x\" }", "It has a field partion."), ("{ \"time\": \"soon\" }", "\"time\" is soon."), ("{ \"coresPerJob\": 0 }", "\"coresPerJob\" is 0."),
        ("{ \"jobs\": \"many\" }", "\"jobs\""), ("[", "cannot be used"), ("{ \"onInterrupt\": \"ask\" }", "\"onInterrupt\""),
    ])
    func mistakesInTheCommittedSettingsAreNamed(content: String, problem: String) throws {
        let project = try ExampleProject()
        try project.write(content, to: "paper/cluster.json")
        let result = try project.run(["build", "--on", "slurm"])
        #expect(!result.succeeded && result.errorText.contains("paper/cluster.json cannot be used.") && result.errorText.contains(problem), "\(result.errorText)")
    }

    @Test func optionsOfTheClusterNeedOne() throws {
        let project = try ExampleProject()
        for option in ["--partition=main", "--time=10", "--on-interrupt=leave", "--cores-per-job=2", "--flag=--x"] {
            let result = try project.run(["build", option])
            #expect(!result.succeeded && result.errorText.contains("is of use with --on slurm only."), "\(result.errorText)")
        }
    }
}
