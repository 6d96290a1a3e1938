// The command `paper`, as a library: it takes a `Paper`, so that the package of another paper has it too.
import ArgumentParser
import BuildGraph
import Datasets
import Foundation
import Manuscript

/// Runs the command line of a paper and ends the process.
///
/// - Parameters:
///   - paper: what is built.
///   - code: the code that targets run: `compiledCode`, which `CodeFingerprintPlugin` makes.
///   - software: names and versions of libraries that values depend on, for the record.
///   - checks: what `paper doctor` looks at besides the store, the programs and the machine.
///   - dataSets: those that `Paper.dataSets` may name; a paper may add its own.
///   - threadVariables: environment variables that set the number of threads of numerical libraries; `paper verify --matrix`
///     varies them.
public func runPaperCommand(
    _ paper: Paper, code: CodeFingerprints, software: [String: String] = [:], checks: [HealthCheck] = [],
    dataSets: [DataSetFiles] = DataSetFiles.published, threadVariables: [String] = []
) -> Never {
    // A reader that went away and a file that may not grow are errors of a write, not the end of the program; ended children are
    // waited for.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGCHLD, SIG_DFL)
    CommandEnding.holdStandardStreams()
    let session = Session(
        paper: paper, code: code, software: software, checks: checks, dataSets: dataSets, threadVariables: threadVariables)
    let status = Session.$current.withValue(session) {
        CommandEnding.status {
            var command = try PaperRoot.parseAsRoot()
            try command.run()
        }
    }
    exit(status)
}

struct PaperRoot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Program.name,
        abstract: "Builds the paper, its figures and its claims; rebuilds only what changed.",
        version: version,
        subcommands: [
            BuildCommand.self, CheckCommand.self, ListCommand.self, PlanCommand.self, WhyCommand.self, GraphCommand.self,
            ShowCommand.self, OpenCommand.self, PreviewCommand.self, VerifyCommand.self, ProfileCommand.self, DoctorCommand.self, DataCommand.self, CollectCommand.self,
            DiffCommand.self, CacheCommand.self, PublishCommand.self, CleanCommand.self, InitCommand.self, WorkerCommand.self, RemakeCommand.self,
        ])

    /// What `--version` prints: this program, what it builds, and the version of the engine.
    private static var version: String {
        let title = Session.current.map { " of “\($0.paper.title)”" } ?? ""
        return "\(Program.name)\(title), \(Program.engineVersion)"
    }
}
