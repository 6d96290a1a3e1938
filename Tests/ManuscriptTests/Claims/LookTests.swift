// Looking more than once: the shares, what they do to a finding, and that the level is kept.
import Foundation
import Manuscript
import Testing

private let positive = Criterion.greater(than: 0, because: "test")

private func finding(_ observation: Observation, _ look: Look, _ criterion: Criterion = positive, id: String = "A") -> Finding {
    Finding(id: id, statement: "", source: "", criterion: criterion, observation: observation, judging: Judging("networks", look: look))
}

private let only = Look(1, of: 1)

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
    func aLookOutsideItsLimitSpendsNothing(look: Look) {
        #expect(look.share == 0)
        #expect(look.factor >= 1)
        #expect(finding(.sample([1, 1.0001, 0.9999, 1.0002]), look).verdict == .undecided)
    }

    @Test func aLookDividesThePValuesByItsShareAndWidensTheIntervalToMatch() throws {
        let once = finding(sample, only)
        let p = try #require(once.pHolds), width = try #require(once.uncertainty)
        for number in 1...4 {
            let look = Look(number, of: 4)
            let again = finding(sample, look)
            #expect(try #require(again.pHolds) == min(1, p / look.share))
            #expect(try #require(again.pFails) == 1)
            // The interval at confidence 1 − 0.05 w, asked for directly; the series takes half of either.
            let same = finding(sample, only, .greater(than: 0, confidence: 1 - 0.05 * look.share, because: "test"))
            let expected = try #require(same.uncertainty)
            #expect(abs(try #require(again.uncertainty) / expected - 1) < 1e-9)
            #expect(expected > width)
        }
    }

    /// p is 0.0076, which over the half of a first series is below 0.025, and over a quarter is not.
    @Test func aVerdictIsReachedAtTheShareOfTheLook() throws {
        let p = try #require(finding(sample, only).pHolds)
        #expect(p > 0.025 / 2 && p < 0.025)
        #expect(finding(sample, only).verdict == .holds)
        #expect(finding(sample, Look(1, of: 4)).verdict == .undecided)
    }

    @Test func aConfidenceOfTheClaimsOwnIsSharedToo() {
        func verdict(_ confidence: Double) -> Verdict { finding(sample, only, .greater(than: 0, confidence: confidence, because: "test")).verdict }
        #expect(verdict(0.95) == .holds && verdict(0.98) == .undecided)
    }

    @Test(arguments: 1...4) func whatIsDecidedByExactValuesKnowsNoLooks(number: Int) {
        let look = Look(number, of: 4)
        for value in [1.0, -1, .nan] {
            var exact = finding(.exact(value, error: 0.5), look)
            #expect(exact.spendingText.isEmpty && !exact.canBeExtended)
            exact.spending = finding(.exact(value, error: 0.5), only).spending
            #expect(exact == finding(.exact(value, error: 0.5), only))
        }
    }

    @Test func onlyAnUndecidedSampleBeforeItsLastLookCanBeExtended() {
        let weak = Observation.sample([-1, 1, 0.5, -0.4])
        #expect(finding(weak, Look(1, of: 4)).canBeExtended)
        #expect(finding(.sample([1]), Look(3, of: 4)).canBeExtended)
        #expect(!finding(weak, Look(4, of: 4)).canBeExtended)
        #expect(!finding(weak, only).canBeExtended)
        #expect(!finding(sample, only).canBeExtended)
        #expect(!finding(.sample([1, .nan]), Look(1, of: 4)).canBeExtended)
        #expect(!finding(weak.standingIn(because: "synthetic data"), Look(1, of: 4)).canBeExtended)
        // More replicates come on top of those that are in doubt, so they can only show that the claim fails.
        #expect(!finding(weak.doubted(because: "one never learnt"), Look(1, of: 4)).canBeExtended)
        #expect(finding(weak.doubted(because: "one never learnt", failureStands: true), Look(1, of: 4)).canBeExtended)
    }

    @Test func theTextsNameTheLookWhereItIsNotTheOnlyOne() {
        func texts(_ look: Look) -> [String] {
            let table = VerdictTable(findings: [finding(.sample([-1, 1, 0.5, -0.4]), look)])
            let baseline = Baseline(profiles: ["smoke": ["A": .undecided]])
            let check = ClaimsCheck(profile: "smoke", claims: ["A"], verdicts: table, baseline: baseline)
            return [
                check.text, ClaimsJUnit.render(check), ClaimsBoard(verdicts: table, evidence: BoardEvidence.html(table, [])).details(of: "A"),
                JSONNode.array(ClaimsTable.report(table.findings, Phrases())).text.replacing(#""},{"t":"Space"},{"t":"Str","c":""#, with: " "), Badge.html(table.findings[0], link: false),
            ]
        }
        #expect(texts(Look(2, of: 4)).allSatisfy { $0.contains("series 1, look 2 of 4, 1/8 of the level") })
        #expect(texts(only).allSatisfy { !$0.contains("look ") })
        #expect(texts(Look(2, of: 4))[0].contains("paper check --decide"))
        #expect(!texts(Look(4, of: 4))[0].contains("paper check --decide"))
    }
}
