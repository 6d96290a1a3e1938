// What all pieces of a batch share: the network at fixed parameters, and where a vector's numbers lie.
import LinearAlgebra
import NetworkModels

/// What the pieces of a batch have in common.
final class BatchPlan<T: ProductScalar>: Sendable {
    let stack: LayerStack
    let layout: ParameterLayout
    let loss: Objective.Loss
    /// Samples of the whole batch, over which the loss is a mean.
    let batchSize: Int
    let parameters: NumberBuffer<T>
    /// Q_k, k = 1 … K - 1, row-major.
    let skipMatrices: [NumberBuffer<T>]
    /// Where each layer's weights, biases and gains lie in a vector, which has no gaps.
    let places: [(weights: Int, biases: Int, gains: Int)]
    /// P.
    let count: Int

    /// Inputs of a layer that are multiplied before those that follow: 256 KB of weights and panels, which the second-level cache
    /// holds.
    private static var inputsAtOnce: Int { 256 }

    init(_ network: NetworkRealisation, _ parameters: [Double], _ loss: Objective.Loss, batchSize: Int) throws(LinearAlgebraError) {
        try network.validate()
        (stack, layout, self.loss, self.batchSize) = (network.stack, network.layout, loss, batchSize)
        let buffer = NumberBuffer<T>(layout.count)
        for i in 0..<min(parameters.count, layout.count) { buffer.start[i] = T(parameters[i]) }
        self.parameters = buffer
        skipMatrices = try network.skipMatrices().map { NumberBuffer<T>($0) }
        var end = 0
        places = network.layout.layers.map { layer in
            let biases = end + layer.outputs * layer.inputs, gains = biases + (network.stack.hidden.hasBiases ? layer.outputs : 0)
            defer { end = gains + (layer.gains == nil ? 0 : layer.outputs) }
            return (end, biases, gains)
        }
        count = end
    }

    var width: Int { stack.hidden.width }
    /// K + 1.
    var readout: Int { stack.hidden.count + 1 }
    func weights(_ l: Int) -> UnsafePointer<T> { UnsafePointer(parameters.start + layout.layers[l - 1].weights) }

    /// h ← A x, or h + A x, for all panels.
    /// - Parameter a: outputs × inputs, row-major, as a layer's weights or a skip's matrix.
    func multiply(
        _ a: UnsafePointer<T>, outputs: Int, inputs: Int, _ x: UnsafePointer<T>, into h: UnsafeMutablePointer<T>, _ panels: Range<Int>, adding: Bool
    ) {
        let b = SamplePanels.width
        for first in stride(from: 0, to: inputs, by: Self.inputsAtOnce) {
            for panel in panels {
                T.multiply(
                    a + first, inputs, 1, x + (panel * inputs + first) * b, b, into: h + panel * outputs * b, b, rows: outputs, columns: b,
                    inner: min(Self.inputsAtOnce, inputs - first), adding: adding || first > 0)
            }
        }
    }

    /// g ← Aᵀ d, or g + Aᵀ d, for some panels.
    func multiplyTransposed(
        _ a: UnsafePointer<T>, outputs: Int, inputs: Int, _ d: UnsafePointer<T>, into g: UnsafeMutablePointer<T>, _ panels: Range<Int>, adding: Bool
    ) {
        let b = SamplePanels.width
        for panel in panels {
            T.multiply(
                a, 1, inputs, d + panel * outputs * b, b, into: g + panel * inputs * b, b, rows: inputs, columns: b, inner: outputs, adding: adding)
        }
    }
}
