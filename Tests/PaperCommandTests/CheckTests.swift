// `paper check`: its exit status against the committed baseline.
import BuildGraph
import Foundation
import Testing

@Suite struct CheckTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test func claimsThatHoldAndHaveNoBaselinePassAndAreOfferedForIt() throws {
        let result = try project.run(["check"])
        #expect(result.ending == .exited(0), "\(result.outputText)")
        #expect(result.outputText.contains("--accept"))
        #expect(!project.exists("paper/verdicts.json"))
    }

    @Test func aClaimThatFailsAfterItHeldIsWorseAndSoIsOneThatIsUndecided() throws {
        #expect(try project.run(["check", "--accept"]).ending == .exited(0))
        #expect(try project.read("paper/verdicts.json").contains("\"EX-1\" : { \"verdict\" : \"holds\""))
        let result = try project.run(["check"], environment: ["EXAMPLE_SLOPE": "3"])
        #expect(result.ending == .exited(1))
        #expect(result.outputText.contains("EX-1") && result.outputText.contains("it held before"))
    }

    @Test func aClaimThatCannotBeEvaluatedIsExitTwo() throws {
        #expect(try project.run(["check", "--accept"]).ending == .exited(0))
        #expect(try project.run(["check"], environment: ["EXAMPLE_NAN": "1"]).ending == .exited(2))
        let failed = try project.run(["check"], environment: ["EXAMPLE_FAULT": "throwing"])
        #expect(failed.ending == .exited(2))
        #expect(failed.outputText.contains("EX-2"))
    }

    @Test func aKnownFailureIsListedFirstAndOnlyStrictFailsOnIt() throws {
        let worse = ["EXAMPLE_SLOPE": "3"]
        try project.write(#"{"laptop": {"EX-1": "fails", "EX-2": "holds"}}"#, to: "paper/verdicts.json")
        let known = try project.run(["check"], environment: worse)
        #expect(known.ending == .exited(0))
        #expect(known.outputText.split(separator: "\n").first?.contains("EX-1") == true)
        #expect(try project.run(["check", "--strict"], environment: worse).ending == .exited(1))
    }

    @Test func aDamagedBaselineIsNotAnEmptyOne() throws {
        try project.write("{", to: "paper/verdicts.json")
        let result = try project.run(["check"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("paper/verdicts.json"))
    }

    @Test(arguments: ["build", "check"]) func anInterruptedCommandSaysThatWorkIsKept(command: String) throws {
        let environment = ["EXAMPLE_FAULT": "endless", "EXAMPLE_BEGUN": "\(project.folder)/begun"]
        let build = try SpawnedBuild([command, "--project", project.folder], environment: environment)
        try build.wait { project.exists("begun") }
        build.signal(SIGINT)
        #expect(build.wait() == 130)
        #expect(build.output.contains("Interrupted after") && build.output.contains("Finished work is kept"))
    }
}
