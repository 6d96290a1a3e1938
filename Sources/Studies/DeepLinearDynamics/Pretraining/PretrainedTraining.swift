// A five-layer linear network on the images themselves, from small random weights and after greedy pretraining (P2, figure 5). Inputs
// are rotated to the eigenvectors of Σ11, which changes nothing: Gaussian weights look the same in every basis.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import Randomness

/// The setting of figure 5.
public struct PretrainingSetting: Codable, Hashable, Sendable {
    /// N of the hidden layers, P2's 200.
    var hidden: Int
    /// D: five layers of units.
    var depth = 4
    /// P2's deviation of the random weights.
    var deviation = 0.01
    /// Steps of each autoencoder, of which there is one per matrix but the last.
    var autoencoderSteps: Int
    /// Steps in all, pretraining included.
    var steps: Int
    /// Rates of the supervised training in units of the inverse of Σ11's largest eigenvalue, descending.
    var rates: [Double]
    /// The rate of an autoencoder in units of the inverse of its inputs' largest variance λ (our choice): half of 1/(2λ), the inverse of the
    /// curvature where their mode is learnt.
    static let autoencoderRate = 0.25

    var pretrainingSteps: Int { (depth - 1) * autoencoderSteps }

    /// Flops: 8 inputs · hidden² per step of an autoencoder; a supervised step, of ten outputs, waits for the memory of the weights.
    func work(isPretrained: Bool) -> Double {
        let inputs = 784, layers = depth - 2, weights = inputs * hidden + layers * hidden * hidden
        let autoencoders = isPretrained ? 8 * Double((inputs + layers * hidden) * hidden * hidden) * Double(autoencoderSteps) : 0
        return autoencoders + 200 * Double(weights) * Double(steps - (isPretrained ? pretrainingSteps : 0))
    }
}

/// One training at a rate.
public struct PretrainedTraining: Target {
    let setting: PretrainingSetting
    let isPretrained: Bool
    let images: Input<ImageCorrelations.Value>
    let rate: Double
    let seed: Int

    public struct Value: Codable, Sendable, Equatable {
        /// Half the mean squared error before each supervised step and at the end, as far as it was finite.
        public var losses: [Double]
        public var hasDiverged: Bool
        /// Of each autoencoder, at its end: loss over the loss of the zero map.
        public var autoencoderShares: [Double]

        package init(losses: [Double], hasDiverged: Bool, autoencoderShares: [Double] = []) {
            (self.losses, self.hasDiverged, self.autoencoderShares) = (losses, hasDiverged, autoencoderShares)
        }
    }

    public var words: [String] { [isPretrained ? "pretrained" : "random", "η = \(NumberText.short(rate))", "seed \(seed)"] }
    public var resources: Resources { Resources(memory: 128 << 20, isolation: .thread) }
    public var work: Double? { setting.work(isPretrained: isPretrained) }

    public func make(_ inputs: Inputs) throws -> Value {
        let task = try inputs[images].raw()
        let stream = RandomStream(seed: UInt64(seed))
        let (inputCount, outputs) = (task.inputOutput.columns, task.inputOutput.rows)
        let sizes = [inputCount] + [Int](repeating: setting.hidden, count: setting.depth - 1) + [outputs]
        var weights = (0..<setting.depth).map { l in
            Matrix.gaussian(rows: sizes[l + 1], columns: sizes[l], deviation: setting.deviation, from: stream.substream(UInt64(l)))
        }
        var shares: [Double] = []
        if isPretrained {
            // Second moments of a layer's inputs as eigenvectors and variances.
            var (vectors, variances) = (Matrix.identity(inputCount), task.inputVariances)
            for l in 0..<setting.depth - 1 {
                let decoder = Matrix.gaussian(rows: sizes[l], columns: sizes[l + 1], deviation: setting.deviation, from: stream.substream(UInt64(100 + l)))
                var autoencoder = try LinearAutoencoder(encoder: weights[l].times(vectors), decoder: vectors.transposedTimes(decoder), variances: variances)
                var loss = 0.0
                let rate = PretrainingSetting.autoencoderRate / (variances.first ?? 1)
                for _ in 0..<setting.autoencoderSteps { loss = try autoencoder.step(rate: rate) }
                shares.append(loss / (0.5 * variances.reduce(0, +)))
                weights[l] = try autoencoder.encoder.timesTransposed(vectors)
                let scaled = Matrix(rows: sizes[l + 1], columns: sizes[l]) { autoencoder.encoder[$0, $1] * variances[$1] }
                let svd = try scaled.timesTransposed(autoencoder.encoder).singularValueDecomposition()
                (vectors, variances) = (svd.left, svd.values)
            }
        }
        var network = try LinearNetwork(weights: weights)
        let steps = setting.steps - (isPretrained ? setting.pretrainingSteps : 0)
        let training = try LinearTraining.run(&network, on: task, rate: rate / (task.inputVariances.first ?? 1), mark: 0, longest: max(0, steps))
        var hasDiverged = false
        if case .diverged = training.end { hasDiverged = true }
        return Value(losses: training.losses, hasDiverged: hasDiverged, autoencoderShares: shares)
    }
}

/// The rate at which a kind of network has the least error at the end, in networks that judge nothing.
public struct PretrainedRate: Target {
    let rates: [Double]
    /// By rate and network.
    let trainings: [[Input<PretrainedTraining.Value>]]

    public struct Value: Codable, Sendable, Equatable {
        public var rate: Double
        public var isAtEdge: Bool
    }

    public func make(_ inputs: Inputs) throws -> Value {
        let errors = try trainings.map { try inputs[$0].reduce(0) { $0 + ($1.hasDiverged ? .infinity : $1.losses.last ?? .infinity) } }
        let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
        return Value(rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1)
    }
}

/// A training at the rate that others chose.
public struct ChosenPretrainedTraining: Target {
    let setting: PretrainingSetting
    let isPretrained: Bool
    let images: Input<ImageCorrelations.Value>
    let rate: Input<PretrainedRate.Value>
    let seed: Int

    public var words: [String] { [isPretrained ? "pretrained" : "random", "seed \(seed)"] }
    public var resources: Resources { Resources(memory: 128 << 20, isolation: .thread) }
    public var work: Double? { setting.work(isPretrained: isPretrained) }

    public func make(_ inputs: Inputs) throws -> PretrainedTraining.Value {
        try PretrainedTraining(setting: setting, isPretrained: isPretrained, images: images, rate: inputs[rate].rate, seed: seed).make(inputs)
    }
}
