// The limits of the system, for real: a killed worker, another build's worker, files that may not grow, little memory, few files.
// Each gives one message; nothing that was finished is lost, and nothing waits for ever.
import BuildGraph
import Foundation
import Testing

@Suite(.serialized) struct LimitTests {
    let project: ExampleProject

    init() throws {
        project = try ExampleProject()
        try project.write(try project.read("paper/example.md") + "\nThe walk ends at {{walk.end:.3f}}.\n", to: "paper/example.md")
    }

    private func buildOfTheWalk(steps: Int) throws -> SpawnedBuild {
        try SpawnedBuild(["build", "walk", "--project", project.folder], environment: ["EXAMPLE_WALK": "\(steps)"])
    }

    /// Waits for the next worker, and kills it.
    private func killWorker(of build: SpawnedBuild, after last: pid_t = 0, with signal: Int32 = SIGKILL) throws -> pid_t {
        var worker: pid_t = 0
        try build.wait {
            worker = build.workers.first { $0 != last } ?? 0
            return worker > 0
        }
        usleep(100_000)
        kill(worker, signal)
        return worker
    }

    @Test(arguments: [SIGKILL, SIGTERM]) func aKilledWorkerIsStartedAgainAndTheBuildSaysSo(_ signal: Int32) throws {
        let build = try buildOfTheWalk(steps: 600)
        _ = try killWorker(of: build, with: signal)
        #expect(build.wait() == 0, "\(build.output)")
        #expect(build.output.contains("walk is started again: The worker process"), "\(build.output)")
    }

    @Test func aWorkerThatIsKilledTwiceHasFailedWithItsReason() throws {
        let build = try buildOfTheWalk(steps: 100_000)
        let first = try killWorker(of: build)
        _ = try killWorker(of: build, after: first)
        #expect(build.wait() == 1, "\(build.output)")
        #expect(build.output.contains("was killed (signal 9)") && build.output.contains("1 failed"), "\(build.output)")
    }

    @Test func aBuildThatWaitsForAnothersWorkerSaysForWhomAndForWhat() throws {
        let first = try buildOfTheWalk(steps: 3000)
        try first.wait { !first.workers.isEmpty && project.exists("build/cache/checkpoints") }
        let second = try buildOfTheWalk(steps: 3000)
        #expect(second.wait() == 0 && first.wait() == 0, "\(first.output) \(second.output)")
        let text = second.output
        #expect(text.contains("walk waits for another build that makes it: example-paper worker"), "\(text)")
        #expect(text.contains("process") && text.contains("which has run for"), "\(text)")
        #expect(!text.contains("exe worker"), "\(text)")
    }

    /// Runs the command under limits that the shell sets.
    private func run(_ limit: String, _ arguments: [String], timeLimit: Double = 60) throws -> CommandResult {
        try SystemProcessRunner().run(
            Command(
                "sh", ["-c", "ulimit \(limit); exec \"$@\"", "sh", ExampleProject.program] + arguments + ["--project", project.folder],
                environment: ["PAPER_CACHE": "", "EXAMPLE_WALK": "50"], timeLimit: timeLimit),
            until: Cancellation())
    }

    @Test func aFileThatMayNotGrowIsOneMessageAndWhatWasFinishedIsKept() throws {
        // In blocks of 512 bytes.
        let result = try run("-f 8", ["build"])
        #expect(result.ending == .exited(1) || result.ending == .exited(2), "\(result.ending) \(result.errorText)")
        #expect(result.errorText.contains("ulimit -f"), "\(result.errorText)")
        #expect(try project.build(environment: ["EXAMPLE_WALK": "50"]).result.succeeded)
        #expect(try project.build(environment: ["EXAMPLE_WALK": "50"]).ran.isEmpty)
    }

    @Test(arguments: [100_000, 180_000, 400_000])
    func withLittleAddressSpaceTheBuildEndsAndSaysWhy(_ kilobytes: Int) throws {
        let result = try run("-v \(kilobytes)", ["build"])
        #expect(result.ending != .timedOut, "\(result.errorText)")
        #expect(result.succeeded || !result.errorText.isEmpty, "\(result.ending)")
        #expect(try project.build(environment: ["EXAMPLE_WALK": "50"]).result.succeeded)
    }

    @Test(arguments: [6, 10, 16]) func withFewOpenFilesTheBuildEndsAndSaysWhy(_ count: Int) throws {
        let result = try run("-n \(count)", ["build"])
        #expect(result.ending != .timedOut, "\(result.errorText)")
        #expect(result.succeeded || !result.errorText.isEmpty, "\(result.ending)")
        #expect(try project.build(environment: ["EXAMPLE_WALK": "50"]).result.succeeded)
    }
}
