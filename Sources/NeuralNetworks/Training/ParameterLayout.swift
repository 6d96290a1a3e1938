// All parameters of a network are one array of floats, so that an optimiser is one loop over it. Each part begins at a
// multiple of sixteen.

/// Where the parameters of each layer are.
package struct ParameterLayout: Sendable {
    package struct Layer: Sendable {
        package let inputs: Int
        package let outputs: Int
        /// The first of outputs × inputs weights, row-major: W_ij is at `weights + i * inputs + j`.
        package let weights: Int
        /// The first of `outputs` biases.
        package let biases: Int
        /// The first of `outputs` gains of a normalised layer.
        package let gains: Int?
    }

    package let layers: [Layer]
    /// Floats in all, with the gaps.
    package let count: Int

    /// - Parameters:
    ///   - shapes: (inputs, outputs) of each layer.
    ///   - normalised: the number of the layer that has gains; nil for none.
    package init(shapes: [(inputs: Int, outputs: Int)], normalised: Int? = nil) {
        var end = 0
        func take(_ count: Int) -> Int {
            defer { end += (count + 15) / 16 * 16 }
            return end
        }
        layers = shapes.enumerated().map { number, shape in
            Layer(
                inputs: shape.inputs, outputs: shape.outputs, weights: take(shape.inputs * shape.outputs), biases: take(shape.outputs),
                gains: number == normalised ? take(shape.outputs) : nil)
        }
        count = end
    }
}
