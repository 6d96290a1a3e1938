// One training as a value: what is trained, and what is measured on the way. Equal descriptions give equal records, bit for
// bit, however often the training is interrupted.
import Foundation
import NetworkModels

/// A training to be done.
public struct TrainingRun: Hashable, Codable, Sendable {
    public var network: NetworkRealisation
    /// The mean square of an input's numbers; images are scaled to it.
    public var inputMeanSquare: Double
    public var objective: Objective
    public var optimiser: Optimiser
    /// eta.
    public var rate: Double
    public var layerRates: LayerRates
    /// If it is at least the number of images, every step uses all of them.
    public var batchSize: Int
    public var steps: Int
    /// The seed for the order of the images.
    public var seed: UInt64
    public var probes: [Probe]
    /// The training ends when an evaluation shows this accuracy; nil to do all steps.
    public var enough: Double?

    public init(
        network: NetworkRealisation, inputMeanSquare: Double, objective: Objective = Objective(.crossEntropy), optimiser: Optimiser,
        rate: Double, layerRates: LayerRates = .equal, batchSize: Int = 128, steps: Int, seed: UInt64,
        probes: [Probe], enough: Double? = nil
    ) {
        self.network = network
        self.inputMeanSquare = inputMeanSquare
        self.objective = objective
        self.optimiser = optimiser
        self.rate = rate
        self.layerRates = layerRates
        self.batchSize = batchSize
        self.steps = steps
        self.seed = seed
        self.probes = probes
        self.enough = enough
    }

    /// The images of a training: to learn from, and to be evaluated on. Rates are chosen on a validation split and results
    /// reported on test images, by two separate trainings.
    public struct Images: Sendable {
        public var training: LabelledImages
        public var heldOut: LabelledImages
        /// Statistics of the training images.
        public var statistics: ImageStatistics

        public init(training: LabelledImages, heldOut: LabelledImages, statistics: ImageStatistics) {
            self.training = training
            self.heldOut = heldOut
            self.statistics = statistics
        }
    }

    /// Steps 0, 1, 2, 3, … at first, then about `perDecade` per decade, and the last one, for a logarithmic axis.
    public static func logarithmicSteps(to last: Int, perDecade: Int) -> [Int] {
        var steps: Set<Int> = [0, last]
        let ratio = pow(10, 1 / Double(perDecade))
        var step = 1.0
        while Int(step.rounded()) < last {
            steps.insert(Int(step.rounded()))
            step = max(step * ratio, step + 1)
        }
        return steps.sorted()
    }
}
