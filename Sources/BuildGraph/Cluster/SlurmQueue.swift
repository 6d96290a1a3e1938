// SLURM, through its own programs: one call of squeue however many jobs there are, sacct only where there is accounting.
import Foundation
import Synchronization

/// The queue of a SLURM cluster.
public struct SlurmQueue: ClusterQueue {
    private let settings: ClusterSettings
    private let processes: any ProcessRunner
    private let namePrefix: String
    private let configuration = Remembered()

    /// What `scontrol show config` said, asked once.
    private final class Remembered: Sendable { let values = Mutex<[String: String]?>(nil) }

    /// Seconds that a program gets to answer.
    private let patience: Double

    /// - Parameters:
    ///   - namePrefix: of the names of jobs that this queue knows.
    ///   - patience: seconds that a program gets to answer. sbatch itself waits for minutes where the queue is full.
    public init(_ settings: ClusterSettings, namePrefix: String, processes: any ProcessRunner, patience: Double = 30) {
        (self.settings, self.namePrefix, self.processes, self.patience) = (settings, namePrefix, processes, patience)
    }

    // MARK: Asking

    public func limits() throws -> ClusterLimits {
        let configuration = try configured()
        let all = SlurmText.nodes(try run("sinfo", onClusters + ["--noheader", "--format", SlurmText.nodesFormat]))
        let nodes = all.filter { settings.partition == nil ? $0.isDefault : settings.partition?.split(separator: ",").contains(Substring($0.partition)) == true }
        if nodes.isEmpty { throw ClusterError.noPartition(settings.partition, known: all.map(\.partition).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }) }
        var limits = ClusterLimits(
            arraySize: configuration["MaxArraySize"].flatMap { Int($0) } ?? 1001, coresPerNode: nodes.map(\.coresPerNode).max() ?? 1,
            memoryPerNode: nodes.map(\.memoryPerNode).max() ?? 1 << 30, cores: nodes.reduce(0) { $0 + $1.cores }, idleCores: nodes.reduce(0) { $0 + $1.idleCores },
            time: nodes.contains { $0.time == nil } ? nil : nodes.compactMap(\.time).max())
        limits.time = [limits.time, settings.time].compactMap { $0 }.min()
        // Others use the queue, too.
        limits.jobs = [settings.jobs, submitLimit(), configuration["MaxJobCount"].flatMap { Int($0) }.map { max(1, $0 / 2) }].compactMap { $0 }.min()
        return limits
    }

    public func tasks() throws -> [ClusterTask] {
        let text = try run("squeue", onClusters + ["--noheader", "--array", "--states=all", "--user", "\(getuid())", "--format", SlurmText.taskFormat])
        return SlurmText.tasks(text, named: namePrefix)
    }

    public func endings(ofArray identifier: String) throws -> [Int: ClusterEnding] {
        // A job that ended minutes ago is forgotten, and asking for it is an error.
        let shown = (try? run("scontrol", onClusters + ["show", "job", "--oneliner", identifier])) ?? ""
        var endings = SlurmText.endings(shown)
        if hasAccounting {
            let accounted = try? run("sacct", onClusters + ["--noheader", "--parsable2", "--jobs", identifier, "--format=JobID,State,ExitCode"])
            endings.merge(SlurmText.accountedEndings(accounted ?? "")) { shown, _ in shown }
        }
        return endings
    }

    /// Throws when jobs with these settings would not be accepted at all.
    public func check() throws {
        do {
            _ = try limits()
            _ = try run("sbatch", options + settings.flags + ["--test-only", "--wrap=true"])
        } catch ClusterQueueError.rejected(let why) {
            throw ClusterError.rejected(why)
        } catch ClusterQueueError.unreachable(let why) {
            throw ClusterError.noAnswer(why)
        } catch ClusterQueueError.full {}
    }

    // MARK: Changing

    public func submit(_ submission: ClusterSubmission) throws -> String {
        let arguments = options + [
            "--parsable", "--job-name=\(submission.name)", "--comment=\(submission.name)", "--array=0-\(submission.count - 1)", "--nodes=1", "--ntasks=1",
            "--cpus-per-task=\(submission.cores)", "--mem=\((submission.memory + (1 << 20) - 1) >> 20)M", "--time=\(SlurmTime.minutes(submission.time))",
            "--output=\(submission.output)", "--open-mode=append", "--requeue", "--export=ALL", "--chdir=\(submission.folder)",
        ]
        let excluded = submission.excludedNodes.isEmpty ? [] : ["--exclude=\(submission.excludedNodes.joined(separator: ","))"]
        let text = try run("sbatch", arguments + excluded + settings.flags, input: submission.script)
        guard let identifier = SlurmText.arrayIdentifier(text) else { throw ClusterQueueError.unreachable("sbatch printed no number") }
        return identifier
    }

    public func cancel(_ arrays: [String]) throws { if !arrays.isEmpty { _ = try run("scancel", onClusters + arrays) } }

    public func hasten(_ jobs: [String]) {
        // Where that is not allowed, they start later.
        if !jobs.isEmpty { _ = try? run("scontrol", onClusters + ["update", "JobId=\(jobs.joined(separator: ","))", "StartTime=now"]) }
    }

    // MARK: Programs

    private var onClusters: [String] { settings.clusters.map { ["--clusters=\($0)"] } ?? [] }

    private var options: [String] {
        onClusters + (settings.partition.map { ["--partition=\($0)"] } ?? []) + (settings.account.map { ["--account=\($0)"] } ?? [])
    }

    private func configured() throws -> [String: String] {
        if let known = configuration.values.withLock({ $0 }) { return known }
        let values = SlurmText.configuration(try run("scontrol", onClusters + ["show", "config"]))
        configuration.values.withLock { $0 = values }
        return values
    }

    private var hasAccounting: Bool { (try? configured())?["AccountingStorageType"].map { $0.hasSuffix("/slurmdbd") || $0.hasSuffix("/mysql") } ?? false }

    /// What accounting allows this user to have in the queue at once; nil without a limit.
    private func submitLimit() -> Int? {
        guard hasAccounting else { return nil }
        let text = try? run("sacctmgr", ["--noheader", "--parsable2", "show", "assoc", "user=\(NSUserName())", "format=Account,MaxSubmitJobs"])
        return text?.split(separator: "\n").compactMap { line -> Int? in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count == 2, settings.account == nil || fields[0] == settings.account ?? "" else { return nil }
            return Int(fields[1])
        }.min()
    }

    /// Standard output of a program. Throws `ClusterQueueError` or `ClusterError.noSlurm`.
    private func run(_ program: String, _ arguments: [String], input: String = "") throws -> String {
        // A build that runs in a job itself must not hand that job's allocation on to its own.
        let inherited = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("SLURM_") && !["SLURM_CONF", "SLURM_CLUSTERS"].contains($0) }.sorted()
        var command = Command("env", inherited.flatMap { ["-u", $0] } + [program] + arguments, standardInput: Array(input.utf8), timeLimit: patience)
        command.environment = ["LC_ALL": "C", "SLURM_TIME_FORMAT": "standard"]
        let result: CommandResult
        do { result = try processes.run(command, until: Cancellation()) } catch CommandError.notFound { throw ClusterError.noSlurm }
        switch result.ending {
        case .exited(0): return result.outputText
        case .exited(127): throw ClusterError.noSlurm
        case .exited: throw SlurmText.problem(result.errorText)
        case .timedOut:
            if case .full(let why) = SlurmText.problem(result.errorText) { throw ClusterQueueError.full(why) }
            throw ClusterQueueError.unreachable("\(program) gave no answer in \(Int(patience)) s")
        case .signalled, .interrupted: throw ClusterQueueError.unreachable("\(program) was ended")
        }
    }
}
