// How choosing a rate affects the level of a test. Two kinds of networks are equally fast at their best rates, so the claim
// that one is slower is false. Curves of ln tau over five rates are those of tanh networks at two q*, with the spread of real
// networks: 0.25 common to all rates of a network and 0.2 for each rate.
import Foundation
import Randomness
import Testing

@Suite struct SelectionLevelTests {
    private static let fast = [3.561, 2.839, 2.293, 2.208, 2.351]
    /// Its minimum equals that of `fast`.
    private static let slow = [2.896, 2.347, 2.208, 2.649, 3.726]
    private static let judges = 8, choosers = 4, experiments = 4000
    /// The upper 1.25 % of Student's t with 7 degrees of freedom: the share of each direction in 2.5 %.
    private static let level = 0.0125, critical = 2.841

    private struct Draws {
        let stream: RandomStream
        var next: UInt64 = 0

        mutating func networks(_ count: Int, _ means: [Double]) -> [[Double]] {
            (0..<count).map { _ in
                let normals = stream.normals(6, from: next)
                next += 6
                return means.indices.map { means[$0] + 0.25 * normals[5] + 0.2 * normals[$0] }
            }
        }
    }

    private func fastest(_ networks: [[Double]]) -> Int {
        let sums = Self.fast.indices.map { rate in networks.reduce(0) { $0 + $1[rate] } }
        return sums.indices.min { sums[$0] < sums[$1] } ?? 0
    }

    private func holds(_ delays: [Double]) -> Bool {
        let mean = delays.reduce(0, +) / Double(delays.count)
        let variance = delays.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(delays.count - 1)
        return mean / (variance / Double(delays.count)).squareRoot() > Self.critical
    }

    /// A bound for the share of false claims about the chosen rates that hold.
    private var bound: Double { Self.level + 3 * (Self.level / Double(Self.experiments)).squareRoot() }

    @Test func withRatesThatOthersChooseTheTestKeepsItsLevel() {
        var draws = Draws(stream: RandomStream(seed: 7)), held = 0
        for _ in 0..<Self.experiments {
            let a = fastest(draws.networks(Self.choosers, Self.fast)), b = fastest(draws.networks(Self.choosers, Self.slow))
            // The truth about the chosen rates includes the amount by which the choosers missed the best.
            let truth = Self.slow[b] - Self.fast[a]
            let delays = zip(draws.networks(Self.judges, Self.fast), draws.networks(Self.judges, Self.slow)).map { $1[b] - $0[a] - truth }
            if holds(delays) { held += 1 }
        }
        #expect(Double(held) / Double(Self.experiments) <= bound)
    }

    /// If the judges choose their own rates, each network's chosen by the others, the share is about twice the level.
    @Test func withRatesThatTheJudgesChooseTheTestExceedsItsLevel() {
        var draws = Draws(stream: RandomStream(seed: 8)), held = 0
        for _ in 0..<Self.experiments {
            let a = draws.networks(Self.judges, Self.fast), b = draws.networks(Self.judges, Self.slow)
            func without(_ k: Int, _ networks: [[Double]]) -> Int { fastest(networks.enumerated().filter { $0.offset != k }.map(\.element)) }
            if holds(a.indices.map { b[$0][without($0, b)] - a[$0][without($0, a)] }) { held += 1 }
        }
        #expect(Double(held) / Double(Self.experiments) > bound)
    }
}
