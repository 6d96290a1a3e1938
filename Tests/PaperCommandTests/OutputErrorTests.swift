// A result that could not be written is an error of every command that prints one; a reader that has seen enough is not told so.
import BuildGraph
import Foundation
import Testing

@Suite struct OutputErrorTests {
    let project: ExampleProject

    init() throws {
        project = try ExampleProject()
        try project.build()
    }

    /// Runs a command by the shell, with its standard output as `redirection` says.
    private func run(_ command: String, _ redirection: String) throws -> CommandResult {
        let words = "\"$0\" \(command)\(command.hasPrefix("-") ? "" : " --project .") \(redirection)"
        return try SystemProcessRunner().run(
            Command("bash", ["-c", words, ExampleProject.program], folder: project.folder, environment: ["PAPER_CACHE": ""]), until: Cancellation())
    }

    static let commands = [
        "list", "list --json", "plan", "plan --json", "why line", "graph", "graph --format dot", "show EX-1", "show EX-1 --json", "profile", "doctor", "doctor --json",
        "gc", "check", "check --json", "build --json", "build --dry-run", "verify line", "cache export -", "--help", "list --help",
    ]

    @Test func aFullDiskOrAClosedOutputIsAnErrorOfEveryCommand() throws {
        for (redirection, reason) in [("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")] {
            for command in Self.commands {
                let result = try run(command, redirection)
                let comment = "\(command) \(redirection): \(result.ending): \(result.errorText)"
                guard case .exited(let status) = result.ending, status != 0 else {
                    Issue.record("\(comment)")
                    continue
                }
                #expect(result.errorText.contains("The result could not be written to standard output.") && result.errorText.contains(reason), "\(comment)")
            }
        }
    }

    @Test func aReaderThatHasGoneIsNotTold() throws {
        for command in ["list", "graph", "show EX-1", "doctor", "cache export -", "--help"] {
            let result = try run(command, "| true; exit ${PIPESTATUS[0]}")
            // It may have written before the reader went.
            #expect([0, 1, 141].contains { result.ending == .exited($0) }, "\(command): \(result.ending)")
            #expect(!result.errorText.contains("✗"), "\(command): \(result.errorText)")
        }
    }

    /// The first file that is opened, with a standard stream closed, would get what is printed.
    @Test func aClosedStreamWritesNothingIntoTheStore() throws {
        let cache = project.folder + "/build/cache/"
        let before = try ["traces.journal", "in-use", "lock"].map { try RealFileSystem().read(cache + $0) }
        for redirection in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] { _ = try run("list", redirection) }
        _ = try run("build", ">&- 2>&-")
        #expect(try ["traces.journal", "in-use", "lock"].map { try RealFileSystem().read(cache + $0) } == before)
    }
}
