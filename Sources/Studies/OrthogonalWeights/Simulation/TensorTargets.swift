// The tensors of finite width as targets: by the recursions, and by simulated networks.
import BuildGraph
import Experiments
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The statistics of layers 1 … L by the recursions.
struct TensorTheory: Target {
    let setting: TangentSetting
    let depth: Int

    var words: [String] { setting.words + ["L = \(depth)"] }

    func make(_ inputs: Inputs) throws -> [FiniteWidthStatistics] { try TangentRecursion(setting).statistics(depth: depth) }
}

/// Averages over a group of networks.
struct TensorSimulation: Target {
    let setting: TangentSetting
    let width: Int
    let depth: Int
    /// The layers at which descendants are computed.
    let layers: [Int]
    /// Pairs of neurons at which they are computed.
    let pairs: Int
    let networks: Int
    let seed: Int

    var resources: Resources { .simulation(width: width) }
    /// Flops: two products and a Haar matrix per layer, and thirteen columns per layer below each pair.
    var work: Double? {
        let n = Double(width), below = layers.reduce(0, +)
        return Double(networks) * (Double(depth) * 7 * n * n * n + Double(26 * pairs * below) * n * n)
    }
    var words: [String] { setting.words + ["n = \(width)", "L = \(depth)", "\(networks) networks", "seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> TensorSample {
        try TensorSample(
            setting, width: width, depth: depth, seeds: networkSeeds(seed, width: width, count: networks), descendantsOf: layers, pairs: pairs)
    }
}

/// Averages over the preactivations of a group of networks.
struct PreactivationSimulation: Target {
    let setting: TangentSetting
    let width: Int
    let depth: Int
    let networks: Int
    let seed: Int

    var resources: Resources { .simulation(width: width) }
    /// Flops, with thirty for a normal and its nonlinearity.
    var work: Double? { 30 * Double(networks * depth * width) }
    var words: [String] { setting.words + ["n = \(width)", "L = \(depth)", "\(networks) networks", "seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> TensorSample {
        try TensorSample(preactivationsOf: setting, width: width, depth: depth, seeds: networkSeeds(seed, width: width, count: networks))
    }
}

/// The seeds of a group's networks: no two groups or widths share one.
func networkSeeds(_ group: Int, width: Int, count: Int) -> Range<UInt64> {
    let first = (UInt64(group) << 12 | UInt64(width)) << 20
    return first..<first + UInt64(count)
}

extension TangentSetting {
    /// "orthogonal tanh", "K¹ = 0.25", "λ_b = 1/l".
    var words: [String] {
        let rate =
            switch biasRate {
            case .constant(let value): Fraction.text(value)
            case .overLayer(let value): "\(Fraction.text(value))/l"
            }
        return ["\(ensemble.displayName) \(nonlinearity.displayName)", "K¹ = \(Fraction.text(firstKernel))", "λ_b = \(rate)"]
    }

    /// "Gaussian tanh".
    var name: String { words[0] }
}
