// What the claims about figure 5 observe in measured times. Nothing is decided by a rate at the edge of the grid, or at which
// some network never learnt: such cells are left out and named. Where too few stay, all are shown, and nothing is decided.
import Experiments
import Foundation
import Manuscript
import NetworkModels

extension LearningTimes.Value {
    /// P1-14a: the exponent of the best rate over depth, at the smallest q*.
    package var exponentOfBestRate: LearningObservation {
        slopeOfBestRate(over: logDepths, cells: depths.indices.map { ($0, 0) }, names: depths.map { "L = \($0)" }) { logScaledRates, position in
            logScaledRates.map { $0 - logDepths[position] }
        }
    }

    /// P1-15b: the exponent of the best rate over q*, at the greatest depth.
    package var exponentOfBestRateOverVariance: LearningObservation {
        slopeOfBestRate(
            over: qStars.map { log($0) }, cells: qStars.indices.map { (depths.count - 1, $0) },
            names: qStars.map { "q* = \(Fraction.text($0))" }) { logScaledRates, _ in logScaledRates }
    }

    private func slopeOfBestRate(
        over x: [Double], cells: [(depth: Int, variance: Int)], names: [String], _ value: ([Double], Int) -> [Double]
    ) -> LearningObservation {
        let inside = cells.map { bestLogScaledRates($0.depth, $0.variance) }
        let known = cells.indices.filter { inside[$0] != nil }, others = cells.indices.filter { inside[$0] == nil }
        let isEnough = known.count >= 3
        let slopes = Self.slopes(
            over: (isEnough ? known : Array(cells.indices)).map { x[$0] },
            cells.indices.compactMap { k in
                if let rates = inside[k] { return value(rates, k) }
                let onGrid = log(scaledRates[bestRate(cells[k].depth, cells[k].variance)])
                return isEnough ? nil : value(Array(repeating: onGrid, count: replicates), k)
            })
        let missing = others.map { names[$0] }.joined(separator: ", ")
        return LearningObservation(
            .value(.sample(slopes)), note: isEnough && !others.isEmpty ? "without \(missing), whose best rate is not inside the grid" : nil,
            doubt: isEnough ? nil : "fewer than three best rates lie inside the grid")
    }

    /// P1-14b: the exponent of the least time over depth, at the smallest q*.
    package var exponentOfLeastTime: LearningObservation {
        let unlearnt = depths.indices.filter { !isReached($0, 0, rate: bestRate($0, 0)) }
        return LearningObservation(
            .value(.sample(Self.slopes(over: logDepths, depths.indices.map { bestLogTimes($0, 0) }))),
            doubt: unlearnt.isEmpty ? nil : "at some depth not all networks learnt")
    }

    /// P1-14c: the exponent of the time over depth at each eta L at which networks of all depths learn, at the smallest q*.
    package var exponentsAtScaledRates: LearningObservation {
        let learning = scaledRates.indices.filter { rate in depths.indices.allSatisfy { isReached($0, 0, rate: rate) } }
        let fastest = scaledRates.indices.min { a, b in
            depths.indices.reduce(0) { $0 + meanLogTime($1, 0, rate: a) - meanLogTime($1, 0, rate: b) } < 0
        }
        let items = (learning.isEmpty ? [fastest ?? 0] : learning).map { rate in
            Observation.Item(
                "ηL = \(Fraction.text(scaledRates[rate]))",
                .sample(Self.slopes(over: logDepths, depths.indices.map { times[$0][0][rate].map { log($0) } })))
        }
        return LearningObservation(.list(items), doubt: learning.isEmpty ? "at no rate of the grid did the networks of all depths learn" : nil)
    }

    /// P1-15a: how much longer each q* takes than the one before, network by network, at the greatest depth.
    package var delaysOverVariance: LearningObservation {
        let deepest = depths.count - 1
        let items = zip(qStars.indices, qStars.indices.dropFirst()).map { small, large in
            Observation.Item(
                "q* = \(Fraction.text(qStars[large])) after \(Fraction.text(qStars[small]))",
                .sample(zip(bestLogTimes(deepest, large), bestLogTimes(deepest, small)).map { $0 - $1 }))
        }
        // A time that is cut off is too short: of the later one that counts against the claim, of the earlier one for it.
        let isCut = qStars.indices.dropLast().contains { !isReached(deepest, $0, rate: bestRate(deepest, $0)) }
        return LearningObservation(.list(items), doubt: isCut ? "networks that should be the faster ones did not all learn" : nil)
    }

    /// P1-16: the rank correlation of the least time with s_max before the first step, over depths and q*, network by network.
    package var correlationWithFirstEdge: LearningObservation {
        let cells = depths.indices.flatMap { depth in qStars.indices.map { (depth, $0) } }
        let edges = cells.map { firstEdges[$0.0][$0.1] }, times = cells.map { bestLogTimes($0.0, $0.1) }
        return LearningObservation(
            .value(.sample((0..<replicates).map { replicate in Moments.rankCorrelation(edges, times.map { $0[replicate] }) })))
    }
}
