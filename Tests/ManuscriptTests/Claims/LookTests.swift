// Looking more than once: the shares, what they do to a finding, and that the level is kept.
import Foundation
import Manuscript
import Testing

private let positive = Criterion.greater(than: 0, because: "test")

private func finding(_ observation: Observation, _ look: Look, _ criterion: Criterion = positive, id: String = "A") -> Finding {
    Finding(id: id, statement: "", source: "", criterion: criterion, observation: observation, look: look)
}

private let sample = Observation.sample([0.9, 1.1, 0.2, 0.6, 1.4])

@Suite struct LookTests {
    @Test func theSharesOfAllLooksAddUpToOne() {
        for limit in 1...8 {
            #expect((1...limit).reduce(0) { $0 + Look($1, of: limit).share } == 1)
        }
        #expect((1...4).map { Look($0, of: 4).share } == [0.5, 0.25, 0.125, 0.125])
        #expect((1...4).map { Look($0, of: 4).factor } == [1, 2, 4, 8])
    }

    @Test(arguments: [Look(0, of: 4), Look(5, of: 4), Look(-1, of: 4), Look(2, of: 1), Look(1, of: 0)])
    func aLookThatThereIsNotDecidesNothing(look: Look) {
        #expect(look.share == 0)
        #expect(look.factor >= 1)
        #expect(finding(.sample([1, 1.0001, 0.9999, 1.0002]), look).verdict == .undecided)
    }

    @Test func aLookDividesThePValuesByItsShareAndWidensTheIntervalToMatch() throws {
        let once = finding(sample, .only)
        let p = try #require(once.pHolds), width = try #require(once.uncertainty)
        for number in 1...4 {
            let look = Look(number, of: 4)
            let again = finding(sample, look)
            #expect(try #require(again.pHolds) == min(1, p / look.share))
            #expect(try #require(again.pFails) == 1)
            // The interval at confidence 1 − 0.05 w, asked for directly.
            let same = finding(sample, .only, .greater(than: 0, confidence: 1 - 0.05 * look.share, because: "test"))
            let expected = try #require(same.uncertainty)
            #expect(abs(try #require(again.uncertainty) / expected - 1) < 1e-9)
            #expect(expected > width)
        }
    }

    /// p is 0.0076: below 0.025 by itself and over a half, above it over a quarter.
    @Test func aVerdictIsReachedAtTheShareOfTheLook() throws {
        let p = try #require(finding(sample, .only).pHolds)
        #expect(p > 0.025 / 4 && p < 0.025 / 2)
        #expect(finding(sample, .only).verdict == .holds)
        #expect(finding(sample, Look(1, of: 4)).verdict == .holds)
        #expect(finding(sample, Look(2, of: 4)).verdict == .undecided)
    }

    @Test func aConfidenceOfTheClaimsOwnIsSharedToo() {
        let sure = Criterion.greater(than: 0, confidence: 0.98, because: "test")
        #expect(finding(sample, .only, sure).verdict == .holds)
        #expect(finding(sample, Look(1, of: 4), sure).verdict == .undecided)
    }

    @Test(arguments: 1...4) func whatIsDecidedByExactValuesKnowsNoLooks(number: Int) {
        let look = Look(number, of: 4)
        for value in [1.0, -1, .nan] {
            var exact = finding(.exact(value, error: 0.5), look)
            #expect(exact.lookText.isEmpty && !exact.canBeExtended)
            exact.look = .only
            #expect(exact == finding(.exact(value, error: 0.5), .only))
        }
    }

    @Test func onlyAnUndecidedSampleBeforeItsLastLookCanBeExtended() {
        let weak = Observation.sample([-1, 1, 0.5, -0.4])
        #expect(finding(weak, Look(1, of: 4)).canBeExtended)
        #expect(finding(.sample([1]), Look(3, of: 4)).canBeExtended)
        #expect(!finding(weak, Look(4, of: 4)).canBeExtended)
        #expect(!finding(weak, .only).canBeExtended)
        #expect(!finding(sample, Look(1, of: 4)).canBeExtended)
        #expect(!finding(.sample([1, .nan]), Look(1, of: 4)).canBeExtended)
        #expect(!finding(weak.reserved(because: "synthetic data"), Look(1, of: 4)).canBeExtended)
    }

