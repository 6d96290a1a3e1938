// What a network is, whatever its realisation: a stack of dense layers between inputs and a linear readout.
//
//   h_1 = W_1 a + b_1,  x_1 = phi(h_1);   h_l = W_l x_{l-1} + b_l,  x_l = phi(h_l) + skip,  l = 2 … K;   y = W_{K+1} x_K + b_{K+1}
//
// The hidden layers of every network that is reproduced here have one width and one kind, so the description states them
// once: it stays short in keys and provenance even for 200 layers. It covers what the papers need:
//   P1  K = L + 1, no skip; x⁰ of the theory is x_1 here
//   P2  linear or tanh, no biases, K = D - 1 for D weight matrices; starts given as matrices use the reference network
//   P3  ReLU with identity, fixed or hyper-residual skips, one normalised layer, targets for the biases
//   P4  tanh without biases, or with biases that learn at their own rates (`LayerRates`)
// Inputs and outputs are kept apart from hidden layers, because a plan knows the latter before it knows the data.

/// A network's layers.
public struct LayerStack: Hashable, Codable, Sendable {
    /// n_0, the numbers per input.
    public var inputs: Int
    public var hidden: HiddenLayers
    public var outputs: Int

    public init(inputs: Int, hidden: HiddenLayers, outputs: Int) {
        self.inputs = inputs
        self.hidden = hidden
        self.outputs = outputs
    }

    /// Inputs and outputs of each dense layer, from the first hidden one to the readout.
    public var shapes: [(inputs: Int, outputs: Int)] {
        let width = hidden.width
        return [(inputs, width)] + Array(repeating: (width, width), count: hidden.count - 1) + [(width, outputs)]
    }
}

/// The hidden layers of a network: one that reads the inputs, and others from N to N neurons.
public struct HiddenLayers: Hashable, Codable, Sendable {
    /// N.
    public var width: Int
    /// K, at least 1.
    public var count: Int
    public var nonlinearity: Nonlinearity
    /// How a layer's input bypasses it; the first layer has no skip.
    public var skip: Skip
    /// The layer l = 1 … K whose weighted inputs W x are normalised over the batch, before its biases; nil when no layer is.
    public var normalised: Int?
    /// Whether the layers have biases, including the readout.
    public var hasBiases: Bool

    public init(
        width: Int, count: Int, nonlinearity: Nonlinearity, skip: Skip = .none, normalised: Int? = nil, hasBiases: Bool = true
    ) {
        self.width = width
        self.count = count
        self.nonlinearity = nonlinearity
        self.skip = skip
        self.normalised = normalised
        self.hasBiases = hasBiases
    }
}
