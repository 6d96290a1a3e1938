// The definition of a network: forward pass, loss and gradient of every kind of layer, in double precision, as in a
// textbook. The fast passes must agree with it.
//
// Shapes: a batch is a matrix with one column for each of B samples: inputs n_0 × B, signals N × B, outputs and targets
// C × B. Layers are numbered as in `LayerStack`: hidden layers l = 1 … K, the readout K + 1. Parameters are one array, in
// the layout of the fast pass.
import Foundation
import LinearAlgebra
import NetworkModels

/// A network in double precision; its owner holds the parameters.
package struct ReferenceNetwork: Sendable {
    package let stack: LayerStack
    package let layout: ParameterLayout
    /// Q_k, k = 1 … K - 1; empty if no skip has a matrix.
    let skipMatrices: [Matrix]
    /// Added to the variance in a normalised layer's divisor.
    static let normalisationFloor = 1e-5

    package init(_ network: NetworkRealisation) throws(LinearAlgebraError) {
        try network.validate()
        stack = network.stack
        layout = network.layout
        skipMatrices = try network.skipMatrices()
    }

    /// The signals of a batch.
    package struct Signals {
        /// h_1 … h_K.
        package var preactivations: [Matrix] = []
        /// a, then x_1 … x_K.
        package var activations: [Matrix]
        /// y.
        package var outputs = Matrix(rows: 0, columns: 0)
        /// Of the normalised layer: W x minus its mean over the batch, divided by the deviation, and that deviation.
        var normalised: (signal: Matrix, deviations: [Double])?
    }

    /// W_l.
    package func weights(_ l: Int, _ parameters: [Double]) -> Matrix {
        let layer = layout.layers[l - 1]
        return Matrix(rows: layer.outputs, columns: layer.inputs) { parameters[layer.weights + $0 * layer.inputs + $1] }
    }

    /// The forward pass, from inputs to outputs.
    package func signals(_ parameters: [Double], _ inputs: Matrix) throws(LinearAlgebraError) -> Signals {
        var signals = Signals(activations: [inputs])
        for l in 1...layout.layers.count {
            let layer = layout.layers[l - 1]
            var z = try weights(l, parameters).times(signals.activations[l - 1])
            if let gains = layer.gains {
                let (signal, deviations) = normalise(z)
                signals.normalised = (signal, deviations)
                z = Matrix(rows: z.rows, columns: z.columns) { parameters[gains + $0] * signal[$0, $1] }
            }
            let h = Matrix(rows: z.rows, columns: z.columns) { z[$0, $1] + parameters[layer.biases + $0] }
            if l > stack.hidden.count {
                signals.outputs = h
            } else {
                signals.preactivations.append(h)
                let phi = stack.hidden.nonlinearity
                let x = Matrix(rows: h.rows, columns: h.columns) { phi.value(h[$0, $1]) }
                signals.activations.append(try x.plus(skip(l, signals.activations)))
            }
        }
        return signals
    }

    /// What layer l adds to phi(h_l); nil for nothing.
    package func skip(_ l: Int, _ x: [Matrix]) throws(LinearAlgebraError) -> Matrix? {
        guard l > 1 else { return nil }
        switch stack.hidden.skip {
        case .none: return nil
        case .identity: return x[l - 1]
        case .fixed: return try skipMatrices[l - 2].times(x[l - 1])
        case .hyperResidual:
            var sum = x[l - 1]
            for k in 1..<max(1, l - 1) { sum = sum.plus(try skipMatrices[k - 1].times(x[k]), times: 1 / Double(l - 2)) }
            return sum
        }
    }

    /// Each row minus its mean over the batch, divided by its deviation.
    private func normalise(_ z: Matrix) -> (Matrix, deviations: [Double]) {
        let count = Double(z.columns)
        let means = (0..<z.rows).map { i in (0..<z.columns).reduce(0) { $0 + z[i, $1] } / count }
        let deviations = (0..<z.rows).map { i in
            let variance = (0..<z.columns).reduce(0) { $0 + (z[i, $1] - means[i]) * (z[i, $1] - means[i]) } / count
            return (variance + Self.normalisationFloor).squareRoot()
        }
        return (Matrix(rows: z.rows, columns: z.columns) { (z[$0, $1] - means[$0]) / deviations[$0] }, deviations)
    }
}

