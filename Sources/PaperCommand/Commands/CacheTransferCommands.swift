import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Put all values that the paper uses now into the shared cache.",
        discussion: "Builds do so with what they make. This is for what was made before, and for what did not get there in time.")
    @Option(name: .shortAndLong, help: "Only for this profile; may be repeated. Default: all.", completion: .custom(Completion.profiles)) var profile: [String] = []
    @OptionGroup var project: ProjectOption
    @OptionGroup var data: DataOptions

    func run() throws {
        let workspace = try Workspace(CommonOptions(project, data))
        try workspace.requireSharedCache(written: true)
        let cancellation = Cancellation(), interrupts = Interrupts(cancellation), terminal = Terminal.errors
        let live = try workspace.live(try workspace.profiles(profile), in: workspace.store)
        let transfer = withExtendedLifetime(interrupts) {
            workspace.store.push(live, until: cancellation) { terminal.show(status: "  \($0) of \($1) values are in the shared cache") }
        }
        terminal.show(status: "")
        workspace.tellNotices()
        terminal.print("\(CollectionText.count(transfer.values, "value")) put there; \(transfer.known) were there already.")
        if cancellation.isCancelled { throw ExitCode(130) }
        if transfer.missing > 0 { throw ExitCode(1) }
    }
}

struct PullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Take all that the shared cache has of some targets, and of what they need, into the store.",
        discussion: "Builds fetch only what they read. This is for work without a network, and before an archive is made. Nothing is run.")
    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(common)
        try workspace.requireSharedCache(written: false)
        let cancellation = Cancellation(), interrupts = Interrupts(cancellation), terminal = Terminal.errors
        let positions = try workspace.graph.targets(targets.selection)
        let transfer = try withExtendedLifetime(interrupts) {
            try workspace.scheduler(cancellation: cancellation).pull(positions) { terminal.show(status: "  \($0) of \($1) values are here") }
        }
        terminal.show(status: "")
        workspace.tellNotices()
        terminal.print("\(CollectionText.count(transfer.values, "value")) fetched; \(transfer.known) were here already; \(transfer.missing) are not in the shared cache.")
        if cancellation.isCancelled { throw ExitCode(130) }
    }
}

extension Workspace {
    /// Throws where there is no shared cache, or it cannot be written.
    fileprivate func requireSharedCache(written: Bool) throws {
        guard store.sharedCache != nil else {
            throw UsageError(what: "There is no shared cache.", next: "Set \(SharedCacheSetting.place) to its address, or to a folder: docs/shared-cache.md.")
        }
        sharing.warnings.forEach(Terminal.errors.warn)
        if written && sharing.signer == nil {
            throw UsageError(
                what: "Nothing can be put into the shared cache.",
                why: sharing.setting?.isWritten == false ? "\(SharedCacheSetting.mode) is read." : "There is no key to sign with.",
                next: sharing.setting?.isWritten == false ? nil : "`paper cache key make` makes one.")
        }
    }
}
