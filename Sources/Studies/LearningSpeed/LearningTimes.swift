// Figure 5's measurements: how many steps orthogonal tanh networks take to a mark, over depths, q* and rates. The same
// images of validation throughout: the best rate is chosen among what is shown.
import BuildGraph
import Experiments
import Foundation
import Manuscript
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

    /// - Parameter judging: which networks they are.
    init(_ scale: LearningScale, _ images: TrainingImages, judging: Judging) {
        (depths, qStars, scaledRates, longest) = (scale.depths, scale.qStars, scale.scaledRates, scale.longestTime)
        trainings = scale.depths.map { depth in
            scale.qStars.map { qStar in
                let plan = TrainingPlan(
                    initialisation: .orthogonalTanh(qStar: qStar), width: scale.width, depth: depth, optimiser: .sgd,
                    batchSize: scale.batchSize, steps: scale.longestTime, heldOut: .validation(scale.validationImages),
                    evaluationsADecade: 20,
                    enough: learningMark, jacobians: [0])
                return scale.scaledRates.map { scaled in
                    (0..<judging.count(scale.timeReplicates)).map { replicate in
                        Input(Training(plan: plan, rate: scaled / Double(depth), seed: judging.seed(replicate), images: images))
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
        /// s_max of the networks before the first step, geometric means, by depth and q*.
        public var firstEdges: [[Double]]

        package init(
            depths: [Int], qStars: [Double], scaledRates: [Double], longest: Double, times: [[[[Double]]]], firstEdges: [[Double]] = []
        ) {
            (self.depths, self.qStars, self.scaledRates) = (depths, qStars, scaledRates)
            (self.longest, self.times, self.firstEdges) = (longest, times, firstEdges)
        }
    }

    let grid: LearningTimeGrid

    public func make(_ inputs: Inputs) throws -> Value {
        // Networks of a seed begin alike at all rates: those of the first rate tell how isometric they are.
        return Value(
            depths: grid.depths, qStars: grid.qStars, scaledRates: grid.scaledRates, longest: Double(grid.longest),
            times: try grid.trainings.map { depth in
                try depth.map { variance in
                    try variance.map { rate in try inputs[rate].map { $0.learningTime(atMost: grid.longest) } }
                }
            },
            firstEdges: try grid.trainings.map { depth in
                try depth.map { variance in exp(TrainingRecord.logFirstEdge(try variance.first.map { try inputs[$0] } ?? [])) }
            })
    }
}

extension LearningTimes.Value {
    /// Mean over replicates of ln tau.
    /// - Parameter replicate: one that is left out.
    package func meanLogTime(_ depth: Int, _ variance: Int, rate: Int, without replicate: Int? = nil) -> Double {
        let times = times[depth][variance][rate].enumerated().filter { $0.offset != replicate }
        return times.reduce(0) { $0 + log($1.element) } / Double(max(1, times.count))
    }

    /// Position of the rate at which a depth and q* learn fastest; of equals the smallest.
    package func bestRate(_ depth: Int, _ variance: Int, without replicate: Int? = nil) -> Int {
        func merit(_ rate: Int) -> (Double, Int) { (meanLogTime(depth, variance, rate: rate, without: replicate), rate) }
        return scaledRates.indices.min { merit($0) < merit($1) } ?? 0
    }

    /// ln tau, replicate by replicate, at the rate that is best for the other ones: what is shown did not choose.
    package func bestLogTimes(_ depth: Int, _ variance: Int) -> [Double] {
        (0..<replicates).map { log(times[depth][variance][bestRate(depth, variance, without: replicates > 1 ? $0 : nil)][$0]) }
    }

    /// ln(eta L) of the least tau, replicate by replicate: where the parabola through the best rate of all replicates and its
    /// two neighbours is least, at most a step of the grid away. Nil where not all networks learnt at that rate, or it is the
    /// least or greatest of the grid, so that a better one may lie outside.
    package func bestLogScaledRates(_ depth: Int, _ variance: Int) -> [Double]? {
        let best = bestRate(depth, variance)
        guard best > 0, best < scaledRates.count - 1, isReached(depth, variance, rate: best) else { return nil }
        let x = scaledRates[best - 1...best + 1].map { log($0) }
        return (0..<replicates).map { replicate in
            let y = times[depth][variance][best - 1...best + 1].map { log($0[replicate]) }
            let before = (y[1] - y[0]) / (x[1] - x[0]), after = (y[2] - y[1]) / (x[2] - x[1])
            guard after > before else { return x[y.indices.min { y[$0] < y[$1] } ?? 1] }
            let curvature = 2 * (after - before) / (x[2] - x[0])
            return min(max((x[0] + x[1]) / 2 - before / curvature, x[0]), x[2])
        }
    }

    /// Whether a mean is of trainings that all reached the mark.
    package func isReached(_ depth: Int, _ variance: Int, rate: Int) -> Bool {
        times[depth][variance][rate].allSatisfy { $0 < longest }
    }

    package var replicates: Int { times.first?.first?.first?.count ?? 0 }

    /// For each replicate the slope of `y` over x, by least squares: independent networks, so independent slopes.
    /// - Parameter y: at each x, replicate by replicate.
    package static func slopes(over x: [Double], _ y: [[Double]]) -> [Double] {
        guard x.count > 1, let replicates = y.map(\.count).min() else { return [] }
        let meanX = Moments.mean(x)
        return (0..<replicates).map { replicate in
            let meanY = Moments.mean(y.map { $0[replicate] })
            return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1[replicate] - meanY) } / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        }
    }

    /// ln L.
    package var logDepths: [Double] { depths.map { log(Double($0)) } }
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
            merit: -times.meanLogTime(row, column, rate: best), finalAccuracy: nil)
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
