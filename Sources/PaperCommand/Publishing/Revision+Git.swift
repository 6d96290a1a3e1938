// The state of the repository, asked of git when the page is written. A project without git has none.
import BuildGraph
import Manuscript

extension Workspace {
    /// The commit that the project stands at, and whether its files are those of the commit.
    var revision: Revision? {
        func git(_ arguments: [String]) -> String? {
            let command = Command("git", ["--no-optional-locks", "-c", "core.fsmonitor=false"] + arguments, folder: root, timeLimit: 20)
            guard let result = try? effects.processes.run(command, until: Cancellation()), result.succeeded else { return nil }
            return result.outputText
        }
        guard let log = git(["log", "-1", "--format=%H%n%cs"]), let status = git(["status", "--porcelain", "--untracked-files=no"]) else { return nil }
        return Revision(log: log, status: status, remote: git(["remote", "get-url", "origin"]) ?? "")
    }

    /// The commit whose files the project's are, in one question; nil where they are others. A file that git does not know counts where it may be part of the
    /// paper: among its sources, chapters and scripts.
    var cleanCommit: String? {
        let arguments = ["--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."]
        let command = Command("git", arguments, folder: root, timeLimit: 20)
        guard let result = try? effects.processes.run(command, until: Cancellation()), result.succeeded else { return nil }
        var commit: String?
        for line in result.outputText.split(separator: "\n") {
            if line.hasPrefix("# branch.oid ") { commit = String(line.dropFirst(13)) }
            let isForeign = line.hasPrefix("? ") && !["Sources/", "paper/", "figures/", "Package"].contains { line.contains(" \($0)") || line.contains("/\($0)") }
            if !line.hasPrefix("#") && !isForeign { return nil }
        }
        return commit?.allSatisfy(\.isHexDigit) == true ? commit : nil
    }

    /// Changes with every commit and checkout, and is found without asking git.
    var revisionMark: [UInt8] {
        let files = ["HEAD", "logs/HEAD"].map { (try? effects.files.status("\(root)/.git/\($0)")) ?? nil }
        return (try? encodeValue(files)) ?? []
    }
}
