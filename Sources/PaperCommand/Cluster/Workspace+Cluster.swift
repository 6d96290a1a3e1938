// A workspace's heavy targets on a cluster.
import BuildGraph
import Foundation

extension Workspace {
    /// What a build hands its heavy targets to; nil for a build on this machine. Where the cluster cannot be used as the settings say,
    /// that is an error when the first target is submitted.
    func dispatcher(_ settings: ClusterSettings?) -> (@Sendable () throws -> any Dispatcher)? {
        guard let settings else { return nil }
        let store = store, effects = effects, worker = command("worker")
        let root = root
        return {
            let folder = ClusterFolder(storeFolder: store.folder, files: effects.files), prefix = try folder.namePrefix("paper")
            let queue = SlurmQueue(settings, namePrefix: prefix, processes: effects.processes, patience: Self.haste > 1 ? 10 : 30)
            try queue.check()
            return try ClusterDispatcher(store: store, queue: queue, namePrefix: prefix, settings: settings, pace: Self.pace) {
                let program = try settings.program ?? ClusterProgram(folder: folder, files: effects.files).copied()
                return ClusterDispatcher.Program(
                    job: [program, "worker", "--batch"], worker: [program] + worker.arguments + (store.revision.map(WorkerExecutor.arguments) ?? []), environment: worker.environment, folder: root)
            }
        }
    }

    /// What the cluster allows; for plans. Throws where there is none.
    func clusterLimits(_ settings: ClusterSettings) throws -> ClusterLimits {
        try SlurmQueue(settings, namePrefix: "paper-", processes: effects.processes).limits()
    }

    /// Tests have no time to wait: $PAPER_CLUSTER_PACE says how many times as often as usual the queue is asked.
    private static var haste: Double { max(1, ProcessInfo.processInfo.environment["PAPER_CLUSTER_PACE"].flatMap { Double($0) } ?? 1) }

    private static var pace: ClusterPace {
        var pace = ClusterPace()
        pace.queue /= haste
        pace.report /= haste
        pace.longestGathering /= haste
        pace.full /= haste
        return pace
    }
}
