// A project of the example paper in a git repository of its own.
import BuildGraph
import Foundation
import Testing

extension ExampleProject {
    /// Whether there is git to test with.
    static let hasGit = SystemProcessRunner.find("git") != nil

    /// Runs git in the project; its output.
    @discardableResult
    func git(_ arguments: String...) throws -> String {
        let settings = ["-c", "user.name=Tests", "-c", "user.email=tests@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
        let result = try SystemProcessRunner().run(Command("git", settings + arguments, folder: folder, timeLimit: 60), until: Cancellation())
        #expect(result.succeeded, "git \(arguments): \(result.errorText)")
        return result.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Commits everything that is not ignored; the name of the commit.
    @discardableResult
    func commit(_ message: String = "Edit") throws -> String {
        if !exists(".git") {
            try git("init", "--quiet")
            try write("build/\n", to: ".gitignore")
        }
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
        return try git("rev-parse", "HEAD")
    }

    /// A Makefile whose target `paper` runs a command line.
    func writeMakefile(_ recipe: String? = nil) throws {
        try write(".PHONY: paper\npaper:\n\t@\(recipe ?? "\(Self.program) build --quiet --profile $(PROFILE)")\n", to: "Makefile")
    }
}
