// `paper check`: what is worse, what cannot be evaluated, and with which exit code.
import Foundation
import Manuscript
import Testing

private func table(_ verdicts: [(String, Double)]) -> VerdictTable {
    VerdictTable(findings: verdicts.map { id, value in
        Finding(
            id: id, statement: "A & B < $x$", source: "test", criterion: .greater(than: 0, because: "test"),
            observation: .exact(value, error: 0.5))
    })
}

private let holds = 1.0, fails = -1.0, undecided = 0.1, broken = Double.nan

private func check(
    _ now: [(String, Double)], _ before: [String: KnownVerdict], isStrict: Bool = false, claims: [String]? = nil
) -> ClaimsCheck {
    ClaimsCheck(
        profile: "smoke", claims: claims ?? now.map(\.0), verdicts: table(now), baseline: Baseline(profiles: ["smoke": before]),
        isStrict: isStrict)
}

/// Ordinary spaces for thin ones.
private func spaced(_ text: String) -> String { text.replacing("\u{202F}", with: " ") }

@Suite struct ClaimsCheckTests {
    @Test func theExitCodeSaysWhatCameOfIt() {
        #expect(check([("A", holds)], ["A": .holds]).exitCode == 0)
        #expect(check([("A", fails)], ["A": .fails]).exitCode == 0)
        #expect(check([("A", holds)], ["A": .fails]).exitCode == 0)
        #expect(check([("A", undecided)], ["A": .fails]).exitCode == 0)
        #expect(check([("A", fails)], ["A": .holds]).exitCode == 1)
        #expect(check([("A", undecided)], ["A": .holds]).exitCode == 1)
        #expect(check([("A", fails)], ["A": .undecided]).exitCode == 1)
        #expect(check([("A", broken)], ["A": .fails]).exitCode == 2)
        #expect(check([], ["A": .holds], claims: ["A"]).exitCode == 2)
        #expect(check([("B", holds)], ["A": .holds]).exitCode == 2)
        #expect(check([("A", broken), ("B", fails)], ["B": .holds]).exitCode == 2)
    }

    @Test func aNewClaimMustHold() {
        #expect(check([("A", holds)], [:]).exitCode == 0)
        #expect(check([("A", fails)], [:]).exitCode == 1)
        #expect(check([("A", undecided)], [:]).exitCode == 1)
    }

    @Test func strictFailsOnAnyThatDoesNotHold() {
        #expect(check([("A", fails)], ["A": .fails], isStrict: true).exitCode == 1)
        #expect(check([("A", undecided)], ["A": .undecided], isStrict: true).exitCode == 1)
        #expect(check([("A", holds)], ["A": .holds], isStrict: true).exitCode == 0)
    }

    @Test func knownFailuresAndUndecidedAreListedFirst() {
        let result = check(
            [("A", holds), ("B", fails), ("C", undecided), ("D", holds), ("E", fails), ("F", broken)],
            ["A": .holds, "B": .fails, "C": .undecided, "D": .fails, "E": .holds, "F": .holds])
        #expect(result.entries.map(\.id) == ["B", "C", "F", "E", "D", "A"])
        #expect(spaced(result.text).hasPrefix("✗ B  fails, as known: −1.00 ± 0.50 against > 0\n? C  undecided, as known"))
        #expect(result.summary.hasPrefix("Profile smoke: 2 hold, 2 fail, 1 undecided, 1 cannot be evaluated; 1 worse than the baseline, 1 better."))
    }

    @Test func acceptingWritesWhatIsBetterOrNewAndNothingWorse() {
        let before = Baseline(profiles: ["smoke": ["A": .fails, "B": .holds, "Z": .holds], "laptop": ["A": .holds]])
        let result = ClaimsCheck(
            profile: "smoke", claims: ["A", "B", "C"], verdicts: table([("A", holds), ("B", fails), ("C", undecided)]), baseline: before)
        let after = result.accepting(into: before)
        #expect(after.profiles.mapValues { $0.mapValues(\.verdict) } == ["smoke": ["A": .holds, "B": .holds, "C": .undecided, "Z": .holds], "laptop": ["A": .holds]])
    }

    @Test func theBaselineFileIsReadAndWrittenAsItIs() throws {
        let text = """
            {
              "laptop" : {
                "P1-2" : "undecided",
                "P1-2a" : "holds",
                "P1-10" : "holds"
              }
            }

            """
        let baseline = try Baseline(json: Array(text.utf8), path: "paper/P1/verdicts.json")
        #expect(baseline.profiles["laptop"]?["P1-2"] == .undecided)
        #expect(String(decoding: baseline.json(), as: UTF8.self) == text)
    }

    @Test func aDamagedBaselineIsRefused() {
        #expect(throws: CommittedFileError.self) {
            try Baseline(json: Array("{\"smoke\": {\"A\": \"passes\"}}".utf8), path: "c.json")
        }
        for text in ["", "[]", "{\"smoke\": {\"A\": 1}}", "{\"smoke\""] {
            #expect(throws: CommittedFileError.self) { try Baseline(json: Array(text.utf8), path: "c.json") }
        }
    }

    @Test func claimsAreWrittenForPrograms() throws {
        let json = String(decoding: try ClaimsJSON.render(table([("A", holds), ("B", broken)]), profile: "smoke"), as: UTF8.self)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let claims = try #require(object["claims"] as? [[String: Any]])
        #expect(claims.map { $0["verdict"] as? String } == ["holds", "undecided"])
        #expect(claims[1]["problem"] as? String == "the observed value is not a number (NaN)")
        #expect(claims[0]["observed"] as? Double == 1)
        #expect(object["profile"] as? String == "smoke")
    }

    @Test func junitCountsFailuresErrorsAndKnownOnes() {
        let xml = spaced(ClaimsJUnit.render(
            check([("A", holds), ("B", fails), ("C", fails), ("D", broken)], ["A": .holds, "B": .holds, "C": .fails, "D": .holds])))
        #expect(xml.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
        #expect(xml.contains("<testcase classname=\"claims\" name=\"B: A &amp; B &lt; $x$\"><failure message=\"fails: −1.00 ± 0.50 against &gt; 0\"/></testcase>"))
        #expect(xml.contains("<error message=\"the observed value is not a number (NaN)\"/>"))
    }

    @Test func acceptingNeverTakesBackWhatTheFileKnowsByNow() {
        let result = check([("A", undecided), ("B", holds)], [:])
        let meanwhile = Baseline(profiles: ["smoke": ["A": .holds, "B": .fails, "C": .holds]])
        #expect(result.accepting(into: meanwhile).profiles.mapValues { $0.mapValues(\.verdict) } == ["smoke": ["A": .holds, "B": .holds, "C": .holds]])
    }

    @Test func junitFailsExactlyWhatTheCheckFails() {
        for isStrict in [false, true] {
            let result = check(
                [("A", holds), ("B", fails), ("C", fails), ("D", broken), ("E", undecided), ("F", undecided)],
                ["A": .holds, "B": .holds, "C": .fails, "D": .holds, "E": .fails, "G": .holds], isStrict: isStrict,
                claims: ["A", "B", "C", "D", "E", "F"])
            let xml = ClaimsJUnit.render(result)
            let failing = xml.components(separatedBy: "<failure").count - 1 + xml.components(separatedBy: "<error").count - 1
            let failures = result.text.components(separatedBy: "The check fails: ")[1].components(separatedBy: "; ").count
            #expect(failing == failures && failing == (isStrict ? 6 : 4))
        }
    }
}
