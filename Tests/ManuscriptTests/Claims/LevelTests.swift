// The level, measured: how often a paper whose claims are all false, or nearly, gets a false verdict by the procedures that are
// in no textbook. Rates are of seeded simulations; tolerances are three standard errors of the frequency.
//
// Measured with another program, of 40,000 papers: a false "holds" among 27 false claims, allowed 0.025, has the chance 0.025,
// 0.024, 0.022 with doubtful claims kept and 0.028, 0.048, 0.191 with them left out, when each is in doubt by the chance 0.1,
// 0.5, 0.9. Of 4,000: any false verdict on four claims in three series of up to four looks, allowed 0.05, has 0.044 by the
// shares, and 0.125 when each series has the whole level again.
import Foundation
import Manuscript
import Testing

private let positive = Criterion.greater(than: 0, because: "test")
private let once = Look(1, of: 1)

private func tolerance(_ rate: Double, _ trials: Int) -> Double { 3 * (rate * (1 - rate) / Double(trials)).squareRoot() }

@Suite struct FamilyLevelTests {
    static let trials = 800, claims = 27

    /// How often a paper of 27 false claims, on their thresholds, has one that holds, when a claim is in doubt or not by chances
    /// that go with its statistic: correlation 0.9, and a doubt comes where the claim looks worst. Eight replicates each.
    private func falseRate(doubtful: Double, isStandIn: Bool) -> Double {
        var gaussians = Gaussians(state: 5)
        let falsePapers = (0..<Self.trials).count { _ in
            let findings = (0..<Self.claims).map { k in
                let replicates = gaussians.sample(8, mean: 0)
                let mean = replicates.reduce(0, +) / 8.0.squareRoot()
                let gate = 0.9 * mean + (1 - 0.81).squareRoot() * gaussians.next()
                var observation = Observation.sample(replicates)
                // P(gate < 0) is a half; shifted to the wanted chance.
                if gate < Self.quantile(doubtful) {
                    observation = isStandIn ? observation.standingIn(because: "in doubt") : observation.doubted(because: "in doubt")
                }
                return Finding(
                    id: "\(k)", statement: "", source: "", criterion: positive, observation: observation,
                    judging: Judging("networks", look: once))
            }
            // Twice the level: the first series of a sentence has half of it, and here it is the only one there is.
            return VerdictTable(findings: findings, level: 0.1).findings.contains { $0.verdict == .holds }
        }
        return Double(falsePapers) / Double(Self.trials)
    }

    /// Of the standard normal distribution.
    private static func quantile(_ p: Double) -> Double {
        var (low, high) = (-6.0, 6.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
        }
        return low
    }

    /// The level of one direction is 0.025.
    @Test(arguments: [0.1, 0.5, 0.9]) func aDoubtThatComesFromTheDataKeepsTheLevel(doubtful: Double) {
        let rate = falseRate(doubtful: doubtful, isStandIn: false)
        #expect(rate <= 0.025 + tolerance(0.025, Self.trials), "\(rate)")
    }

    /// What leaving doubtful claims out of the family would do; so only what is known beforehand may leave it.
    @Test func leavingOutWhatIsInDoubtWouldNot() {
        let rate = falseRate(doubtful: 0.9, isStandIn: true)
        #expect(rate > 0.025 + tolerance(0.025, Self.trials), "\(rate)")
    }

