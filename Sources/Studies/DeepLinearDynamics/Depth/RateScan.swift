// The steps of a network at its best rate, as P2 measures them: each network is trained at every rate of the grid, and the fewest steps
// are what is observed. The minimum is part of the question, so that no other networks choose the rate.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks

/// One network at every rate.
public struct RateScan: Target {
    let start: DeepStart
    let layers: Int
    let width: Int
    let setting: DepthSetting
    let images: Input<ImageCorrelations.Value>
    let isReal: Bool
    let seed: Int

    public struct Value: Codable, Sendable, Equatable {
        /// The fewest steps to the mark, interpolated, and the rate at which they were done, per summed error; nil if the mark was reached
        /// at no rate.
        public var steps, rate: Double?
        /// Whether that rate is the smallest or largest of those tried.
        public var isAtEdge: Bool

        package init(steps: Double?, rate: Double?, isAtEdge: Bool) { (self.steps, self.rate, self.isAtEdge) = (steps, rate, isAtEdge) }
    }

    public var words: [String] { [start.displayName, "N_l = \(layers)", "seed \(seed)"] }
    public var resources: Resources { .training(start, width: width, layers: layers) }
    public var work: Double? { start.work(width: width, layers: layers) }

    public func make(_ inputs: Inputs) throws -> Value {
        let whole = try inputs[images].whitened(components: setting.components), mark = setting.mark(of: whole, isReal: isReal)
        let (begun, task) = try start.network(depth: layers - 1, width: width, task: whole, seed: seed)
        return try Self.scan(setting.rates, longest: setting.longest) { rate, longest in
            var network = begun
            let training = try LinearTraining.run(&network, on: task, rate: rate * DepthSetting.images, mark: mark, longest: longest)
            if case .diverged = training.end { return .diverged }
            return training.steps(to: mark).map { .reached(steps: $0) } ?? .notReached
        }
    }

    /// How a training of some steps ended.
    package enum Outcome: Equatable { case reached(steps: Double), notReached, diverged }

    /// The best of the rates. All are tried for a few steps, then for twice as many, until one reaches the mark: the
    /// others that are left have done as many steps. Large rates often neither learn nor diverge, and no time is lost on them.
    package static func scan(_ rates: [Double], longest: Int, train: (_ rate: Double, _ longest: Int) throws -> Outcome) rethrows -> Value {
        var (limit, best, open) = (min(8, longest), Value(steps: nil, rate: nil, isAtEdge: false), Array(rates.indices))
        while true {
            open = try open.filter { k in
                let outcome = try train(rates[k], limit)
                if case .reached(let steps) = outcome, steps < best.steps ?? .infinity {
                    best = Value(steps: steps, rate: rates[k], isAtEdge: k == 0 || k == rates.count - 1)
                }
                return outcome == .notReached
            }
            if Double(limit) >= best.steps ?? .infinity || limit == longest || open.isEmpty { return best }
            limit = min(2 * limit, longest)
        }
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
