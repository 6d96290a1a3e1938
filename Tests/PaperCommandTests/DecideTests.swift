// `paper check --decide`: looks again at undecided claims, within a budget, and keeps count.
//
// The noise of the example has standard deviation 0.29 and 400 values a replicate. By its seeds, with 5, 10, 20 and 40
// replicates, the p-value that its mean is within 0.012 of 0 is 0.054, 0.037, 0.0014 and under 0.0001, which over the
// looks' shares 1/2, 1/4, 1/8 and 1/8 first comes below 0.025 at the third look; within 0.005 it never does.
import BuildGraph
import Foundation
import Testing

@Suite struct DecideTests {
    let project: ExampleProject
    static let looks = "paper/looks.json"

    init() throws { project = try ExampleProject() }

    private func check(_ arguments: [String] = [], _ environment: [String: String]) throws -> CommandResult {
        try project.run(["check"] + arguments, environment: environment)
    }

    private func recorded() throws -> [String: [String: Int]] {
        try JSONDecoder().decode([String: [String: Int]].self, from: Data(try project.read(Self.looks).utf8))
    }

    @Test func anUndecidedClaimIsLookedAtUntilItIsDecided() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.012"]
        let before = try check([], environment)
        #expect(before.ending == .exited(1))
        #expect(before.outputText.contains("? EX-2") && before.outputText.contains("look 1 of 4") && before.outputText.contains("--decide"))
        #expect(!project.exists(Self.looks))

        let result = try check(["--decide", "--accept"], environment)
        #expect(result.ending == .exited(0), "\(result.outputText)\(result.errorText)")
        #expect(result.outputText.contains("EX-2 holds at look 3 of 4."))
        #expect(result.errorText.contains("Looking again at EX-2 (look 2 of 4)"))
        #expect(result.errorText.contains("commit it"))
        #expect(try project.read(Self.looks) == "{\n  \"laptop\" : {\n    \"EX-2\" : 3\n  }\n}\n")
        #expect(try project.read("paper/claims.json").contains("\"EX-2\" : \"holds\""))

        // Everybody who has the file judges at the same look, and builds the page with it.
        let after = try check([], environment)
        #expect(after.ending == .exited(0))
        #expect(after.outputText.contains("EX-2  holds") && after.outputText.contains("look 3 of 4"))
        #expect(try project.build(environment: environment).result.succeeded)
        #expect(try project.read("build/claims.xml").contains("tests=\"2\" failures=\"0\""))
        // Another profile has looks of its own.
        #expect(try check(["--profile", "paper"], environment).outputText.contains("look 1 of 4"))
    }

    @Test func replicatesOfEarlierLooksAreUsedAgain() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.012"]
        _ = try check([], environment)
        let result = try check(["--decide"], environment)
        let ran = result.errorText.split(separator: "\n").filter { $0.contains("✓") && $0.contains(" Noise-") }
        // Five at first, ten at the second look, twenty at the third.
        #expect(ran.count == 15, "\(result.errorText)")
        let plan = try project.run(["plan", "EX-2"], environment: environment)
        #expect(plan.outputText.contains("Nothing to run"), "\(plan.outputText)")
    }

    @Test func aClaimThatStaysUndecidedIsLookedAtFourTimesAndNeverAgain() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.005"]
        let result = try check(["--decide"], environment)
        #expect(result.ending == .exited(1))
        #expect(result.outputText.contains("EX-2 stays undecided: look 4 of 4 was the last."), "\(result.outputText)")
        #expect(try recorded() == ["laptop": ["EX-2": 4]])
        let again = try check(["--decide"], environment)
        #expect(!again.errorText.contains("Looking again"))
        #expect(again.outputText.contains("was the last"))
        #expect(try recorded() == ["laptop": ["EX-2": 4]])
    }

    @Test func whatIsDecidedIsNotLookedAtAgain() throws {
        let result = try check(["--decide"], [:])
        #expect(result.ending == .exited(0))
        #expect(result.outputText.contains("No claim is undecided."))
        #expect(!project.exists(Self.looks))
    }

    @Test func theBudgetIsForTheCheapOnesAndWhatItDoesNotReachIsSaid() throws {
        // The noise of EX-3 takes two seconds a replicate: five more are ten on one core.
        let environment = ["EXAMPLE_TOLERANCES": "0.014 0.012", "EXAMPLE_PAUSE": "2"]
        _ = try check(["--jobs", "10"], environment)
        let result = try check(["--decide", "--budget", "9s", "--jobs", "1", "--json"], environment)
        #expect(result.ending == .exited(1))
        struct Report: Decodable {
            struct Decide: Decodable {
                var budget: Double
                var claims: [Claim]
            }
            struct Claim: Decodable, Equatable {
                var id: String
                var look: Int
                var limit: Int
                var verdict: String
                var reason: String?
            }
            var decide: Decide
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output)).decide
        #expect(report.budget == 9)
        #expect(report.claims.last == .init(id: "EX-3", look: 1, limit: 4, verdict: "undecided", reason: "budget"))
        #expect(report.claims.first == .init(id: "EX-2", look: 3, limit: 4, verdict: "holds"), "\(result.errorText)")
        #expect(try recorded() == ["laptop": ["EX-2": 3]])

        let none = try check(["--decide", "--budget", "0s"], environment)
        #expect(none.outputText.contains("EX-3 stays undecided: look 2 of 4 would take about"), "\(none.outputText)")
        #expect(try recorded() == ["laptop": ["EX-2": 3]])
    }

    @Test func aLookCountsFromTheMomentItsReplicatesAreBegun() throws {
        // The first replicate of the second look never ends.
        let environment = ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_FAULT": "endless", "EXAMPLE_FAULTY_SEED": "5"]
        let search = try SpawnedBuild(["check", "--decide", "--project", project.folder], environment: environment)
        try search.wait { project.exists(Self.looks) }
        search.kill(.everything)
        search.wait()
        #expect(try recorded() == ["laptop": ["EX-2": 2]], "\(search.output)")
        let after = try check([], ["EXAMPLE_TOLERANCES": "0.012"])
        #expect(after.outputText.contains("look 2 of 4"), "\(after.outputText)")
    }

    @Test func aFailedReplicateEndsTheSearchAndIsNoVerdict() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_FAULT": "throwing", "EXAMPLE_FAULTY_SEED": "7"]
        let result = try check(["--decide", "--accept"], environment)
        #expect(result.ending == .exited(2))
        #expect(result.outputText.contains("EX-2 cannot be evaluated at look 2 of 4."), "\(result.outputText)")
        #expect(try recorded() == ["laptop": ["EX-2": 2]])
        #expect(!project.exists("paper/claims.json"))
    }

    @Test func strictFailsOnWhatStaysUndecided() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.005"]
        try project.write(#"{"laptop": {"EX-1": "holds", "EX-2": "undecided"}}"#, to: "paper/claims.json")
        #expect(try check(["--decide"], environment).ending == .exited(0))
        #expect(try check(["--decide", "--strict"], environment).ending == .exited(1))
    }
}

