import ArgumentParser
import BuildGraph
import Foundation

struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Make the one target with a key, from the store into the store.",
        discussion: "This is what a build starts for heavy targets, and what a cluster job calls.")

    @Argument(help: "A key, as printed by `paper plan --json`.") var key: String?
    /// The folder of a batch: this is a job of a cluster, which makes one share of it.
    @Option(help: .hidden) var batch: String?
    @OptionGroup var common: CommonOptions
    @Option(help: .hidden) var reason: String?
    @Option(help: .hidden) var revision: String?
    /// The target is one that builds run on a thread.
    @Flag(help: .hidden) var light = false

    func validate() throws {
        if (key == nil) == (batch == nil) { throw ValidationError("Name a key.") }
    }

    func run() throws {
        if let batch { return try BatchJob.run(batch) }
        // Started by a build, it does not outlive it.
        if reason != nil { endWithParent() }
        let workspace = try Workspace(common, asksTools: light, tellsDamage: reason == nil)
        // Of a build's thousand workers none asks git.
        if reason != nil { workspace.store.findRevision { [revision] in revision.flatMap { SourceRevision($0) } } }
        guard let key = Digest(hexadecimal: key ?? "") else { throw BuildError.unknownKey(key ?? "") }
        try Preflight.checkConditions(workspace, jobs: 1)
        let worker = Worker(workspace.context)
        // Asked to end, by a build or by a cluster, a target that has checkpoints writes a last one.
        let cancellation = Cancellation()
        let interrupts = Interrupts(cancellation, grace: 3)
        defer { withExtendedLifetime(interrupts) {} }
        do {
            try worker.make(key, reason: reason.flatMap(WorkerExecutor.decodeReason), cancellation: cancellation)
            let notices = workspace.store.takeNotices()
            if reason != nil {
                try Self.answer(try encodeValue(notices))
            } else {
                notices.forEach { Terminal.errors.print(BuildReporter.text($0, on: .errors)) }
            }
        } catch BuildError.interrupted where reason != nil {
            throw ExitCode(WorkerExecutor.interruptedStatus)
        } catch {
            // An error goes to another program in the binary form, and to a person in words.
            if reason != nil, let bytes = try? encodeValue(WorkerFailure(error, report: ErrorReport(error, advice: Advice.next), notices: workspace.store.takeNotices())) {
                try Self.answer(bytes)
                throw ExitCode(WorkerExecutor.failedTargetStatus)
            }
            throw error
        }
    }

    private static func answer(_ bytes: [UInt8]) throws {
        var output = StandardOutput()
        try output.write(bytes)
    }
}
