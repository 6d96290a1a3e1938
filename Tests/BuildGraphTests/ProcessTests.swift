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

// What a build does to its programs, and what their noise does to a build.
@Suite struct UnrulyProgramTests {
    let runner = SystemProcessRunner()

    /// Runs a script and interrupts the build after a moment.
    func interrupted(_ script: String, grace: Double) throws -> (result: CommandResult, seconds: Double) {
        let cancellation = Cancellation()
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 0.3)
            cancellation.cancel()
        }
        var command = Command("sh", ["-c", script])
        command.grace = grace
        let start = SystemClock().monotonic()
        return (try runner.run(command, until: cancellation), SystemClock().monotonic() - start)
    }

    @Test func aProgramThatPrintsEndlesslyIsEndedAndItsOutputIsBounded() throws {
        let result = try runner.run(
            Command("sh", ["-c", "yes out & yes err >&2"], timeLimit: 0.5, outputLimit: 10_000), until: Cancellation())
        #expect(result.ending == .timedOut)
        #expect(result.output.count == 10_000 && result.errorOutput.count == 10_000)
    }

    @Test func aProgramThatIgnoresEverySignalIsKilledWithItsChildren() throws {
        let (result, seconds) = try interrupted("trap '' TERM INT HUP; sleep 60 & sleep 60", grace: 0)
        #expect(result.ending == .interrupted)
        #expect(seconds < 20)
    }

    @Test func aDaemonThatKeepsThePipeDoesNotKeepTheBuild() throws {
        let start = SystemClock().monotonic()
        let result = try runner.run(Command("sh", ["-c", "setsid sleep 30 & echo started; sleep 30"], timeLimit: 0.5), until: Cancellation())
        #expect(result.ending == .timedOut && result.outputText == "started\n")
        #expect(SystemClock().monotonic() - start < 20)
    }

    @Test func aProgramIsAskedToEndBeforeItIsKilledIfItHasGrace() throws {
        let (polite, _) = try interrupted("trap 'echo saved; exit 0' TERM; while :; do sleep 0.05; done", grace: 20)
        #expect(polite.ending == .interrupted)
        #expect(polite.outputText == "saved\n")
        let (deaf, seconds) = try interrupted("trap '' TERM; sleep 60", grace: 0.3)
        #expect(deaf.ending == .interrupted)
        #expect(seconds < 20)
    }

    @Test func aProgramIsInAProcessGroupOfItsOwn() throws {
        let result = try runner.run(Command("sh", ["-c", "cut -d' ' -f5 /proc/self/stat; echo $$"]), until: Cancellation())
        let numbers = result.outputText.split(separator: "\n")
        #expect(numbers.count == 2 && numbers[0] == numbers[1])
        #expect(pid_t(numbers[0]) != getpgrp())
    }

    @Test func aProgramThatCrashesIsToldWithItsSignalAndItsLastWords() throws {
        let result = try runner.run(Command("sh", ["-c", "echo last words >&2; kill -SEGV $$"]), until: Cancellation())
        #expect(result.ending == .signalled(SIGSEGV))
        #expect(result.errorText == "last words\n")
    }

    @Test func aProgramThatDoesNotReadItsInputIsNotWaitedFor() throws {
        let input = [UInt8](repeating: 1, count: 1 << 20)
        let result = try runner.run(Command("sh", ["-c", "exec <&-; echo done"], standardInput: input, timeLimit: 20), until: Cancellation())
        #expect(result.ending == .exited(0) && result.outputText == "done\n")
    }
}
