// A real SLURM of two nodes on this machine, for tests: `Tests/Slurm/cluster`.
import BuildGraph
import Foundation
import TestSupport

/// A running cluster, to be stopped by whoever has started it.
final class SlurmCluster {
    let folder: String
    /// What programs need to find it.
    var environment: [String: String] { ["SLURM_CONF": folder + "/slurm.conf", "PAPER_CLUSTER_PACE": "5"] }
    private let settings: [String: String]

    private static let script = URL.project(of: #filePath).appending(path: "Tests/Slurm/cluster").path

    /// Why there can be none here; nil when there can.
    static let obstacle: String? = {
        if getuid() != 0 { return "only root can start one" }
        let missing = ["slurmctld", "slurmd", "sbatch", "munged"].filter { SystemProcessRunner.find($0) == nil }
        return missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) missing: apt-get install slurm-wlm munge"
    }()

    /// - Parameters:
    ///   - configuration: further lines of slurm.conf.
    ///   - secondsToDeath: after which the controller gives up a node that does not answer.
    ///   - secondsOfMemory: after which it forgets a job that has ended, which counts among those in the queue until then.
    init(configuration: String = "", secondsToDeath: Int = 15, secondsOfMemory: Int = 60) throws {
        folder = try RealFileSystem().makeScratchFolder()
        // A port of its own for each, since one may still be ending while the next begins.
        let port = 20_000 + Int.random(in: 0..<3000) * 4
        settings = ["SLURM_TEST_CONFIGURATION": configuration, "SLURM_TEST_PORT": "\(port)", "SLURM_TEST_DEATH": "\(secondsToDeath)", "SLURM_TEST_MEMORY": "\(secondsOfMemory)"]
        try control("start")
    }

    /// To be called at the end of a test: a value may be given up before the end of its scope.
    func stop() {
        try? control("stop")
        try? RealFileSystem().removeAll(folder)
    }

    struct Failed: Error, CustomStringConvertible { var description: String }

    func control(_ verb: String, _ arguments: String...) throws {
        // Daemons go on, and would keep a pipe open.
        let log = "\(folder)/\(verb).out"
        let script = "exec \"$0\" \"$@\" > \(log) 2>&1 < /dev/null"
        let result = try SystemProcessRunner().run(
            Command("bash", ["-c", script, Self.script, verb, folder] + arguments, environment: settings, timeLimit: 120), until: Cancellation())
        guard result.succeeded else {
            throw Failed(description: "cluster \(verb): \(result.ending) \((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
        }
    }

    /// What one of SLURM's programs prints.
    @discardableResult
    func ask(_ program: String, _ arguments: String..., input: String = "") throws -> String {
        let result = try SystemProcessRunner().run(
            Command(program, arguments, standardInput: Array(input.utf8), environment: environment, timeLimit: 30), until: Cancellation())
        return result.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Of the jobs that are in the queue: "1_0 RUNNING n1".
    func jobs() throws -> [(job: String, state: String, node: String)] {
        try ask("squeue", "--noheader", "--array", "--format", "%i %T %N").split(separator: "\n").map { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            return (words[0], words.count > 1 ? words[1] : "", words.count > 2 ? words[2] : "")
        }
    }

    /// The node that a job runs on; nil while none runs.
    func runningNode() throws -> String? { try jobs().first { $0.state == "RUNNING" }?.node }
}
