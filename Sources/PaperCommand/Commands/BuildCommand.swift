import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the paper, or some targets and what they need.")

    @Argument(help: "Figures, claims, documents or types of targets. Default: everything.", completion: .custom(Completion.targets))
    var targets: [String] = []
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Flag(inversion: .prefixedNo, help: "After a failure, build what does not depend on it.")
    var keepGoing = true
    @Flag(name: [.customShort("n"), .long], help: "Say what would run, and run nothing.")
    var dryRun = false
    @Flag(help: "Print what was done as JSON, at the end.")
    var json = false
    @Flag(help: "Run these targets even if they are up to date.")
    var force = false
    @OptionGroup var download: DownloadOption

    func validate() throws {
        if force && targets.isEmpty { throw ValidationError("--force needs the names of targets.") }
    }

    func run() throws {
        if dryRun { return try PlanCommand.plan(common, targets: targets, jobs: jobs.count, json: json) }
        let workspace = try Workspace(common, asksTools: true, data: .downloaded(targets: targets, again: download.download))
        var session = try BuildSession(workspace, targets: targets)
        session.jobs = jobs.count
        session.keepGoing = keepGoing
        session.force = force
        session.printsJSON = json
        try session.run()
    }
}
