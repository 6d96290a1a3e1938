// The Hessian of a loss as an operator (Pearlmutter's R-operator, Neural Computation 6, 1994), in double precision and for
// every kind of layer: the derivative of the backward pass along a direction in the space of parameters. The fast operator must
// agree with it.
//
// The derivative of a quantity along the direction v is written with the suffix Dot. At kinks of phi (ReLU, hard tanh) phi'' is
// 0: the result is the Hessian of the smooth piece on which the parameters lie.
//
// Shapes: as in `ReferenceNetwork`: batches are matrices with one column per sample.
import LinearAlgebra
import NetworkModels

/// The Hessian of one network's loss on one batch.
package struct ReferenceHessian: Sendable {
    package let network: ReferenceNetwork
    /// The point at which the Hessian is taken.
    package let parameters: [Double]
    private let signals: ReferenceNetwork.Signals
    private let loss: Objective.Loss
    private let penaltyStrength: Double
    /// dLoss/dh_l after the backward pass, from l = 1 to the readout.
    private let deltas: [Matrix]
    /// dLoss/d(W x)_l: differs from the former in the normalised layer.
    private let inner: [Matrix]

    /// Runs forward and backward once, for all products.
    /// - Parameter penalty: on the biases of hidden layers.
    package init(
        _ network: ReferenceNetwork, _ parameters: [Double], _ inputs: Matrix, targets: Matrix, _ objective: Objective
    ) throws(LinearAlgebraError) {
        self.network = network
        self.parameters = parameters
        loss = objective.loss
        penaltyStrength = objective.biasPenalty?.strength ?? 0
        signals = try network.signals(parameters, inputs)
        let pass = try network.backward(parameters, signals, targets: targets, objective.loss)
        (deltas, inner) = (pass.deltas, pass.inner)
    }

    /// The positions in the layout of the parameters to which the rows and columns of the Hessian belong, in order.
    package var indices: [Int] { network.learntIndices }

    /// H v.
    /// - Parameter v: in the layout of the parameters; its gaps are not read.
    /// - Throws: `nonFinite`, naming the layer.
    package func times(_ v: [Double]) throws(LinearAlgebraError) -> [Double] {
        let hidden = network.stack.hidden, readout = hidden.count + 1
        // Forward.
        var xDot = [Matrix(rows: signals.activations[0].rows, columns: signals.activations[0].columns)]
        var (hDot, normalisedDot): ([Matrix], NormalisedDot?) = ([], nil)
        for l in 1...readout {
            let layer = network.layout.layers[l - 1]
            var zDot = try network.weights(l, parameters).times(xDot[l - 1])
                .plus(try network.weights(l, v).times(signals.activations[l - 1]))
            if let gains = layer.gains, let (s, deviations) = signals.normalised {
                let dot = NormalisedDot(of: s, deviations, zDot)
                zDot = Matrix(rows: s.rows, columns: s.columns) { v[gains + $0] * s[$0, $1] + parameters[gains + $0] * dot.signal[$0, $1] }
                normalisedDot = dot
            }
            if hidden.hasBiases { zDot = Matrix(rows: zDot.rows, columns: zDot.columns) { zDot[$0, $1] + v[layer.biases + $0] } }
            guard zDot.elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "Hessian product, layer \(l)") }
            hDot.append(zDot)
            guard l < readout else { break }
            let h = signals.preactivations[l - 1], phi = hidden.nonlinearity
            let own = Matrix(rows: h.rows, columns: h.columns) { phi.derivative(h[$0, $1]) * zDot[$0, $1] }
            xDot.append(try own.plus(network.skip(l, xDot)))
        }
        // Backward.
        var product = [Double](repeating: 0, count: network.layout.count)
        var gDot = signals.activations.map { Matrix(rows: $0.rows, columns: $0.columns) }
        var g = gDot
        var deltaDot = network.outputHessian(signals.outputs, hDot[readout - 1], loss)
        for l in (1...readout).reversed() {
            if l < readout {
                let h = signals.preactivations[l - 1], phi = hidden.nonlinearity, (upper, upperDot, own) = (g[l], gDot[l], hDot[l - 1])
                deltaDot = Matrix(rows: h.rows, columns: h.columns) { i, j in
                    let s = phi.jet(h[i, j])
                    return upperDot[i, j] * s.first + upper[i, j] * s.second * own[i, j]
                }
                try network.passSkips(l, &gDot)
                try network.passSkips(l, &g)
            }
            let layer = network.layout.layers[l - 1], delta = deltas[l - 1]
            if hidden.hasBiases { for i in 0..<delta.rows { product[layer.biases + i] = deltaDot.sum(ofRow: i) } }
            if let gains = layer.gains, let (s, deviations) = signals.normalised, let dot = normalisedDot {
                for i in 0..<delta.rows { product[gains + i] = deltaDot.sum(ofRow: i, times: s) + delta.sum(ofRow: i, times: dot.signal) }
                let e = Matrix(rows: delta.rows, columns: delta.columns) { parameters[gains + $0] * delta[$0, $1] }
                let eDot = Matrix(rows: delta.rows, columns: delta.columns) {
                    v[gains + $0] * delta[$0, $1] + parameters[gains + $0] * deltaDot[$0, $1]
                }
                deltaDot = dot.denormalised(e, eDot, s, deviations, inner: inner[l - 1])
            }
            let weightsDot = try deltaDot.timesTransposed(signals.activations[l - 1]).plus(try inner[l - 1].timesTransposed(xDot[l - 1]))
            for i in 0..<layer.outputs { for j in 0..<layer.inputs { product[layer.weights + i * layer.inputs + j] = weightsDot[i, j] } }
            let weights = network.weights(l, parameters)
            gDot[l - 1] = gDot[l - 1].plus(try weights.transposedTimes(deltaDot)).plus(try network.weights(l, v).transposedTimes(inner[l - 1]))
            g[l - 1] = g[l - 1].plus(try weights.transposedTimes(inner[l - 1]))
        }
        if hidden.hasBiases, penaltyStrength != 0 {
            for layer in network.layout.layers.dropLast() {
                for i in layer.biases..<layer.biases + layer.outputs { product[i] += 2 * penaltyStrength * v[i] }
            }
        }
        return product
    }

    /// The whole Hessian, P × P for P parameters in the order of `indices`, one product per column, symmetrised: for small
    /// networks.
    package func matrix() throws(LinearAlgebraError) -> Matrix {
        let indices = indices
        var columns = Matrix(rows: indices.count, columns: indices.count)
        for (j, index) in indices.enumerated() {
            var unit = [Double](repeating: 0, count: network.layout.count)
            unit[index] = 1
            let product = try times(unit)
            for (i, row) in indices.enumerated() { columns[i, j] = product[row] }
        }
        return Matrix(rows: indices.count, columns: indices.count) { 0.5 * (columns[$0, $1] + columns[$1, $0]) }
    }
}

