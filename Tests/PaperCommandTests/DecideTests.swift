// `paper check --decide`: looks again at undecided claims, within a budget, and keeps count.
//
// The noise of the example has standard deviation 0.29 and 400 values per replicate. By its seeds, with 5, 10, 20 and 40
// replicates, the p-value that its mean is within 0.012 of 0 is 0.054, 0.037, 0.0014 and under 0.0001, which over half of
// the looks' shares 1/2, 1/4, 1/8 and 1/8 first comes below 0.025 at the third look; within 0.005 it never does.
import BuildGraph
import Foundation
import Manuscript
import Testing

@Suite struct DecideTests {
    let project: ExampleProject
    static let ledger = "paper/ledger.json"

    init() throws { project = try ExampleProject() }

    private func check(_ arguments: [String] = [], _ environment: [String: String]) throws -> CommandResult {
        try project.run(["check"] + arguments, environment: environment)
    }

    /// The looks of a profile's groups, in their last series.
    private func recorded(_ profile: String = "laptop") throws -> [String: Int] {
        let ledger = try Ledger(json: Array(try project.read(Self.ledger).utf8), path: Self.ledger)
        return ledger[profile].compactMapValues { $0.last?.looks }
    }

    @Test func anUndecidedClaimIsLookedAtUntilItIsDecided() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.012"]
        let before = try check([], environment)
        #expect(before.ending == .exited(1))
        #expect(before.outputText.contains("? EX-2") && before.outputText.contains("look 1 of 4") && before.outputText.contains("--decide"))
        #expect(!project.exists(Self.ledger))

        let result = try check(["--decide", "--accept"], environment)
        #expect(result.ending == .exited(0), "\(result.outputText)\(result.errorText)")
        #expect(result.outputText.contains("EX-2 holds at look 3 of 4."))
        #expect(result.errorText.contains("Looking again at noise-2 (look 2 of 4, for EX-2)"))
        #expect(result.errorText.contains("commit it"))
        #expect(try recorded() == ["noise-2": 3])
        #expect(try project.read(Self.ledger).contains("\"verdict\" : \"holds\""))
        #expect(try project.read("paper/verdicts.json").contains("\"EX-2\" : { \"verdict\" : \"holds\""))

        // Everybody who has the file judges at the same look, and builds the page with it.
        let after = try check(["--all"], environment)
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
        let ran = result.errorText.matches(of: /✓ .* Noise: (\d+) of/).compactMap { Int($0.1) }
        // Five at first, ten at the second look, twenty at the third.
        #expect(ran == [5, 10], "\(result.errorText)")
        let plan = try project.run(["plan", "EX-2"], environment: environment)
        #expect(plan.outputText.contains("Nothing to run"), "\(plan.outputText)")
    }

    @Test func aClaimThatStaysUndecidedIsLookedAtFourTimesAndNeverAgain() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.005"]
        let result = try check(["--decide"], environment)
        #expect(result.ending == .exited(1))
        #expect(result.outputText.contains("EX-2 stays undecided: look 4 of 4 was the last."), "\(result.outputText)")
        #expect(try recorded() == ["noise-2": 4])
        let again = try check(["--decide"], environment)
        #expect(!again.errorText.contains("Looking again"))
        #expect(again.outputText.contains("was the last"))
        #expect(try recorded() == ["noise-2": 4])
    }

    @Test func whatIsDecidedIsNotLookedAtAgain() throws {
        let result = try check(["--decide"], [:])
        #expect(result.ending == .exited(0))
        #expect(result.outputText.contains("No claim is undecided."))
        #expect(try recorded() == ["noise-2": 1])
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
        #expect(try recorded() == ["noise-2": 3, "noise-3": 1])

        let none = try check(["--decide", "--budget", "0s"], environment)
        #expect(none.outputText.contains("EX-3 stays undecided: look 2 of 4 would take about"), "\(none.outputText)")
        #expect(try recorded() == ["noise-2": 3, "noise-3": 1])
    }

    @Test func aLookCountsFromTheMomentItsReplicatesAreBegun() throws {
        // The first replicate of the second look never ends.
        let environment = ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_FAULT": "endless", "EXAMPLE_FAULTY_SEED": "5"]
        let search = try SpawnedBuild(["check", "--decide", "--project", project.folder], environment: environment)
        try search.wait { (try? recorded()) == ["noise-2": 2] }
        search.kill(.everything)
        search.wait()
        #expect(try recorded() == ["noise-2": 2], "\(search.output)")
        let after = try check([], ["EXAMPLE_TOLERANCES": "0.012"])
        #expect(after.outputText.contains("look 2 of 4"), "\(after.outputText)")
    }

    @Test func aFailedReplicateEndsTheSearchAndIsNoVerdict() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_FAULT": "throwing", "EXAMPLE_FAULTY_SEED": "7"]
        let result = try check(["--decide", "--accept"], environment)
        #expect(result.ending == .exited(2))
        #expect(result.outputText.contains("EX-2 cannot be evaluated at look 2 of 4."), "\(result.outputText)")
        #expect(try recorded() == ["noise-2": 2])
        #expect(!project.exists("paper/verdicts.json"))
    }

    @Test func strictFailsOnWhatStaysUndecided() throws {
        let environment = ["EXAMPLE_TOLERANCES": "0.005"]
        try project.write(#"{"laptop": {"EX-1": "holds", "EX-2": "undecided"}}"#, to: "paper/verdicts.json")
        #expect(try check(["--decide"], environment).ending == .exited(0))
        #expect(try check(["--decide", "--strict"], environment).ending == .exited(1))
    }
}

