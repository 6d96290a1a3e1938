// The network that P1 trains, as a description: its random network of equal widths between a first layer that reads the
// images and a linear one that reads the classes out. Everything random about it follows from its seed.
//
//   h⁰ = W⁰ a + b⁰,  x⁰ = phi(h⁰);   h^l = W^l x^{l-1} + b^l,  x^l = phi(h^l),  l = 1 … L;   y = W^{L+1} x^L + b^{L+1}
//
// All layers are drawn from one ensemble with one sigma_w and sigma_b (our choice for the first and the last, of which
// P1 says little): with centred images a of mean square (q* - sigma_b²)/sigma_w², the mean square of h⁰ is then q*.
import LinearAlgebra
import NetworkModels
import Randomness

/// A fully connected classifier of images (P1, section 3).
public struct Classifier: Hashable, Codable, Sendable {
    /// The layers 1 … L, and the seed of all.
    public var network: RandomNetwork
    /// Numbers an image: 3072 for CIFAR.
    public var inputs: Int
    public var classes: Int

    public init(network: RandomNetwork, inputs: Int, classes: Int) {
        self.network = network
        self.inputs = inputs
        self.classes = classes
    }

    /// The mean square of an image's numbers for which the mean square of h⁰ is q*.
    ///
    /// At criticality q* > sigma_b² always.
    public var inputMeanSquare: Double {
        (network.qStar - network.sigmaB * network.sigmaB) / (network.sigmaW * network.sigmaW)
    }

    /// Refuses a description that names no network.
    public func validate() throws(LinearAlgebraError) {
        try network.validate()
        if inputs < 1 { throw .invalidParameter(name: "inputs", value: "\(inputs)", requirement: "at least 1") }
        if classes < 2 { throw .invalidParameter(name: "classes", value: "\(classes)", requirement: "at least 2") }
        if !(inputMeanSquare > 0) {
            throw .invalidParameter(name: "qStar", value: "\(network.qStar)", requirement: "greater than sigmaB²")
        }
    }

    /// Where each layer's weights and biases are among all parameters.
    package var layout: ParameterLayout {
        let width = network.width
        let hidden = Array(repeating: (width, width), count: network.depth)
        return ParameterLayout(shapes: [(inputs, width)] + hidden + [(width, classes)])
    }

    /// Draws all parameters. Layers 1 … L are those of `network`, number for number, rounded to single precision.
    package func initialParameters(_ layout: ParameterLayout) throws(LinearAlgebraError) -> FloatBuffer {
        let parameters = FloatBuffer(layout.count)
        for (number, layer) in layout.layers.enumerated() {
            let stream = network.stream(.weights, layer: streamNumber(ofLayer: number))
            let weights = try network.ensemble.weightMatrix(
                rows: layer.outputs, columns: layer.inputs, sigmaW: network.sigmaW, from: stream)
            for i in 0..<layer.outputs {
                for j in 0..<layer.inputs { parameters.start[layer.weights + i * layer.inputs + j] = Float(weights[i, j]) }
            }
            guard network.sigmaB > 0 else { continue }
            let biases = network.stream(.biases, layer: streamNumber(ofLayer: number)).normals(layer.outputs)
            for i in 0..<layer.outputs { parameters.start[layer.biases + i] = Float(network.sigmaB * biases[i]) }
        }
        return parameters
    }

    /// Layer 0 of the classifier is none of the network's: substream 0 of its seed is the simulations' input signal.
    private func streamNumber(ofLayer layer: Int) -> Int { layer == 0 ? network.depth + 2 : layer }
}
