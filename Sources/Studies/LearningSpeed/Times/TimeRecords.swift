// What the claims about figure 5 observe in measured times. Rates are chosen by other networks than those that judge. If a
// choice lies at the edge of the grid, or a chooser never learnt, the cell is left out and named; if too few cells remain, the
// claim is in doubt. All of this is known before a judging network is trained.
import Experiments
import Foundation
import Manuscript
import NetworkModels

/// Measured times of the networks that judge, and of those that choose their rates.
package struct TimeRecords {
    let choosers: LearningTimes.Value
    let judges: LearningTimes.Value
    /// s_max of the theory of infinite width, indexed by depth and q*.
    package let edges: [[Double]]

    package init(choosers: LearningTimes.Value, judges: LearningTimes.Value, edges: [[Double]]) {
        (self.choosers, self.judges, self.edges) = (choosers, judges, edges)
    }

    package func observation(of question: TimeQuestion) -> Observation {
        switch question {
        case .bestRateOverDepth: slopeOfBestRate(over: logDepths, smallest, names: depthNames) { $0 - logDepths[$1] }
        case .bestRateOverVariance: slopeOfBestRate(over: logVariances, deepest, names: varianceNames) { rate, _ in rate }
        case .leastTimeOverDepth: slopeOfLeastTime(over: logDepths, smallest)
        case .leastTimeOverVariance: slopeOfLeastTime(over: logVariances, deepest)
        case .timeOverDepthAtFixedScaledRate: exponentAtFixedScaledRate
        case .timeFollowsTheEdge: correlationWithTheEdge
        case .theSmallestVarianceIsSlower: delayOfTheSmallestVariance
        }
    }

    /// A depth and a q*, by their positions.
    package typealias Cell = (depth: Int, variance: Int)

    private var depths: Range<Int> { judges.depths.indices }
    private var variances: Range<Int> { judges.qStars.indices }
    private var logDepths: [Double] { judges.depths.map { log(Double($0)) } }
    private var logVariances: [Double] { judges.qStars.map { log($0) } }
    private var depthNames: [String] { judges.depths.map { "L = \($0)" } }
    private var varianceNames: [String] { judges.qStars.map { "q* = \(Fraction.text($0))" } }
    /// All depths at the smallest q*, and all q* at the largest depth.
    private var smallest: [Cell] { depths.map { ($0, 0) } }
    private var deepest: [Cell] { variances.map { (judges.depths.count - 1, $0) } }

    /// Position of the rate that the choosers found best.
    package func chosenRate(_ cell: Cell) -> Int { choosers.bestRate(cell.depth, cell.variance) }

    /// ln tau at the chosen rate, network by network.
    package func logTimes(_ cell: Cell) -> [Double] { logTimes(cell, rate: chosenRate(cell)) }

    private func logTimes(_ cell: Cell, rate: Int) -> [Double] { judges.logTimes(cell.depth, cell.variance, rate: rate) }

    /// ln(eta L) of the smallest tau, network by network: the minimum of the parabola through the chosen rate and its two
    /// neighbours, at most one step of the grid away. Nil if the choosers' rate is at the edge, or not all of them learnt.
    package func bestLogScaledRates(_ cell: Cell) -> [Double]? {
        let chosen = chosenRate(cell)
        guard chosen > 0, chosen < judges.scaledRates.count - 1, choosers.isReached(cell.depth, cell.variance, rate: chosen) else { return nil }
        let x = (chosen - 1...chosen + 1).map { log(judges.scaledRates[$0]) }
        let y = (chosen - 1...chosen + 1).map { logTimes(cell, rate: $0) }
        return y[1].indices.map { k in
            let before = (y[1][k] - y[0][k]) / (x[1] - x[0]), after = (y[2][k] - y[1][k]) / (x[2] - x[1])
            guard after > before else { return x[(0..<3).min { y[$0][k] < y[$1][k] } ?? 1] }
            let curvature = 2 * (after - before) / (x[2] - x[0])
            return min(max((x[0] + x[1]) / 2 - before / curvature, x[0]), x[2])
        }
    }

    private func slopeOfBestRate(
        over x: [Double], _ cells: [Cell], names: [String], _ value: (_ logScaledRate: Double, _ position: Int) -> Double
    ) -> Observation {
        let inside = cells.map(bestLogScaledRates)
        let known = cells.indices.filter { inside[$0] != nil }, missing = cells.indices.filter { inside[$0] == nil }.map { names[$0] }
        // If too few remain, all are shown and nothing is decided.
        let isEnough = known.count >= 3, shown = isEnough ? known : Array(cells.indices)
        let slopes = Self.slopes(
            over: shown.map { x[$0] }, shown.map { k in (inside[k] ?? bestLogScaledRatesOnGrid(cells[k])).map { value($0, k) } })
        guard isEnough else {
            return Observation(.value(.sample(slopes))).doubted(because: "fewer than three best rates lie inside the grid")
        }
        let note = missing.isEmpty ? nil : "without \(missing.joined(separator: ", ")), where the choosers' best rate is not inside the grid"
        return Observation(.value(.sample(slopes)), note: note)
    }

    /// ln(eta L) of the grid's rate at which each network learns fastest; of equal rates the smallest.
    private func bestLogScaledRatesOnGrid(_ cell: Cell) -> [Double] {
        let times = judges.times[cell.depth][cell.variance]
        return (times.first ?? []).indices.map { k in
            let best = times.indices.min { (times[$0][k], $0) < (times[$1][k], $1) } ?? 0
            return log(judges.scaledRates[best])
        }
    }

    private func slopeOfLeastTime(over x: [Double], _ cells: [Cell]) -> Observation {
        Observation(.value(.sample(Self.slopes(over: x, cells.map(logTimes))))).doubted(byUnlearnt: cells, of: self)
    }

    /// The exponent of tau over depth at the smallest q*, network by network, averaged over the eta L of the grid that are not
    /// above the choosers' best at any depth.
    private var exponentAtFixedScaledRate: Observation {
        let largest = smallest.map(chosenRate).min() ?? 0
        let learning = (0...largest).filter { rate in depths.allSatisfy { choosers.isReached($0, 0, rate: rate) } }
        let rates = learning.isEmpty ? [largest] : learning
        let slopes: [[Double]] = rates.map { rate in Self.slopes(over: logDepths, smallest.map { logTimes($0, rate: rate) }) }
        let networks = slopes.map(\.count).min() ?? 0
        let names = rates.map { Fraction.text(judges.scaledRates[$0]) }.joined(separator: ", ")
        let means: [Double] = (0..<networks).map { k in Moments.mean(slopes.map { $0[k] }) }
        let observation = Observation(.value(.sample(means)), note: "mean over ηL = \(names)")
        return learning.isEmpty ? observation.doubted(because: "at no ηL up to the best did the choosers of all depths learn") : observation
    }

    /// The rank correlation between the smallest time and s_max over depths and q*, network by network.
    private var correlationWithTheEdge: Observation {
        let cells = depths.flatMap { depth in variances.map { (depth: depth, variance: $0) } }
        let times = cells.map(logTimes), networks = times.map(\.count).min() ?? 0
        let edges = cells.map { self.edges[$0.depth][$0.variance] }
        return Observation(.value(.sample((0..<networks).map { k in Moments.rankCorrelation(edges, times.map { $0[k] }) })))
            .doubted(byUnlearnt: cells, of: self)
    }

    /// How much longer the smallest q* takes than the next, averaged over the depths, network by network.
    private var delayOfTheSmallestVariance: Observation {
        let pairs = depths.map { (logTimes(($0, 0)), logTimes(($0, 1))) }
        let networks = pairs.map { min($0.count, $1.count) }.min() ?? 0
        let cells = depths.flatMap { depth in [0, 1].map { (depth: depth, variance: $0) } }
        return Observation(.value(.sample((0..<networks).map { k in Moments.mean(pairs.map { $0[k] - $1[k] }) })))
            .doubted(byUnlearnt: cells, of: self)
    }

    /// The slope of `y` over `x` for each network, by least squares.
    /// - Parameter y: indexed by x and network.
    package static func slopes(over x: [Double], _ y: [[Double]]) -> [Double] {
        guard x.count > 1, let networks = y.map(\.count).min() else { return [] }
        let meanX = Moments.mean(x)
        return (0..<networks).map { k in
            let meanY = Moments.mean(y.map { $0[k] })
            return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1[k] - meanY) } / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        }
    }
}

extension Observation {
    /// In doubt if a judging network never learnt at the chosen rate: its time is cut off.
    fileprivate func doubted(byUnlearnt cells: [TimeRecords.Cell], of records: TimeRecords) -> Observation {
        let unlearnt = cells.filter { !records.judges.isReached($0.depth, $0.variance, rate: records.chosenRate($0)) }.map {
            "L = \(records.judges.depths[$0.depth]), q* = \(Fraction.text(records.judges.qStars[$0.variance]))"
        }
        return unlearnt.isEmpty ? self : doubted(because: "not all networks learnt at \(unlearnt.joined(separator: " and "))")
    }
}
