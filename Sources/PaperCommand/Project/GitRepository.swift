// What is asked of git: which commit a name means, what a file of it says, which files there are.
import BuildGraph
import Foundation

/// The repository that a project is in.
struct GitRepository: Sendable {
    let root: String
    let processes: any ProcessRunner

    /// The whole name of the commit that people mean by "HEAD~2", "main" or "1a2b3c4d"; nil where there is none, no repository or no git.
    func commit(_ name: String) -> String? {
        if name.isEmpty || name.hasPrefix("-") { return nil }
        return text(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A file of a commit, by its path in the project; nil where the commit has no such file.
    func file(_ path: String, of commit: String) -> [UInt8]? {
        let result = run(["show", "\(commit):./\(path)"])
        return result?.succeeded == true ? result?.output : nil
    }

    /// The first line of a commit's message.
    func subject(of commit: String) -> String? { text(["log", "-1", "--format=%s", commit])?.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The project's folder in the repository; empty for the repository's own.
    var prefix: String {
        let path = text(["rev-parse", "--show-prefix"])?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    var isThere: Bool { text(["rev-parse", "--is-inside-work-tree"]) != nil }

    /// Output of a command that succeeded.
    ///
    /// - Parameter limit: seconds.
    func text(_ arguments: [String], limit: Double = Self.limit) -> String? { run(arguments, limit: limit).flatMap { $0.succeeded ? $0.outputText : nil } }

    func run(_ arguments: [String], limit: Double = Self.limit, until cancellation: Cancellation = Cancellation()) -> CommandResult? {
        try? processes.run(Command("git", ["--no-optional-locks", "-c", "core.fsmonitor=false"] + arguments, folder: root, timeLimit: limit), until: cancellation)
    }

    static let limit = 120.0
}

extension Workspace {
    var git: GitRepository { GitRepository(root: root, processes: effects.processes) }
}