    @Test func aStudyMoreChangesNoVerdictOfAnother() {
        var gaussians = Gaussians(state: 3)
        func findings(_ prefix: String, _ mean: Double) -> [Finding] {
            (0..<12).map { k in
                Finding(
                    id: "\(prefix)-\(k)", statement: "", source: "", criterion: positive, observation: .sample(gaussians.sample(6, mean: mean * Double(k % 3))),
                    judging: Judging("\(prefix)-networks", look: once))
            }
        }
        let first = findings("P1", 1.2), second = findings("P12", 0)
        let alone = VerdictTable(findings: first, prefixes: ["P1"])
        let together = VerdictTable(findings: second + first, prefixes: ["P1", "P12"])
        #expect(alone.findings == Array(together.findings.suffix(12)))
        #expect(Set(alone.findings.map(\.verdict)) == [.holds, .undecided])
        // Among twice as many tests some of them would not hold.
        #expect(VerdictTable(findings: second + first).count(.holds) < together.count(.holds))
        #expect(together.families.map(\.prefix) == ["P12", "P1"] && together.families.allSatisfy { $0.tests == 12 && $0.level == 0.05 })
        #expect(alone.levelOfAll == 0.05 && together.levelOfAll == 0.1)
        let tally = together.tally["P1"]
        #expect(tally == alone.total && tally?.claims == 12 && tally.map { $0.holds + $0.fails + $0.undecided } == 12 && together.total.claims == 24)
        #expect(alone.levelText.contains("P1: 12 of 12 claims are tests, which share a level of 5\u{202F}%."))
        #expect(together.levelText.contains("Any verdict of all studies is false with a chance of at most 10"))
    }

    @Test func familiesCountTheirTestsAndNotWhatIsExactOrStandsIn() {
        let findings = [Observation.exact(1), .sample([1, 2]), Observation.sample([1, 2]).standingIn(because: "synthetic")].enumerated().map {
            Finding(id: "P1-\($0)", statement: "", source: "", criterion: positive, observation: $1, judging: Judging("networks"))
        }
        let table = VerdictTable(findings: findings, prefixes: ["P1"])
        #expect(table.families.map(\.prefix) == ["P1"] && table.families[0].claims == 3 && table.families[0].tests == 1)
        #expect(VerdictTable(findings: [findings[0]], prefixes: ["P1"]).levelOfAll == 0)
    }
}

@Suite struct JudgingLevelTests {
    static let trials = 1000

    /// How many of `trials` papers of four claims on their thresholds ever get a verdict, which is a false one, when claims are
    /// judged until one is decided: up to three series, each of up to four looks with 4, 8, 16 and 32 replicates.
    private func falsePapers(_ spending: (_ series: Int, _ look: Int) -> (rank: Int, look: Look)) -> Int {
        var gaussians = Gaussians(state: 11)
        return (0..<Self.trials).count { _ in
            (1...3).contains { series in
                let replicates = (0..<4).map { _ in gaussians.sample(32, mean: 0) }
                var numbers = [1, 1, 1, 1]
                func found(_ k: Int) -> Finding {
                    let (rank, look) = spending(series, numbers[k])
                    var finding = Finding(
                        id: "\(k)", statement: "", source: "", criterion: positive,
                        observation: .sample(Array(replicates[k].prefix(4 << (numbers[k] - 1)))), judging: Judging("networks", look: once))
                    // The p-values by themselves, over the share that is tried.
                    let whole = 0.5, share = rank == 0 ? look.share : Spending(group: "", rank: rank, look: look).share
                    finding.pHolds = finding.pHolds.map { min(1, $0 * whole / share) }
                    finding.pFails = finding.pFails.map { min(1, $0 * whole / share) }
                    finding.verdict = (finding.pHolds ?? 1) <= 0.025 ? .holds : (finding.pFails ?? 1) <= 0.025 ? .fails : .undecided
                    return finding
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
    }

    @Test func judgingUntilSomethingIsDecidedKeepsTheLevel() {
        let rate = Double(falsePapers { ($0, Look($1, of: 4)) }) / Double(Self.trials)
        #expect(rate <= 0.05 + tolerance(0.05, Self.trials), "\(rate)")
        // The union bound is not that far from what happens; an eighth of the level is left for further series.
        #expect(rate > 0.015, "\(rate)")
    }

    @Test func withSharesOfLooksAloneEachSeriesWouldSpendTheLevelAgain() {
        let rate = Double(falsePapers { (0, Look($1, of: 4)) }) / Double(Self.trials)
        #expect(rate > 0.05 + 2 * tolerance(0.05, Self.trials), "\(rate)")
    }
}