extension ReferenceNetwork {
    /// The loss of a batch, without the penalty on biases.
    /// - Parameter targets: t; for each sample a column of zeros with a 1 at its class.
    package func loss(
        _ parameters: [Double], _ inputs: Matrix, targets: Matrix, _ loss: Objective.Loss
    ) throws(LinearAlgebraError) -> Double {
        let y = try signals(parameters, inputs).outputs
        var sum = 0.0
        for sample in 0..<y.columns {
            switch loss {
            case .crossEntropy:
                let largest = y.column(sample).max() ?? 0
                sum += largest + log(y.column(sample).reduce(0) { $0 + exp($1 - largest) })
                for c in 0..<y.rows { sum -= targets[c, sample] * y[c, sample] }
            case .squaredError:
                for c in 0..<y.rows { sum += (y[c, sample] - targets[c, sample]) * (y[c, sample] - targets[c, sample]) / Double(y.rows) }
            }
        }
        return sum / Double(y.columns)
    }

    /// dLoss/dy, C × B.
    func outputGradient(_ y: Matrix, targets: Matrix, _ loss: Objective.Loss) -> Matrix {
        switch loss {
        case .crossEntropy:
            let shares = (0..<y.columns).map { sample in
                let largest = y.column(sample).max() ?? 0
                let exponentials = y.column(sample).map { exp($0 - largest) }
                let sum = exponentials.reduce(0, +)
                return exponentials.map { $0 / sum }
            }
            return Matrix(rows: y.rows, columns: y.columns) { (shares[$1][$0] - targets[$0, $1]) / Double(y.columns) }
        case .squaredError:
            return Matrix(rows: y.rows, columns: y.columns) { 2 * (y[$0, $1] - targets[$0, $1]) / Double(y.columns * y.rows) }
        }
    }
}

extension ReferenceNetwork {
    /// The derivative of `outputGradient` along a change of the outputs, C × B.
    func outputHessian(_ y: Matrix, _ yDot: Matrix, _ loss: Objective.Loss) -> Matrix {
        switch loss {
        case .crossEntropy:
            // Shares p of the softmax: p ∘ ẏ - p (p · ẏ).
            let shares = outputGradient(y, targets: Matrix(rows: y.rows, columns: y.columns), loss)
            let parts = (0..<y.columns).map { sample in
                Double(y.columns) * (0..<y.rows).reduce(0) { $0 + shares[$1, sample] * yDot[$1, sample] }
            }
            return Matrix(rows: y.rows, columns: y.columns) { shares[$0, $1] * (yDot[$0, $1] - parts[$1]) }
        case .squaredError:
            return Matrix(rows: y.rows, columns: y.columns) { 2 * yDot[$0, $1] / Double(y.columns * y.rows) }
        }
    }

    /// Where the parameters that the network has lie in the layout: no gaps, and no biases in a network without any.
    package var learntIndices: [Int] {
        layout.layers.flatMap { layer in
            Array(layer.weights..<layer.weights + layer.inputs * layer.outputs)
                + (stack.hidden.hasBiases ? Array(layer.biases..<layer.biases + layer.outputs) : [])
                + (layer.gains.map { Array($0..<$0 + layer.outputs) } ?? [])
        }
    }
}

extension Matrix {
    /// self + factor · other; self for nil.
    package func plus(_ other: Matrix?, times factor: Double = 1) -> Matrix {
        guard let other else { return self }
        return Matrix(rows: rows, columns: columns, elements: zip(elements, other.elements).map { $0 + factor * $1 })
    }
}
