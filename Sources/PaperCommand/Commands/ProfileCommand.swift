import ArgumentParser
import BuildGraph
import Foundation

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Say where the time of the last build went, and write it as a Chrome trace.",
        discussion: "The trace can be looked at in chrome://tracing or at https://ui.perfetto.dev.")

    @OptionGroup var common: CommonOptions
    @Option(name: .shortAndLong, help: "Where the trace goes. Default: trace.json beside the outputs.", completion: .file(extensions: ["json"]))
    var output: String?

    func run() throws {
        let workspace = try Workspace(common)
        guard let profile = TimingFile(workspace: workspace).read() else {
            throw UsageError(
                what: "There is no profile of a build yet.", why: "A build that runs something leaves one in \(workspace.outputFolder).",
                next: "Build first: paper build" + (common.profile.map { " --profile \($0)" } ?? ""))
        }
        let title = "Last build of profile \(workspace.profile.name)"
        let terminal = Terminal.output
        TimingText(profile, title: title, width: terminal.width).lines { terminal.styled($0, .bold) }.forEach { terminal.print($0) }
        let path = try output.map { try OutputFile.path($0, in: workspace.effects.files) } ?? workspace.outputFolder + "/trace.json"
        try workspace.effects.files.replace(path, with: Array(try ChromeTrace(profile, title: title).json.utf8), durable: false)
        Terminal.errors.print("Wrote \(workspace.location.short(path)): open it at https://ui.perfetto.dev or in chrome://tracing.")
    }
}
