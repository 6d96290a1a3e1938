// Verdicts of a whole paper: the level is shared, and kept.
import Foundation
import Manuscript
import Testing

private func finding(_ id: String, _ observation: Observation, _ criterion: Criterion) -> Finding {
    Finding(id: id, statement: "", source: "", criterion: criterion, observation: observation, judging: Judging("networks", look: Look(1, of: 1)))
}

@Suite struct VerdictsTests {
    let positive = Criterion.greater(than: 0, because: "test")

    @Test func analyticClaimsKeepTheirVerdictsAndTakeNoShareOfTheLevel() throws {
        let sample = Observation.sample([0.9, 1.1, 1.2, 0.6, 1.4])
        let alone = VerdictTable(findings: [finding("A", sample, positive)])
        let exact = (0..<50).map { finding("E\($0)", .exact(1), positive) }
        let together = VerdictTable(findings: [finding("A", sample, positive)] + exact)
        #expect(try #require(alone["A"]).verdict == .holds)
        #expect(try #require(together["A"]).verdict == .holds)
        #expect(together.count(.holds) == 51)
    }

    @Test func aClaimThatHoldsAloneMayBeUndecidedAmongMany() throws {
        let weak = finding("weak", .sample([0.4, 1.5, 0.9, 0.3, 1.2]), positive)
        #expect(weak.verdict == .holds)
        let noise = (0..<20).map { finding("N\($0)", .sample([-1, 1.1, -0.9, 1]), positive) }
        let table = VerdictTable(findings: [weak] + noise)
        #expect(try #require(table["weak"]).verdict == .undecided)
        #expect(try #require(table["weak"]).doubt == "not decided at the level of all tests together")
    }

    @Test func aProblemStaysAProblem() throws {
        let table = VerdictTable(findings: [finding("A", .sample([.nan, 1]), positive), finding("B", .exact(.nan), positive)])
        #expect(table.findings.allSatisfy { $0.verdict == .undecided && $0.problem != nil && $0.doubt == nil })
    }

    /// Ten claims in all; 2000 papers. Whatever the truth, at most 5 % of papers may have a false verdict; three
    /// standard errors of a 5 % frequency over 2000 papers are 1.5 %.
    @Test(arguments: [0.0, 0.4, 3.0])
    func atMostFivePercentOfPapersHaveAFalseVerdict(effect: Double) {
        var gaussians = Gaussians(state: 7)
        var falsePapers = 0
        for _ in 0..<2000 {
            // Half of the claims are true by `effect`, half false by it; at 0 all are false, on their thresholds.
            let findings = (0..<10).map { k in
                finding("\(k)", .sample(gaussians.sample(6, mean: k % 2 == 0 ? effect : -effect)), positive)
            }
            let table = VerdictTable(findings: findings)
            let isFalse = table.findings.enumerated().contains { k, finding in
                let isTrue = k % 2 == 0 && effect > 0
                return finding.verdict == .holds && !isTrue || finding.verdict == .fails && isTrue
            }
            if isFalse { falsePapers += 1 }
        }
        #expect(Double(falsePapers) / 2000 < 0.05 + 0.015)
    }
}