    @Test func theTextsNameTheLookWhereItIsNotTheOnlyOne() {
        func texts(_ look: Look) -> [String] {
            let table = VerdictTable(findings: [finding(.sample([-1, 1, 0.5, -0.4]), look)])
            let baseline = Baseline(profiles: ["smoke": ["A": .undecided]])
            let check = ClaimsCheck(profile: "smoke", claims: ["A"], verdicts: table, baseline: baseline)
            return [
                check.text, ClaimsJUnit.render(check), ClaimsTable.page(table.findings, anchors: [], isWhole: false),
                ClaimsTable.report(table.findings), Badge.html(table.findings[0], link: false),
            ]
        }
        #expect(texts(Look(2, of: 4)).allSatisfy { $0.contains("look 2 of 4") })
        #expect(texts(.only).allSatisfy { !$0.contains("look ") })
        #expect(texts(Look(2, of: 4))[0].contains("paper check --decide"))
        #expect(!texts(Look(4, of: 4))[0].contains("paper check --decide"))
    }
}

@Suite struct LookLevelTests {
    static let trials = 2000

    /// How many of `trials` papers of four claims on their thresholds get a verdict, which is a false one, when each claim
    /// is looked at until it is decided, with 4, 8, 16 and 32 replicates.
    private func falsePapers(_ look: (_ number: Int) -> Look) -> Int {
        var gaussians = Gaussians(state: 11)
        return (0..<Self.trials).count { _ in
            let replicates = (0..<4).map { _ in gaussians.sample(32, mean: 0) }
            var numbers = [1, 1, 1, 1]
            func found(_ k: Int) -> Finding {
                finding(.sample(Array(replicates[k].prefix(4 << (numbers[k] - 1)))), look(numbers[k]), id: "\(k)")
            }
            var findings = numbers.indices.map(found)
            while true {
                if VerdictTable(findings: findings).findings.contains(where: { $0.verdict != .undecided }) { return true }
                // Not all at once: the most promising one goes on first, which is a stopping rule that follows the data.
                let open = numbers.indices.filter { numbers[$0] < 4 }
                func promise(_ k: Int) -> Double { min(findings[k].pHolds ?? 1, findings[k].pFails ?? 1) }
                guard let next = open.min(by: { promise($0) < promise($1) }) else { return false }
                numbers[next] += 1
                findings[next] = found(next)
            }
        }
    }

    /// Three standard errors of a frequency of 5 % over the trials.
    private static let tolerance = 3 * (0.05 * 0.95 / Double(trials)).squareRoot()

    @Test func lookingUntilSomethingIsDecidedKeepsTheLevelOfThePaper() {
        let rate = Double(falsePapers { Look($0, of: 4) }) / Double(Self.trials)
        #expect(rate < 0.05 + Self.tolerance)
        // The union bound is not that far from what happens.
        #expect(rate > 0.02)
    }

    @Test func withoutTheSharesItWouldNot() {
        let rate = Double(falsePapers { _ in .only }) / Double(Self.trials)
        #expect(rate > 0.05 + 2 * Self.tolerance)
    }
}

@Suite struct LooksTests {
    @Test func theFileIsReadAndWrittenAsItIs() throws {
        let text = """
            {
              "laptop" : {
                "P1-12" : 2,
                "P1-13" : 4
              }
            }

            """
        let looks = try Looks(json: Array(text.utf8), path: "paper/looks.json")
        #expect(looks["laptop"] == ["P1-12": 2, "P1-13": 4])
        #expect(looks["smoke"].isEmpty)
        #expect(String(decoding: try looks.json(), as: UTF8.self) == text)
    }

    @Test func aDamagedFileIsNeverThatNothingWasLookedAt() {
        for text in ["", "[]", "{\"laptop\": {\"A\": \"2\"}}", "{\"laptop\": {\"A\": 1.5}}", "{\"laptop\": {\"A\": 2"] {
            #expect(throws: LooksError.self, "\(text)") { try Looks(json: Array(text.utf8), path: "l.json") }
        }
        for number in [-1, 0, 5] {
            #expect(throws: LooksError.impossible(path: "l.json", claim: "A", number)) {
                try Looks(json: Array("{\"laptop\": {\"A\": \(number)}}".utf8), path: "l.json")
            }
        }
    }

    @Test func aLookIsNeverTakenBack() {
        var looks = Looks(profiles: ["laptop": ["A": 3, "B": 1]])
        looks.record(2, at: "A", profile: "laptop")
        looks.record(2, at: "B", profile: "laptop")
        #expect(looks["laptop"] == ["A": 3, "B": 2])
        let other = Looks(profiles: ["laptop": ["A": 2, "B": 3], "smoke": ["A": 2]])
        #expect(looks.merging(other) == Looks(profiles: ["laptop": ["A": 3, "B": 3], "smoke": ["A": 2]]))
        #expect(looks.merging(other) == other.merging(looks))
    }

    @Test func aSettingKnowsTheLookAtAClaim() {
        let setting = PaperSetting(.laptop, looks: ["A": 3])
        #expect(setting.look(at: "A") == Look(3, of: 4))
        #expect(setting.look(at: "B") == Look(1, of: 4))
    }
}
