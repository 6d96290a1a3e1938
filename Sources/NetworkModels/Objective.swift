// What training minimises, and how fast each layer learns.

/// What is minimised: a loss, and a penalty on the biases of the hidden layers.
public struct Objective: Hashable, Codable, Sendable {
    public enum Loss: String, Codable, Sendable, CaseIterable {
        /// Of the softmax of y, in nats; the mean over samples.
        case crossEntropy
        /// (y - t)², the mean over samples and outputs, with t = 1 for the sample's class and 0 for the others.
        case squaredError
    }

    public var loss: Loss
    public var biasPenalty: BiasPenalty?

    public init(_ loss: Loss, biasPenalty: BiasPenalty? = nil) {
        self.loss = loss
        self.biasPenalty = biasPenalty
    }
}

/// strength · sum (b - b*)² over the biases of the hidden layers, with targets b* ~ N(mean, deviation²) drawn once (P3).
public struct BiasPenalty: Hashable, Codable, Sendable {
    /// lambda.
    public var strength: Double
    public var mean: Double
    public var deviation: Double

    public init(strength: Double, mean: Double = 0, deviation: Double) {
        self.strength = strength
        self.mean = mean
        self.deviation = deviation
    }
}

/// The learning rates of the layers, relative to eta.
public enum LayerRates: String, Codable, Sendable, CaseIterable {
    case equal
    /// eta/n for weights that read n neurons, eta/l for the biases of layer l = 1, 2, …: the rates at which every layer
    /// contributes its share to the tangent kernel (P4).
    case tangentKernel

    /// The factor of eta for the weights of a layer.
    package func weights(inputs: Int) -> Double { self == .equal ? 1 : 1 / Double(inputs) }
    /// The factor of eta for the biases of layer l, from 1.
    package func biases(layer: Int) -> Double { self == .equal ? 1 : 1 / Double(layer) }
}
