// Builds a commit in a checkout of its own, from and into the store of this project, so that the project itself is left as it is. The checkout is kept:
// the next commit that is built there compiles only what differs.
import BuildGraph
import Foundation
import Manuscript

/// The checkout of a project in which other commits are built.
struct CommitBuilder {
    let workspace: Workspace
    let git: GitRepository

    private var files: any FileSystem { workspace.effects.files }
    private var folder: String { workspace.root + "/build/diff" }
    private var checkout: String { folder + "/checkout" }
    /// The project in it, which may be a folder of the repository.
    private var project: String { checkout + (git.prefix.isEmpty ? "" : "/" + git.prefix) }

    /// The folder of the outputs. Throws `UsageError` when the commit does not build.
    ///
    /// - Parameter name: what people call it.
    func build(_ commit: String, called name: String) throws -> String {
        try files.makeFolder(folder)
        let lock = try files.lock(folder + "/lock")
        defer { lock.unlock() }
        let cancellation = Cancellation(), interrupts = Interrupts(cancellation)
        defer { withExtendedLifetime(interrupts) {} }
        try prepare(commit, name, cancellation)
        guard try files.status(project + "/Makefile") != nil else {
            throw UsageError(
                what: "\(name) cannot be built.", why: "It has no Makefile with a target `paper`.",
                next: "Build it by hand in another folder, and compare the folders: paper diff FOLDER/build build")
        }
        Terminal.errors.print("Building \(name) in \(workspace.location.short(checkout)): make paper PROFILE=\(workspace.profile.name)")
        var environment = ["PAPER_CACHE": workspace.store.folder, "MAKEFLAGS": "", "MAKELEVEL": ""]
        let data = workspace.root + "/data"
        if ProcessInfo.processInfo.environment["PAPER_DATA"] == nil, try files.status(data) != nil { environment["PAPER_DATA"] = data }
        let command = Command(
            "make", ["paper", "PROFILE=\(workspace.profile.name)"], folder: project, environment: environment, timeLimit: 30 * 86_400, outputLimit: 8 << 20)
        let result = try workspace.effects.processes.run(command, until: cancellation)
        let log = "\(folder)/\(commit.prefix(8)).log"
        try files.replace(log, with: result.output + result.errorOutput, durable: false)
        if case .interrupted = result.ending {
            throw UsageError(what: "Interrupted.", why: "\(name) was not built to its end; what is finished is kept.", next: "Run the same command again: it goes on where it stopped.")
        }
        guard result.succeeded else {
            let lines = (result.outputText + result.errorText).split(separator: "\n").suffix(12).map(String.init)
            throw UsageError(
                what: "\(name) does not build.", why: lines.joined(separator: "\n  "),
                next: "All that it said is in \(workspace.location.short(log)). Nothing else was changed; without --build its committed claims are compared.")
        }
        let isDefault = workspace.profile == workspace.session.paper.defaultProfile
        return project + "/build" + (isDefault ? "" : "/" + workspace.profile.name)
    }

    /// The files of the commit, and nothing else but what was built before. Only the checkout is ever changed or cleaned.
    private func prepare(_ commit: String, _ name: String, _ cancellation: Cancellation) throws {
        _ = git.run(["worktree", "prune"])
        let inCheckout = GitRepository(root: checkout, processes: workspace.effects.processes)
        var result: CommandResult?
        if try files.status(checkout + "/.git") != nil {
            result = inCheckout.run(["checkout", "--quiet", "--force", "--detach", commit], until: cancellation)
            if result?.succeeded == true { result = inCheckout.run(["clean", "-fdq"], until: cancellation) }
        } else {
            result = git.run(["worktree", "add", "--quiet", "--force", "--detach", checkout, commit], until: cancellation)
        }
        guard result?.succeeded == true else {
            throw UsageError(
                what: "\(name) cannot be checked out in \(workspace.location.short(checkout)).", why: result?.errorText.split(separator: "\n").last.map(String.init),
                next: "Remove that folder: git worktree remove --force \(workspace.location.short(checkout))")
        }
    }
}
