// The best rate of a kind of network at a depth: the one at which networks that judge nothing learn in the fewest steps.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks

/// Trains a few networks at every rate.
public struct RateScan: Target {
    let start: DeepStart
    let layers: Int
    let width: Int
    let setting: DepthSetting
    let images: Input<ImageCorrelations.Value>
    let isReal: Bool
    let seeds: [Int]

    public struct Value: Codable, Sendable, Equatable {
        /// The chosen rate, per summed error.
        public var rate: Double
        /// Whether it is the smallest or largest of those tried.
        public var isAtEdge: Bool
        /// The geometric mean of the steps at that rate; nil if at no rate all networks learnt.
        public var steps: Double?
    }

    public var words: [String] { [start.displayName, "N_l = \(layers)", "\(setting.rates.count) rates"] }
    public var resources: Resources { .training(start, width: width, layers: layers) }
    public var work: Double? { start.work(width: width, layers: layers) * Double(4 * seeds.count) }

    public func make(_ inputs: Inputs) throws -> Value {
        let whole = try inputs[images].whitened(components: setting.components), mark = setting.mark(of: whole, isReal: isReal)
        var logs = [[Double]](repeating: [], count: setting.rates.count)
        var last = [Double](repeating: 0, count: setting.rates.count)
        for seed in seeds {
            let (begun, task) = try start.network(depth: layers - 1, width: width, task: whole, seed: seed)
            // All rates are tried for a few steps, then for twice as many, until the best is known: a rate that takes more than twice
            // the steps of the best so far is of no use, and large rates often neither learn nor diverge.
            var (limit, best, open) = (min(8, setting.longest), Double.infinity, Array(setting.rates.indices))
            while true {
                open = try open.filter { k in
                    var network = begun
                    let training = try LinearTraining.run(&network, on: task, rate: setting.rates[k] * DepthSetting.images, mark: mark, longest: limit)
                    if let steps = training.steps(to: mark), steps > 0 {
                        best = min(best, steps)
                        logs[k].append(log(steps))
                        return false
                    }
                    if case .diverged = training.end {
                        last[k] = .infinity
                        return false
                    }
                    if limit == setting.longest { last[k] += training.losses.last ?? .infinity }
                    return true
                }
                if Double(limit) >= 2 * best || limit == setting.longest { break }
                limit = min(2 * limit, setting.longest)
            }
        }
        return Self.choose(setting.rates, logs, last: last, seeds: seeds.count)
    }

    /// The rate with the smallest mean among those at which every network learnt; if there is none, the one at which most of them did, or
    /// else with the least last loss.
    /// - Parameters:
    ///   - logs: ln steps by rate and network that learnt.
    ///   - last: the sum of last losses by rate.
    package static func choose(_ rates: [Double], _ logs: [[Double]], last: [Double], seeds: Int) -> Value {
        let complete = logs.indices.filter { logs[$0].count == seeds }
        let fastest = complete.min { Moments.mean(logs[$0]) < Moments.mean(logs[$1]) }
        let best = fastest ?? last.indices.min { (-logs[$0].count, last[$0]) < (-logs[$1].count, last[$1]) } ?? 0
        return Value(
            rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, steps: fastest.map { exp(Moments.mean(logs[$0])) })
    }
}

/// One network at the rate that others chose.
public struct DepthTraining: Target {
    let start: DeepStart
    let layers: Int
    let width: Int
    let setting: DepthSetting
    let images: Input<ImageCorrelations.Value>
    let isReal: Bool
    let rate: Input<RateScan.Value>
    let seed: Int

    public var words: [String] { [start.displayName, "N_l = \(layers)", "seed \(seed)"] }
    public var resources: Resources { .training(start, width: width, layers: layers) }
    public var work: Double? { start.work(width: width, layers: layers) }

    public struct Value: Codable, Sendable, Equatable {
        /// Steps to the mark, interpolated; nil if it was not reached.
        public var steps: Double?

        package init(steps: Double?) { self.steps = steps }
    }

    public func make(_ inputs: Inputs) throws -> Value {
        let rate = try inputs[rate].rate
        let whole = try inputs[images].whitened(components: setting.components)
        var (network, task) = try start.network(depth: layers - 1, width: width, task: whole, seed: seed)
        let mark = setting.mark(of: whole, isReal: isReal)
        let training = try LinearTraining.run(&network, on: task, rate: rate * DepthSetting.images, mark: mark, longest: setting.longest)
        return Value(steps: training.steps(to: mark))
    }
}

extension DeepStart {
    /// Flops per step, times a hundred.
    func work(width: Int, layers: Int) -> Double {
        let hidden = self == .glorotUniform ? Double(width * width) : 900
        return 6000 * Double(layers) * hidden
    }
}

extension Resources {
    /// Two copies of the weights and their products.
    static func training(_ start: DeepStart, width: Int, layers: Int) -> Resources {
        let weights = start == .glorotUniform ? 8 * layers * width * (width + 40) : 0
        return Resources(memory: (96 << 20) + 2 * weights, isolation: .thread)
    }
}
