// Real programs: output, limits, process groups.
import BuildGraph
import Foundation
import Testing

@Suite struct ProcessTests {
    let runner = SystemProcessRunner()

    func shell(_ script: String, timeLimit: Double = 10, outputLimit: Int = 1 << 20, input: String = "") throws -> CommandResult {
        try runner.run(
            Command("sh", ["-c", script], standardInput: Array(input.utf8), timeLimit: timeLimit, outputLimit: outputLimit),
            until: Cancellation())
    }

    @Test func outputErrorsAndStatusAreKeptApart() throws {
        let result = try shell("echo out; echo err >&2; exit 3")
        #expect(result.outputText == "out\n")
        #expect(result.errorText == "err\n")
        #expect(result.ending == .exited(3))
    }

    @Test func moreThanAPipeHoldsGoesThroughBothWays() throws {
        let text = String(repeating: "0123456789abcdef", count: 20_000)
        #expect(try shell("cat", input: text).outputText == text)
    }

    @Test func outputBeyondItsLimitIsDropped() throws {
        #expect(try shell("head -c 100000 /dev/zero", outputLimit: 1000).output.count == 1000)
    }

    @Test func aProgramPastItsTimeLimitIsKilledWithItsChildren() throws {
        let marker = "/tmp/paper-test-\(UUID().uuidString)"
        let start = SystemClock().monotonic()
        #expect(try shell("(sleep 2; touch \(marker)) & sleep 30", timeLimit: 0.3).ending == .timedOut)
        #expect(SystemClock().monotonic() - start < 5)
        Thread.sleep(forTimeInterval: 2.2)
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test func cancellationEndsAProgramThatHasClosedItsOutput() throws {
        let cancellation = Cancellation()
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 0.2)
            cancellation.cancel()
        }
        let result = try runner.run(Command("sh", ["-c", "exec >&- 2>&-; sleep 30"]), until: cancellation)
        #expect(result.ending == .interrupted)
    }

    @Test func aMissingProgramSaysHowToGetIt() {
        let error = #expect(throws: CommandError.self) { try runner.run(Command("no-such-program"), until: Cancellation()) }
        #expect(error.map { ErrorReport($0).what } == "The program no-such-program was not found.")
    }
}
