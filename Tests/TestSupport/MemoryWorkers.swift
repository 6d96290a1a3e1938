// Worker processes in memory: each run opens the store anew, as a process of its own would, and dies with the machine.
import BuildGraph

/// Runs `Worker` where a build starts a worker process.
public struct MemoryWorkers: ProcessRunner {
    public static let program = "worker"

    let graph: Graph
    let code: CodeFingerprints
    let folder: String
    let effects: Effects

    public init(graph: Graph, code: CodeFingerprints, folder: String, effects: Effects) {
        (self.graph, self.code, self.folder, self.effects) = (graph, code, folder, effects)
    }

    public func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult {
        guard command.program == Self.program else { return try effects.processes.run(command, until: cancellation) }
        guard let key = command.arguments.first.flatMap({ Digest(hexadecimal: $0) }) else {
            return CommandResult(ending: .exited(2))
        }
        do {
            let store = try Store(folder: folder, effects: effects)
            if let option = command.arguments.firstIndex(of: "--revision") {
                let text = command.arguments[option + 1]
                store.findRevision { SourceRevision(text) }
            }
            do {
                try Worker(BuildContext(graph: graph, store: store, code: code))
                    .make(key, reason: command.arguments.last.flatMap(WorkerExecutor.decodeReason), cancellation: cancellation)
            } catch {
                let failure = try encodeValue(WorkerFailure(error, report: effects.report(error), notices: store.takeNotices()))
                return CommandResult(ending: .exited(WorkerExecutor.failedTargetStatus), output: failure)
            }
            return CommandResult(ending: .exited(0), output: try encodeValue(store.takeNotices()))
        } catch {
            return CommandResult(ending: .signalled(9))
        }
    }
}
