import ArgumentParser
import BuildGraph
import Foundation
import Manuscript

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the paper, or some targets and what they need.")

    @OptionGroup var targets: TargetOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var jobs: JobsOption
    @Flag(inversion: .prefixedNo, help: "After a failure, build what does not depend on it.")
    var keepGoing = true
    @Flag(name: [.customShort("n"), .long], help: "Say what would run, and run nothing.")
    var dryRun = false
    @OptionGroup var verbosity: VerbosityOptions
    @Flag(help: "Print what happens as JSON, an event per line; the last one says what was done.")
    var json = false
    @Flag(help: "Run these targets even if they are up to date.")
    var force = false
    @OptionGroup var download: DownloadOption
    @OptionGroup(title: "On a cluster") var cluster: ClusterCommandOptions

    func validate() throws {
        if force && targets.selection.isEverything { throw ValidationError("--force needs the names of targets.") }
    }

    func run() throws {
        do { try build() } catch let error as any ReportableError where json && !dryRun {
            Terminal.output.print(try JSONText.of(BuildEventRecord.error(ErrorReport(error, advice: Advice.next))))
            throw error
        }
    }

    private func build() throws {
        if dryRun { return try PlanCommand.plan(common, targets: targets.selection, jobs: jobs.count, cluster: cluster, json: json) }
        let workspace = try Workspace(common, asksTools: true, data: .downloaded(targets.selection, download))
        var session = try BuildSession(workspace, targets: targets.selection)
        session.jobs = jobs.count
        session.keepGoing = keepGoing
        session.cluster = try cluster.settings(of: workspace)
        session.force = force
        session.verbosity = verbosity.verbosity
        session.printsJSON = json
        try session.run()
    }
}
