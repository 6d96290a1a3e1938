// A job of a cluster: `paper worker --batch FOLDER`, started by SLURM.
import ArgumentParser
import BuildGraph
import Foundation

enum BatchJob {
    /// Seconds after SIGTERM when the job ends whatever it does; SLURM kills after 30.
    private static let grace = 25.0

    /// Makes the share of a batch whose number is in the environment. The targets' failures are reported in the store, and are no
    /// failures of the job.
    static func run(_ folder: String) throws {
        let environment = ProcessInfo.processInfo.environment
        guard let index = environment["SLURM_ARRAY_TASK_ID"].flatMap({ Int($0) }) else {
            throw UsageError(what: "This is no job of a cluster.", why: "SLURM_ARRAY_TASK_ID is not set.", next: "`paper build --on slurm` submits jobs.")
        }
        var effects = Effects.live(root: FileManager.default.currentDirectoryPath)
        effects.machine.host = environment["SLURMD_NODENAME"] ?? effects.machine.host
        let driver = try ClusterDriver(batchFolder: folder, index: index, effects: effects)
        let cancellation = Cancellation()
        let interrupts = Interrupts(cancellation, grace: grace)
        defer { withExtendedLifetime(interrupts) {} }
        do { try driver.run(cancellation: cancellation) } catch BuildError.interrupted { throw ExitCode(WorkerExecutor.interruptedStatus) }
    }
}
