// The state of the repository that outputs are made from. A project without git has none.
import BuildGraph
import Manuscript
import Synchronization

/// What git says of the project. It takes about as long as a figure, so a build asks in the background while its targets run.
final class RepositoryState: Sendable {
    private struct Answer {
        let revision: Revision?
        /// The commit whose files the project's are; nil where they are others.
        let cleanCommit: String?

        var sources: SourceRevision? { revision.flatMap { SourceRevision(commit: $0.commit, isClean: cleanCommit != nil) } }
    }

    private struct Answers {
        /// As the sources were when they were first asked about: when the build began.
        var first: Answer?
        /// As they are where the outputs are written.
        var last: Answer?
    }

    /// Seconds that the end of a build waits for git.
    private static let patience = 20.0
    private let git: GitRepository
    private let answers = Mutex(Answers())

    init(of git: GitRepository) { self.git = git }

    /// Asks on a thread of its own. Nothing is asked where no thread can be had.
    func askInBackground() { _ = Aside { [self] in _ = first } }

    /// The commit that the project stands at, and whether its files are those of the commit.
    var revision: Revision? { answer.revision }

    /// The commit whose files the project's are. A file that git does not know counts where it may be part of the paper: among its sources,
    /// chapters and scripts.
    var cleanCommit: String? { answer.cleanCommit }

    /// The state of the sources when the build began, which is kept with its runs.
    var sourcesAtTheBeginning: SourceRevision? { first.sources }

    private var first: Answer {
        answers.withLock { answers in
            let answer = answers.first ?? ask()
            answers.first = answer
            return answer
        }
    }

    /// Files that were changed when the build began are others than those of the commit, whatever became of them; where none was, they are looked
    /// at again at its end.
    private var answer: Answer {
        answers.withLock { answers in
            if let last = answers.last { return last }
            let answer = answers.first.flatMap { $0.cleanCommit == nil ? $0 : nil } ?? ask()
            answers.last = answer
            return answer
        }
    }

    private func ask() -> Answer {
        guard let log = git.text(["log", "-1", "--format=%H%n%cs"], limit: Self.patience),
            let status = git.text(["status", "--porcelain=v2", "--untracked-files=normal", "--", "."], limit: Self.patience)
        else { return Answer(revision: nil, cleanCommit: nil) }
        let lines = status.split(separator: "\n"), unknown = lines.filter { $0.hasPrefix("? ") }
        let isClean = unknown.count == lines.count
        let isForeign = unknown.contains { line in ["Sources/", "paper/", "figures/", "Package"].contains { line.contains(" \($0)") || line.contains("/\($0)") } }
        let remote = git.text(["remote", "get-url", "origin"], limit: Self.patience) ?? ""
        let revision = Revision(log: log, isClean: isClean, remote: remote)
        return Answer(revision: revision, cleanCommit: isClean && !isForeign ? revision?.commit : nil)
    }
}

extension Workspace {
    /// Changes with every commit and checkout, and is found without asking git.
    var revisionMark: [UInt8] {
        let files = ["HEAD", "logs/HEAD"].map { (try? effects.files.status("\(root)/.git/\($0)")) ?? nil }
        return (try? encodeValue(files)) ?? []
    }
}