/// What an author or a merge can get wrong about looks.
@Suite struct LookMistakeTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    @Test(arguments: ["{", "", #"{"laptop": {"EX-2": 9}}"#, #"{"laptop": {"EX-2": "2"}}"#])
    func aDamagedFileOfLooksEndsEveryCommandAndIsNamed(text: String) throws {
        try project.write(text, to: "paper/looks.json")
        for command in [["check"], ["build"], ["plan"]] {
            let result = try project.run(command)
            #expect(result.ending == .exited(2))
            #expect(result.errorText.contains("paper/looks.json") && result.errorText.contains("git checkout"), "\(result.errorText)")
        }
        #expect(!project.exists("build/claims.json"))
    }

    @Test func aClaimThatIsJudgedAsIfOnceAfterMoreLooksIsRefused() throws {
        try project.write(#"{"laptop": {"EX-2": 2}}"#, to: "paper/looks.json")
        for command in ["check", "build"] {
            let result = try project.run([command], environment: ["EXAMPLE_MISTAKE": "isJudgedOnce"])
            #expect(result.ending == .exited(2))
            #expect(result.errorText.contains("as if at the only look"), "\(result.errorText)")
            #expect(result.errorText.contains("setting.look(at: \"EX-2\")"))
        }
    }

    @Test func aLookThatWouldSeeTheSameReplicatesIsRefused() throws {
        let result = try project.run(
            ["check", "--decide"], environment: ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_MISTAKE": "looksAtTheSame"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("would see the same replicates"), "\(result.errorText)")
        #expect(!project.exists("paper/looks.json"))
    }

    @Test func aLookThatWouldBeOneAtAnotherClaimTooIsRefused() throws {
        let result = try project.run(
            ["check", "--decide"], environment: ["EXAMPLE_TOLERANCES": "0.012 0.1", "EXAMPLE_MISTAKE": "followsAnother"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("would also be one at claim EX-3"), "\(result.errorText)")
        #expect(!project.exists("paper/looks.json"))
    }

    @Test func looksAtAClaimThatThePaperDoesNotMakeAreAWarning() throws {
        try project.write(#"{"laptop": {"EX-22": 2}}"#, to: "paper/looks.json")
        let result = try project.run(["build"])
        #expect(result.succeeded)
        #expect(result.errorText.contains("EX-22") && result.errorText.contains("Did you mean EX-2"), "\(result.errorText)")
    }

    @Test(arguments: [["--budget", "20m"], ["--decide", "--budget", "20"], ["--decide", "--budget", "soon"], ["--decide", "--budget", "-3m"]])
    func aBudgetThatIsNoneIsRefused(arguments: [String]) throws {
        let result = try project.run(["check"] + arguments)
        #expect(!result.succeeded)
        #expect(result.errorText.contains("--budget"), "\(result.errorText)")
        #expect(!project.exists("build/cache/traces.journal"))
    }
}
