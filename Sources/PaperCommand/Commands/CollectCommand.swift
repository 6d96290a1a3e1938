import ArgumentParser
import BuildGraph
import Foundation

struct CollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc", abstract: "Take out of the store what the paper does not need, at any profile.",
        discussion: """
            Without --apply it only says what would go. What the targets of any profile use now, and the last run of each of \
            them, always stays. With neither limit everything else goes.
            """)

    @Option(help: "Bytes that the store may have, as 500M or 5G (powers of 1000): the oldest goes first until it fits.")
    var keepSize: ByteSize?
    @Option(help: "Keep what was made in the last given number of days.") var keepDays: Double?
    @Flag(help: "Do it.") var apply = false
    @Flag(name: .customLong("wait"), help: "Wait until no other process uses the store.") var waits = false
    @OptionGroup var project: ProjectOption
    @OptionGroup var data: DataOptions

    func validate() throws {
        if let keepDays, keepDays < 0 || !keepDays.isFinite { throw ValidationError("--keep-days must be a number of days, 0 or more.") }
    }

    func run() throws {
        let workspace = try Workspace(CommonOptions(project, data))
        let policy = CollectionPolicy(size: keepSize?.bytes, days: keepDays)
        let profiles = workspace.session.paper.profiles.map(\.profile)
        let plan = try workspace.store.planCollection(keeping: workspace.liveWithAnyData(profiles, in: workspace.store), policy)
        let text = CollectionText(plan: plan, workspace: workspace, policy: policy)
        guard apply else {
            text.lines().forEach(Terminal.output.print)
            if !plan.isEmpty { Terminal.output.print("  \(Terminal.output.styled("→", .cyan)) \(command)") }
            return
        }
        // Before, and not after: whose values these are.
        if let warning = text.warning { Terminal.errors.print(warning) }
        let done = try workspace.store.collect(
            policy, keeping: { try workspace.liveWithAnyData(profiles, in: $0) }, wait: waits ? { Self.tellWait($0) } : nil)
        Terminal.errors.print(CollectionText(plan: done, workspace: workspace, policy: policy).summary(isDone: true))
    }

    private static func tellWait(_ holders: [LockHolder]) {
        Terminal.errors.print("Waiting for \(BuildReporter.names(holders)) …")
    }

    /// What does what was shown.
    private var command: String {
        let arguments = ProcessInfo.processInfo.arguments.dropFirst().map { $0.contains(" ") ? "'\($0)'" : $0 }
        return ([Program.name] + arguments + ["--apply"]).joined(separator: " ")
    }
}
