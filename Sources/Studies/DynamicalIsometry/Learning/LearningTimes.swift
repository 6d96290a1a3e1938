// Figure 5's measurements: how many steps orthogonal tanh networks take to a mark, over depths, q* and rates. The same
// images of validation throughout: the best rate is chosen among what is shown.
import BuildGraph
import Foundation
import NeuralNetworks

/// The grid of trainings behind figure 5.
public struct LearningTimeGrid: Encodable, Sendable {
    let depths: [Int]
    let qStars: [Double]
    /// eta L.
    let scaledRates: [Double]
    let longest: Int
    /// By depth, q*, rate and replicate.
    let trainings: [[[[Input<TrainingRecord>]]]]

    /// - Parameter factor: how many times the scale's replicates.
    init(_ scale: LearningScale, _ images: TrainingImages, factor: Int = 1) {
        (depths, qStars, scaledRates, longest) = (scale.depths, scale.qStars, scale.scaledRates, scale.longestTime)
        trainings = scale.depths.map { depth in
            scale.qStars.map { qStar in
                let plan = TrainingPlan(
                    initialisation: .orthogonalTanh(qStar: qStar), width: scale.width, depth: depth, optimiser: .sgd,
                    batchSize: scale.batchSize, steps: scale.longestTime, heldOut: .validation(scale.validationImages),
                    evaluationsADecade: 20,
                    enough: learningMark)
                return scale.scaledRates.map { scaled in
                    (0..<scale.timeReplicates * factor).map { seed in
                        Input(Training(plan: plan, rate: scaled / Double(depth), seed: seed, images: images))
                    }
                }
            }
        }
    }
}

/// tau, over the grid.
public struct LearningTimes: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var depths: [Int]
        public var qStars: [Double]
        public var scaledRates: [Double]
        /// Steps after which a training ended without having learnt.
        public var longest: Double
        /// Steps to the mark by depth, q*, rate and replicate; `longest` for never.
        public var times: [[[[Double]]]]

        package init(depths: [Int], qStars: [Double], scaledRates: [Double], longest: Double, times: [[[[Double]]]]) {
            (self.depths, self.qStars, self.scaledRates) = (depths, qStars, scaledRates)
            (self.longest, self.times) = (longest, times)
        }
    }

    let grid: LearningTimeGrid

    public func make(_ inputs: Inputs) throws -> Value {
        let longest = Double(grid.longest)
        return Value(
            depths: grid.depths, qStars: grid.qStars, scaledRates: grid.scaledRates, longest: longest,
            times: try grid.trainings.map { depth in
                try depth.map { variance in
                    try variance.map { rate in try inputs[rate].map { max(1, $0.steps(toAccuracy: learningMark) ?? longest) } }
                }
            })
    }
}

extension LearningTimes.Value {
    /// Mean over replicates of ln tau.
    package func meanLogTime(_ depth: Int, _ variance: Int, rate: Int) -> Double {
        let times = times[depth][variance][rate]
        return times.reduce(0) { $0 + log($1) } / Double(max(1, times.count))
    }

    /// Position of the rate at which a depth and q* learn fastest; of equals the smallest.
    package func bestRate(_ depth: Int, _ variance: Int) -> Int {
        scaledRates.indices.min {
            (meanLogTime(depth, variance, rate: $0), $0) < (meanLogTime(depth, variance, rate: $1), $1)
        } ?? 0
    }

    /// ln tau at the best rate, replicate by replicate.
    func bestLogTimes(_ depth: Int, _ variance: Int) -> [Double] { times[depth][variance][bestRate(depth, variance)].map { log($0) } }

    /// ln(eta L) of one replicate's least tau: between three points of the grid, where the parabola through them is least.
    package func bestLogScaledRate(_ depth: Int, _ variance: Int, replicate: Int) -> Double {
        let y = times[depth][variance].map { log($0[replicate]) }, x = scaledRates.map { log($0) }
        let best = y.indices.min { (y[$0], $0) < (y[$1], $1) } ?? 0
        guard best > 0, best < y.count - 1 else { return x[best] }
        let (before, after) = ((y[best] - y[best - 1]) / (x[best] - x[best - 1]), (y[best + 1] - y[best]) / (x[best + 1] - x[best]))
        guard after > before else { return x[best] }
        let curvature = 2 * (after - before) / (x[best + 1] - x[best - 1])
        return (x[best] + x[best - 1]) / 2 - before / curvature
    }

    /// Whether a mean is of trainings that all reached the mark.
    func isReached(_ depth: Int, _ variance: Int, rate: Int) -> Bool { times[depth][variance][rate].allSatisfy { $0 < longest } }
}

/// The rate at which a depth and q* of the grid learn fastest.
struct FastestRate: Target {
    let times: Input<LearningTimes.Value>
    let depth: Int
    let qStar: Double

    func make(_ inputs: Inputs) throws -> ChosenRate.Value {
        let times = try inputs[times]
        guard let row = times.depths.firstIndex(of: depth), let column = times.qStars.firstIndex(of: qStar) else {
            throw LearningError.notInGrid(depth: depth, qStar: qStar)
        }
        let best = times.bestRate(row, column)
        return ChosenRate.Value(
            rate: times.scaledRates[best] / Double(depth), isAtEdge: best == 0 || best == times.scaledRates.count - 1,
            merits: times.scaledRates.indices.map { -times.meanLogTime(row, column, rate: $0) })
    }
}

/// A study that does not fit together.
enum LearningError: Error, Equatable, ReportableError {
    case notInGrid(depth: Int, qStar: Double)

    var report: ErrorReport {
        switch self {
        case .notInGrid(let depth, let qStar):
            ErrorReport(
                what: "No learning time was measured at depth \(depth) and q* = \(qStar).",
                next: "Take a depth and a q* of figure 5's grid: `depths` and `qStars` of LearningScale.")
        }
    }
}
