// All parameters of a classifier are one stretch of floats, so that an optimiser is one loop over it. Each part begins
// at a whole vector of sixteen.

/// Where the weights and biases of each layer are.
package struct ParameterLayout: Sendable {
    package struct Layer: Sendable {
        package let inputs: Int
        package let outputs: Int
        /// The first of outputs × inputs weights, row-major: W_ij is at `weights + i * inputs + j`.
        package let weights: Int
        /// The first of `outputs` biases.
        package let biases: Int
    }

    package let layers: [Layer]
    /// Floats in all, with the gaps.
    package let count: Int

    /// - Parameter shapes: (inputs, outputs) of each layer.
    package init(shapes: [(inputs: Int, outputs: Int)]) {
        var end = 0
        func take(_ count: Int) -> Int {
            defer { end += (count + 15) / 16 * 16 }
            return end
        }
        layers = shapes.map { inputs, outputs in
            Layer(inputs: inputs, outputs: outputs, weights: take(inputs * outputs), biases: take(outputs))
        }
        count = end
    }
}