/// The derivative of a normalised layer's signal s = (z - mean)/deviation.
private struct NormalisedDot {
    let signal: Matrix
    private let deviations: [Double]

    init(of s: Matrix, _ deviation: [Double], _ zDot: Matrix) {
        let count = Double(s.columns)
        let means = (0..<s.rows).map { zDot.sum(ofRow: $0) / count }
        let change = (0..<s.rows).map { zDot.sum(ofRow: $0, times: s) / count }
        deviations = change
        signal = Matrix(rows: s.rows, columns: s.columns) { (zDot[$0, $1] - means[$0] - s[$0, $1] * change[$0]) / deviation[$0] }
    }

    /// The derivative of dLoss/d(W x) = (e - mean e - s mean(e s))/deviation, which is `inner`.
    func denormalised(_ e: Matrix, _ eDot: Matrix, _ s: Matrix, _ deviation: [Double], inner: Matrix) -> Matrix {
        let count = Double(e.columns)
        let means = (0..<e.rows).map { eDot.sum(ofRow: $0) / count }
        let parts = (0..<e.rows).map { e.sum(ofRow: $0, times: s) / count }
        let partsDot = (0..<e.rows).map { (eDot.sum(ofRow: $0, times: s) + e.sum(ofRow: $0, times: signal)) / count }
        return Matrix(rows: e.rows, columns: e.columns) { i, j in
            let change = eDot[i, j] - means[i] - partsDot[i] * s[i, j] - parts[i] * signal[i, j] - inner[i, j] * deviations[i]
            return change / deviation[i]
        }
    }
}