/// What an author or a merge can get wrong about looks.
@Suite struct LookMistakeTests {
    let project: ExampleProject

    init() throws { project = try ExampleProject() }

    /// A ledger of one series of one group.
    private func write(_ group: String = "noise-2", looks: Int, over: String = "", claims: String = "") throws {
        try project.write(
            "{\"laptop\": {\"\(group)\": [{\"series\": 1, \"looks\": \(looks), \"limit\": 4\(over), \"claims\": {\(claims)}}]}}",
            to: "paper/ledger.json")
    }

    @Test(arguments: [
        "{", "", #"{"laptop": {"noise-2": 2}}"#, #"{"laptop": {"noise-2": [{"series": 1, "looks": 9, "limit": 4, "claims": {}}]}}"#,
        #"{"laptop": {"noise-2": [{"series": 2, "looks": 1, "limit": 4, "claims": {}}, {"series": 1, "looks": 1, "limit": 4, "claims": {}}]}}"#,
    ])
    func aDamagedLedgerEndsEveryCommandAndIsNamed(text: String) throws {
        try project.write(text, to: "paper/ledger.json")
        for command in [["check"], ["build"], ["plan"]] {
            let result = try project.run(command)
            #expect(result.ending == .exited(2))
            #expect(result.errorText.contains("paper/ledger.json") && result.errorText.contains("git checkout"), "\(result.errorText)")
        }
        #expect(!project.exists("build/claims.json"))
    }

    @Test func aClaimThatTakesNoNoticeOfTheLedgerIsRefused() throws {
        _ = try project.run(["check", "--accept"])
        try project.write(try project.read("paper/ledger.json").replacing("\"looks\" : 1", with: "\"looks\" : 2"), to: "paper/ledger.json")
        for command in ["check", "build"] {
            let result = try project.run([command], environment: ["EXAMPLE_MISTAKE": "isJudgedAtFirst"])
            #expect(result.ending == .exited(2))
            #expect(result.errorText.contains("as if at series 1, look 1 of 4"), "\(result.errorText)")
            #expect(result.errorText.contains("setting.judging(\"noise-2\")"))
        }
    }

    @Test func aSampleOfNoNamedNetworksCannotBeEvaluated() throws {
        let result = try project.run(["check"], environment: ["EXAMPLE_MISTAKE": "namesNone"])
        #expect(result.ending == .exited(2) && result.outputText.contains("`judging`"), "\(result.outputText)")
    }

    @Test func moreReplicatesOfTheSameSeriesAreRefused() throws {
        #expect(try project.run(["check", "--accept"]).ending == .exited(0))
        let result = try project.run(["check"], environment: ["EXAMPLE_MISTAKE": "takesMore"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("was judged by 5 replicates at look 1 of 4 of series 1, and is made from 6 now"), "\(result.errorText)")
        // A new version is judged by new ones.
        let raised = try project.run(["check", "--all"], environment: ["EXAMPLE_MISTAKE": "takesMore", "EXAMPLE_VERSION": "1.2"])
        #expect(raised.outputText.contains("series 2"), "\(raised.outputText)\(raised.errorText)")
    }

    @Test func aLookThatWouldSeeTheSameReplicatesIsRefused() throws {
        let result = try project.run(
            ["check", "--decide"], environment: ["EXAMPLE_TOLERANCES": "0.012", "EXAMPLE_MISTAKE": "looksAtTheSame"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("would judge claim EX-2 by the same replicates"), "\(result.errorText)")
        #expect(try !project.read("paper/ledger.json").contains("\"looks\" : 2"))
    }

    @Test func aLookThatWouldBeOneAtAnotherClaimTooIsRefused() throws {
        let result = try project.run(
            ["check", "--decide"], environment: ["EXAMPLE_TOLERANCES": "0.012 0.1", "EXAMPLE_MISTAKE": "followsAnother"])
        #expect(result.ending == .exited(2))
        #expect(result.errorText.contains("would also be one at claim EX-3"), "\(result.errorText)")
        #expect(try !project.read("paper/ledger.json").contains("\"looks\" : 2"))
    }

    @Test func judgingsByNetworksThatJudgeNoClaimAreAWarning() throws {
        try write("noise-22", looks: 2)
        let result = try project.run(["build"])
        #expect(result.succeeded)
        #expect(result.errorText.contains("noise-22") && result.errorText.contains("Did you mean noise-2"), "\(result.errorText)")
    }

    @Test(arguments: [["--budget", "20m"], ["--decide", "--budget", "20"], ["--decide", "--budget", "soon"], ["--decide", "--budget", "-3m"]])
    func aBudgetThatIsNoneIsRefused(arguments: [String]) throws {
        let result = try project.run(["check"] + arguments)
        #expect(!result.succeeded)
        #expect(result.errorText.contains("--budget"), "\(result.errorText)")
        #expect(!project.exists("build/cache/traces.journal"))
    }
}
