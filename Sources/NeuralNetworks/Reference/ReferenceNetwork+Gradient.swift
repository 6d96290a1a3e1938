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
        let pass = try backward(parameters, signals, targets: targets, loss)
        var gradient = [Double](repeating: 0, count: layout.count)
        for (number, layer) in layout.layers.enumerated() {
            let delta = pass.deltas[number]
            if stack.hidden.hasBiases { for i in 0..<delta.rows { gradient[layer.biases + i] = delta.sum(ofRow: i) } }
            if let gains = layer.gains, let signal = signals.normalised?.signal {
                for i in 0..<delta.rows { gradient[gains + i] = delta.sum(ofRow: i, times: signal) }
            }
            let weights = try pass.inner[number].timesTransposed(signals.activations[number])
            for i in 0..<layer.outputs {
                for j in 0..<layer.inputs { gradient[layer.weights + i * layer.inputs + j] = weights[i, j] }
            }
        }
        return gradient
    }

    /// dLoss/dh_l, and dLoss/d(W x)_l, which differs in the normalised layer; from l = 1 to the readout.
    func backward(
        _ parameters: [Double], _ signals: Signals, targets: Matrix, _ loss: Objective.Loss
    ) throws(LinearAlgebraError) -> (deltas: [Matrix], inner: [Matrix]) {
        // g_l at index l, zero at first; g_0, for the inputs, is not used.
        var g = signals.activations.map { Matrix(rows: $0.rows, columns: $0.columns) }
        var (deltas, inner): ([Matrix], [Matrix]) = ([], [])
        let readout = stack.hidden.count + 1
        var delta = outputGradient(signals.outputs, targets: targets, loss)
        for l in (1...readout).reversed() {
            if l < readout {
                let h = signals.preactivations[l - 1], phi = stack.hidden.nonlinearity
                delta = Matrix(rows: h.rows, columns: h.columns) { g[l][$0, $1] * phi.derivative(h[$0, $1]) }
                try passSkips(l, &g)
            }
            deltas.append(delta)
            if let gains = layout.layers[l - 1].gains, let (signal, deviations) = signals.normalised {
                let scaled = Matrix(rows: delta.rows, columns: delta.columns) { parameters[gains + $0] * delta[$0, $1] }
                delta = denormalise(scaled, signal, deviations)
            }
            inner.append(delta)
            g[l - 1] = g[l - 1].plus(try weights(l, parameters).transposedTimes(delta))
        }
        return (deltas.reversed(), inner.reversed())
    }

    /// Passes g_l on to the layers whose signals layer l's skips read.
    func passSkips(_ l: Int, _ g: inout [Matrix]) throws(LinearAlgebraError) {
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
    func sum(ofRow i: Int) -> Double { (0..<columns).reduce(0) { $0 + self[i, $1] } }
    func sum(ofRow i: Int, times other: Matrix) -> Double { (0..<columns).reduce(0) { $0 + self[i, $1] * other[i, $1] } }
}
