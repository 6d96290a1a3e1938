// One realisation of a network: everything random about it follows from its seed, each part from its own stream.
import LinearAlgebra
import NetworkModels
import Randomness

/// A stack of layers with parameters drawn at random.
public struct NetworkRealisation: Hashable, Codable, Sendable {
    public var stack: LayerStack
    public var start: NetworkStart
    public var seed: UInt64

    public init(_ stack: LayerStack, start: NetworkStart, seed: UInt64) {
        self.stack = stack
        self.start = start
        self.seed = seed
    }

    /// Rejects an invalid description.
    /// - Throws: `invalidParameter`, naming the first parameter outside its domain.
    public func validate() throws(LinearAlgebraError) {
        func require(_ holds: Bool, _ name: String, _ value: Any, _ requirement: String) throws(LinearAlgebraError) {
            if !holds { throw .invalidParameter(name: name, value: "\(value)", requirement: requirement) }
        }
        try require(stack.inputs >= 1, "inputs", stack.inputs, "at least 1")
        try require(stack.hidden.width >= 1, "width", stack.hidden.width, "at least 1")
        try require(stack.hidden.count >= 1, "hidden layers", stack.hidden.count, "at least 1")
        try require(stack.outputs >= 1, "outputs", stack.outputs, "at least 1")
        if let layer = stack.hidden.normalised {
            try require((1...stack.hidden.count).contains(layer), "normalised", layer, "a hidden layer, from 1 to \(stack.hidden.count)")
        }
        switch start.weights {
        case .ensemble(_, let scale), .gaussian(let scale):
            try require(scale > 0 && scale.isFinite, "scale of the weights", scale, "positive and finite")
        case .glorotNormal, .glorotUniform: break
        }
        try require(start.biasDeviation >= 0 && start.biasDeviation.isFinite, "biasDeviation", start.biasDeviation, "non-negative and finite")
    }

    /// Where each layer's parameters are in the array of all parameters.
    package var layout: ParameterLayout { ParameterLayout(shapes: stack.shapes, normalised: stack.hidden.normalised.map { $0 - 1 }) }

    /// Weights and biases of a layer before the first step.
    /// - Parameter number: from 0, the first hidden layer, to the readout.
    package func parameters(ofLayer number: Int) throws(LinearAlgebraError) -> (weights: Matrix, biases: [Double]) {
        let shape = stack.shapes[number]
        var weights = try start.weights.matrix(rows: shape.outputs, columns: shape.inputs, from: stream(.weights, layer: number))
        if start.subtractsIdentity, (1..<stack.hidden.count).contains(number) {
            for i in 0..<shape.outputs { weights[i, i] -= 1 }
        }
        guard stack.hidden.hasBiases else { return (weights, Array(repeating: 0, count: shape.outputs)) }
        return (weights, normals(.biases, layer: number, count: shape.outputs, mean: start.biasMean, deviation: start.biasDeviation))
    }

    /// Draws all parameters, rounded to single precision.
    package func singleParameters() throws(LinearAlgebraError) -> FloatBuffer {
        let buffer = FloatBuffer(layout.count)
        for (number, layer) in layout.layers.enumerated() {
            let (weights, biases) = try parameters(ofLayer: number)
            for i in 0..<layer.outputs {
                for j in 0..<layer.inputs { buffer.start[layer.weights + i * layer.inputs + j] = Float(weights[i, j]) }
                buffer.start[layer.biases + i] = Float(biases[i])
                if let gains = layer.gains { buffer.start[gains + i] = 1 }
            }
        }
        return buffer
    }

    /// All parameters before the first step, as a snapshot of a training has them.
    public func snapshot() throws(LinearAlgebraError) -> [Float] { try singleParameters().elements }

    /// Q_k of layers k = 1 … K - 1, in order; empty if no skip has a matrix.
    package func skipMatrices() throws(LinearAlgebraError) -> [Matrix] {
        guard let kind = stack.hidden.skip.matrix else { return [] }
        var matrices: [Matrix] = []
        for number in 0..<stack.hidden.count - 1 {
            matrices.append(try kind.matrix(width: stack.hidden.width, from: stream(.skip, layer: number)))
        }
        return matrices
    }

    /// b* of each hidden layer, in order.
    package func biasTargets(_ penalty: BiasPenalty) -> [[Double]] {
        (0..<stack.hidden.count).map {
            normals(.biasTargets, layer: $0, count: stack.hidden.width, mean: penalty.mean, deviation: penalty.deviation)
        }
    }

    private func normals(_ part: NetworkStreams.Part, layer: Int, count: Int, mean: Double, deviation: Double) -> [Double] {
        guard deviation > 0 else { return Array(repeating: mean, count: count) }
        return stream(part, layer: layer).normals(count).map { mean + deviation * $0 }
    }

    /// The layer that reads inputs is numbered after the last: 1 to K - 1 are the layers of a `RandomNetwork`.
    private func stream(_ part: NetworkStreams.Part, layer: Int) -> RandomStream {
        NetworkStreams(seed: seed).stream(part, layer: layer == 0 ? stack.hidden.count + 1 : layer)
    }
}
