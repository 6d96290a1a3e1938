import ArgumentParser
import BuildGraph
import Foundation

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Open the report, or a figure, in the browser.")

    @Argument(help: "A figure. Default: the report.", completion: .custom(Completion.targets)) var figure: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(common)
        if let figure { _ = try workspace.target(figure) }
        let path = workspace.outputFolder + (figure.map { "/figures/\($0).svg" } ?? "/paper.html")
        guard try workspace.effects.files.status(path) != nil else {
            throw UsageError(what: "\(path) is not there yet.", next: "Run `paper build` first.")
        }
        let openers = ["xdg-open", "open", "sensible-browser"]
        guard let opener = openers.lazy.compactMap(SystemProcessRunner.find).first else {
            throw UsageError(what: "No program to open it was found.", next: "Open \(path) yourself.")
        }
        // The browser goes on when this command has ended.
        let process = Process()
        process.executableURL = URL(filePath: opener)
        process.arguments = [path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }
}
