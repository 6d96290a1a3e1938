// Backpropagation through every kind of layer. g_l = dLoss/dx_l is summed over everything that reads x_l: the next layer's
// weights and the skips that begin there. delta_l = dLoss/dh_l = g_l ∘ phi'(h_l).
import LinearAlgebra
import NetworkModels

extension ReferenceNetwork {
    /// The gradient of the loss of a batch, without the penalty on biases, in the layout of the parameters. In a network
    /// without biases their gradient is zero.
    package func gradient(
        _ parameters: [Double], _ inputs: Matrix, targets: Matrix, _ loss: Objective.Loss
    ) throws(LinearAlgebraError) -> [Double] {
        let signals = try signals(parameters, inputs)
        var gradient = [Double](repeating: 0, count: layout.count)
        // g_l at index l, zero at first; g_0, for the inputs, is not used.
        var g = signals.activations.map { Matrix(rows: $0.rows, columns: $0.columns) }

        let readout = stack.hidden.count + 1
        var delta = outputGradient(signals.outputs, targets: targets, loss)
        for l in (1...readout).reversed() {
            if l < readout {
                let h = signals.preactivations[l - 1], phi = stack.hidden.nonlinearity
                delta = Matrix(rows: h.rows, columns: h.columns) { g[l][$0, $1] * phi.derivative(h[$0, $1]) }
                try passSkips(l, &g)
            }
            let layer = layout.layers[l - 1]
            if stack.hidden.hasBiases { for i in 0..<delta.rows { gradient[layer.biases + i] = delta.sum(ofRow: i) } }
            if let gains = layer.gains, let (signal, deviations) = signals.normalised {
                for i in 0..<delta.rows { gradient[gains + i] = delta.sum(ofRow: i, times: signal) }
                let scaled = Matrix(rows: delta.rows, columns: delta.columns) { parameters[gains + $0] * delta[$0, $1] }
                delta = denormalise(scaled, signal, deviations)
            }
            let weights = try delta.timesTransposed(signals.activations[l - 1])
            for i in 0..<layer.outputs {
                for j in 0..<layer.inputs { gradient[layer.weights + i * layer.inputs + j] = weights[i, j] }
            }
            g[l - 1] = g[l - 1].plus(try self.weights(l, parameters).transposedTimes(delta))
        }
        return gradient
    }

    /// Passes g_l on to the layers whose signals layer l's skips read.
    private func passSkips(_ l: Int, _ g: inout [Matrix]) throws(LinearAlgebraError) {
        guard l > 1 else { return }
        switch stack.hidden.skip {
        case .none: break
        case .identity: g[l - 1] = g[l - 1].plus(g[l])
        case .fixed: g[l - 1] = g[l - 1].plus(try skipMatrices[l - 2].transposedTimes(g[l]))
        case .hyperResidual:
            g[l - 1] = g[l - 1].plus(g[l])
            for k in 1..<max(1, l - 1) { g[k] = g[k].plus(try skipMatrices[k - 1].transposedTimes(g[l]), times: 1 / Double(l - 2)) }
        }
    }

    /// From the gradient with respect to the normalised signal s to that with respect to W x: e minus its mean and its
    /// component along s, divided by the deviation.
    private func denormalise(_ e: Matrix, _ s: Matrix, _ deviations: [Double]) -> Matrix {
        let count = Double(e.columns)
        let means = (0..<e.rows).map { e.sum(ofRow: $0) / count }
        let parts = (0..<e.rows).map { e.sum(ofRow: $0, times: s) / count }
        return Matrix(rows: e.rows, columns: e.columns) { (e[$0, $1] - means[$0] - parts[$0] * s[$0, $1]) / deviations[$0] }
    }
}

extension Matrix {
    fileprivate func sum(ofRow i: Int) -> Double { (0..<columns).reduce(0) { $0 + self[i, $1] } }
    fileprivate func sum(ofRow i: Int, times other: Matrix) -> Double { (0..<columns).reduce(0) { $0 + self[i, $1] * other[i, $1] } }
}
