// Every claim of the study on doctored evidence: exact ones on numbers as from a wrong formula, the others on records that are off, and
// on two networks that disagree.
import BuildGraph
import DeepLinearDynamics
import Foundation
import Manuscript
import TestSupport
import Testing

/// Values as claimed, one of which is off.
private func off(_ value: Double) -> ClaimTrial.Entry { .init(fails: .observed(.list([.init("right", .exact(0)), .init("wrong", .exact(value))]))) }

/// A curve with a different slope.
private func slope(_ slope: Double) -> ClaimTrial.Entry {
    .init(fails: .observed(.curve((1...4).map { .init(x: Double($0), y: slope * Double($0)) })))
}

/// Eight networks around a wrong value, and two that disagree about it.
private func sample(_ wrong: Double, spread: Double, undecided: [Double]) -> ClaimTrial.Entry {
    .init(
        fails: .observed(.list([.init("wrong", .sample((0..<8).map { wrong + spread * sin(7 * Double($0)) }))])),
        undecided: .observed(.list([.init("unclear", .sample(undecided))])))
}

@Suite struct ClaimTrialTests {
    @Test func everyClaimFailsOnDoctoredEvidenceAndWeakSamplesDecideNothing() throws {
        let trial = ClaimTrial(of: DeepLinearDynamics.contents(PaperSetting(.laptop, data: ["MNIST"])).claims)
        #expect(try trial.complaints([
            "P2-1a": off(2), "P2-1b": slope(-0.9), "P2-2a": slope(0.05), "P2-2b": off(2), "P2-3a": off(0.1), "P2-3b": off(0.1),
            "P2-4a": .init(fails: .observed(.list([.init("D = 3", .exact(1))]))), "P2-4b": off(2), "P2-5": slope(-0.5), "P2-6a": off(0.01),
            "P2-6b": off(1), "P2-7a": slope(0.5), "P2-7b": off(0.5), "P2-8a": off(0.5),
            "P2-8b": sample(-0.01, spread: 0.001, undecided: [0.01, -0.009]),
            "P2-9a": sample(0.5, spread: 0.05, undecided: [-0.4, 0.5]), "P2-9b": sample(0.5, spread: 0.05, undecided: [-0.4, 0.5]),
            "P2-9c": sample(0.1, spread: 0.02, undecided: [0.1, 0.5]), "P2-9d": sample(1, spread: 0.05, undecided: [0.1, 1.2]),
            "P2-9e": sample(0.3, spread: 0.05, undecided: [0.1, 1.2]), "P2-9f": sample(0.5, spread: 0.05, undecided: [-0.4, 0.5]),
            "P2-10a": sample(1.5, spread: 0.1, undecided: [0.2, 1.7]), "P2-10b": sample(1.5, spread: 0.1, undecided: [0.2, 1.7]),
            "P2-10c": sample(2, spread: 0.1, undecided: [1, 6]), "P2-10d": off(1e-10), "P2-10e": off(2),
            "P2-11a": off(0.1), "P2-11b": sample(0.1, spread: 0.01, undecided: [-0.1, 0.1]),
            "P2-12a": sample(0.01, spread: 0.005, undecided: [0, 0.3]), "P2-12b": sample(-0.1, spread: 0.01, undecided: [0.2, -0.1]),
            "P2-13a": sample(0.2, spread: 0.01, undecided: [-0.2, 0.2]), "P2-13b": sample(0.2, spread: 0.01, undecided: [-0.2, 0.2]),
            "P2-13c": sample(-0.05, spread: 0.01, undecided: [-0.2, 0.2]), "P2-13d": sample(-0.05, spread: 0.01, undecided: [-0.2, 0.2]),
        ]) == [])
    }

    @Test func slopesAreThoseOfTheRecordsAndAMarkThatWasNotReachedIsADoubt() {
        let layers = [3, 9, 33]
        // Steps in proportion to the number of matrices, in two networks; orthogonal ones of the same width always take 10.
        let records = SweepRecords(layers: layers, steps: layers.map { [10 * Double($0 - 1), 20 * Double($0 - 1)] }, longest: 1000)
        let flat = SweepRecords(layers: layers, steps: layers.map { _ in [10, 10] }, longest: 1000)
        #expect(records.slopes.allSatisfy { abs($0 - 1) < 1e-12 })
        guard case .value(.sample(let delays)) = DepthClaim.observation(.deepRandomNetworksAreSlower, records, beside: flat).form else {
            Issue.record("a sample of delays")
            return
        }
        #expect(zip(delays, [log(32), log(64)]).allSatisfy { abs($0 - $1) < 1e-12 })

        // A time that was cut off counts as 400 steps. Claims that random networks are slow are not made easier by that, others are.
        let cut = SweepRecords(layers: layers, steps: [[20, 40], [80, 160], [320, nil]], longest: 400)
        #expect(cut.slopes[1] < records.slopes[1])
        #expect(DepthClaim.observation(.randomGrowsWithDepth, cut, beside: flat).doubt == nil)
        #expect(DepthClaim.observation(.orthogonalIgnoresDepth, cut, beside: flat).doubt == .init("the mark was not reached at N_l = 33"))
        #expect(DepthClaim.observation(.shallowNetworksAreAlike, cut, beside: flat).doubt?.failureStands == true)
        #expect(DepthClaim.observation(.deepRandomNetworksAreSlower, records, beside: cut).doubt != nil)
    }
}
