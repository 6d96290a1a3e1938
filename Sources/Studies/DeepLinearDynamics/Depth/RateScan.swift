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
            // Rates fall. A run that takes twice as long as the best so far is of no use, and ends.
            var best = Double(setting.longest) / 2
            for (k, rate) in setting.rates.enumerated() {
                var network = begun
                let training = try LinearTraining.run(
                    &network, on: task, rate: rate * DepthSetting.images, mark: mark, longest: min(setting.longest, Int(2 * best) + 1))
                if case .diverged = training.end { last[k] = .infinity } else { last[k] += training.losses.last ?? .infinity }
                guard let steps = training.steps(to: mark), steps > 0 else { continue }
                best = min(best, steps)
                logs[k].append(log(steps))
            }
        }
        return Self.choose(setting.rates, logs, last: last, seeds: seeds.count)
    }

    /// The rate with the smallest mean among those at which every network learnt; if there is none, the one with the least last loss.
    /// - Parameters:
    ///   - logs: ln steps by rate and network that learnt.
    ///   - last: the sum of last losses by rate.
    package static func choose(_ rates: [Double], _ logs: [[Double]], last: [Double], seeds: Int) -> Value {
        let complete = logs.indices.filter { logs[$0].count == seeds }
        let fastest = complete.min { Moments.mean(logs[$0]) < Moments.mean(logs[$1]) }
        let best = fastest ?? last.indices.min { last[$0] < last[$1] } ?? 0
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
