// A project in a temporary folder of the real machine: gnuplot and pandoc run for real.
import BuildGraph
import Foundation

/// A project folder that goes away with the value.
final class Project: Sendable {
    let root: String
    let effects: Effects

    /// `processes` stands in for programs that are missing or old.
    init(processes: (any ProcessRunner)? = nil) throws {
        var effects = Effects.live(root: try RealFileSystem().makeScratchFolder())
        if let processes { effects.processes = processes }
        self.effects = effects
        root = effects.root
    }

    deinit { try? effects.files.removeAll(root) }

    func write(_ text: String, to path: String) throws {
        let full = effects.projectPath(path)
        try effects.files.makeFolder(full.parentFolder)
        try effects.files.write(Array(text.utf8), to: full)
    }

    func read(_ file: SourceFile) throws -> String {
        String(decoding: try effects.files.read(effects.projectPath(file.path)), as: UTF8.self)
    }

    @discardableResult
    func build(_ roots: [AnyInput]) throws -> BuildOutcome {
        let graph = try Graph(roots: roots.map(\.node))
        let scheduler = Scheduler(
            BuildContext(graph: graph, store: try Store(folder: root + "/build/cache", effects: effects), code: CodeFingerprints(everything: Digest(of: "code".utf8))),
            options: BuildOptions(jobs: 2, keepGoing: true, machine: effects.machine), observe: { _ in })
        return try scheduler.run(Array(graph.nodes.indices))
    }

    /// Runs a program in a folder of the project, outside of any build.
    func run(_ program: String, _ arguments: [String], in folder: String) throws -> CommandResult {
        try effects.processes.run(Command(program, arguments, folder: folder), until: Cancellation())
    }
}

extension BuildOutcome {
    /// The names of the targets that ran, sorted.
    var ranNames: [String] { ran.map(\.node.name).sorted() }
}

/// A stand-in for programs.
struct StandInProcesses: ProcessRunner {
    let answer: @Sendable (Command) throws -> CommandResult
    func run(_ command: Command, until cancellation: Cancellation) throws -> CommandResult { try answer(command) }
}
