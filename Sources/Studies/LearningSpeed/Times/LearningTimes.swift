// The measurements of figure 5: how many steps orthogonal tanh networks take to reach a mark, over depths, q* and rates, on
// validation images.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The grid of trainings behind figure 5.
public struct LearningTimeGrid: Encodable, Sendable {
    let depths: [Int]
    let qStars: [Double]
    /// eta L.
    let scaledRates: [Double]
    let longest: Int
    /// Indexed by depth, q*, rate and network.
    let trainings: [[[[Input<TrainingRecord>]]]]

    /// - Parameter seeds: the seeds of the networks at a q*.
    init(
        _ scale: TimesScale, _ images: TrainingImages, longest: Int, evaluationsPerDecade: Int, validationImages: Int,
        seeds: (_ variance: Int) -> [Int]
    ) {
        (depths, qStars, scaledRates, self.longest) = (scale.depths, scale.qStars, scale.scaledRates, longest)
        let seeds = scale.qStars.indices.map(seeds)
        trainings = scale.depths.map { depth in
            scale.qStars.indices.map { variance in
                let plan = TrainingPlan(
                    initialisation: .orthogonalTanh(qStar: scale.qStars[variance]), width: scale.width, depth: depth, optimiser: .sgd,
                    batchSize: batchSize, steps: longest, heldOut: .validation(validationImages), evaluationsPerDecade: evaluationsPerDecade,
                    enough: learningMark)
                return scale.scaledRates.map { scaled in
                    seeds[variance].map { Input(Training(plan: plan, rate: scaled / Double(depth), seed: $0, images: images)) }
                }
            }
        }
    }
}

/// tau over the grid.
public struct LearningTimes: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var depths: [Int]
        public var qStars: [Double]
        public var scaledRates: [Double]
        /// Steps after which a training that has not learnt ends.
        public var longest: Double
        /// Steps to the mark, indexed by depth, q*, rate and network; `longest` if it was never reached.
        public var times: [[[[Double]]]]

        package init(depths: [Int], qStars: [Double], scaledRates: [Double], longest: Double, times: [[[[Double]]]]) {
            (self.depths, self.qStars, self.scaledRates) = (depths, qStars, scaledRates)
            (self.longest, self.times) = (longest, times)
        }
    }

    let grid: LearningTimeGrid

    public func make(_ inputs: Inputs) throws -> Value {
        Value(
            depths: grid.depths, qStars: grid.qStars, scaledRates: grid.scaledRates, longest: Double(grid.longest),
            times: try grid.trainings.map { depth in
                try depth.map { variance in
                    try variance.map { rate in try inputs[rate].map { $0.learningTime(atMost: grid.longest) } }
                }
            })
    }
}

extension LearningTimes.Value {
    /// ln tau, network by network.
    package func logTimes(_ depth: Int, _ variance: Int, rate: Int) -> [Double] { times[depth][variance][rate].map { log($0) } }

    /// Mean over the networks of ln tau.
    package func meanLogTime(_ depth: Int, _ variance: Int, rate: Int) -> Double { Moments.mean(logTimes(depth, variance, rate: rate)) }

    /// Position of the rate at which a depth and q* learn fastest; of equal rates the smallest.
    package func bestRate(_ depth: Int, _ variance: Int) -> Int {
        func merit(_ rate: Int) -> (Double, Int) { (meanLogTime(depth, variance, rate: rate), rate) }
        return scaledRates.indices.min { merit($0) < merit($1) } ?? 0
    }

    /// Whether all trainings of a mean reached the mark.
    package func isReached(_ depth: Int, _ variance: Int, rate: Int) -> Bool {
        times[depth][variance][rate].allSatisfy { $0 < longest }
    }
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
            merit: -times.meanLogTime(row, column, rate: best), finalAccuracy: nil, networks: times.times[row][column][best].count)
    }
}

/// An inconsistency in the settings of the study.
enum LearningError: Error, Equatable, ReportableError {
    case notInGrid(depth: Int, qStar: Double)

    var report: ErrorReport {
        switch self {
        case .notInGrid(let depth, let qStar):
            ErrorReport(
                what: "No learning time was measured at depth \(depth) and q* = \(qStar).",
                next: "Take a depth and a q* of figure 5's grid: `depths` and `qStars` of TimesScale.")
        }
    }
}
