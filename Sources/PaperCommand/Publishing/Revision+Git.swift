// The state of the repository, asked of git when the page is written. A project without git has none.
import BuildGraph
import Manuscript

extension Workspace {
    /// Seconds that the end of a build waits for git.
    private static let patience = 20.0

    /// The commit that the project stands at, and whether its files are those of the commit.
    var revision: Revision? {
        guard let log = git.text(["log", "-1", "--format=%H%n%cs"], limit: Self.patience), let status = git.text(["status", "--porcelain", "--untracked-files=no"], limit: Self.patience) else { return nil }
        return Revision(log: log, status: status, remote: git.text(["remote", "get-url", "origin"], limit: Self.patience) ?? "")
    }

    /// The commit whose files the project's are, in one question; nil where they are others. A file that git does not know counts where it may be part of the
    /// paper: among its sources, chapters and scripts.
    var cleanCommit: String? {
        guard let status = git.text(["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."], limit: Self.patience) else { return nil }
        var commit: String?
        for line in status.split(separator: "\n") {
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
