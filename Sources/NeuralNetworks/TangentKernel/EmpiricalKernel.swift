// The empirical tangent kernel of a multilayer perceptron over some inputs, by the structure of its layers. The gradient of an
// output with respect to a layer's weights is the outer product of the back-signal and the layer's input, so
//
//   H_ij = sum over layers and outputs of (lambda_W x_i · x_j + lambda_b) (delta_i · delta_j),
//
// products of two Gram matrices: no gradient is ever formed, and the cost is that of a forward and a backward pass and of two
// small products per layer. In single precision; a test compares it with gradients in double precision.
//
// Layout: signals of all m inputs are neuron-major, n rows of `stride` floats, m rounded up to a multiple of 16. Inputs are split
// into strips of 32 for the passes and rows of H into blocks for the Gram matrices, never by the number of threads.
import COpenBLAS
import LinearAlgebra
import NetworkModels

/// Computes tangent kernels of networks without skips.
public struct EmpiricalKernel {
    private let stack: LayerStack
    private let layout: ParameterLayout
    private let parameters: FloatBuffer
    private let rates: LayerRates

    private static let vector = 16, strip = 32, rowBlock = 12

    /// - Parameters:
    ///   - parameters: as in a snapshot of a training.
    ///   - rates: of the layers, relative to eta.
    /// - Throws: `invalidParameter` for a network with skips or a normalised layer, or another number of parameters.
    public init(_ stack: LayerStack, parameters: [Float], rates: LayerRates) throws(LinearAlgebraError) {
        guard stack.hidden.skip == .none, stack.hidden.normalised == nil else {
            throw .invalidParameter(name: "hidden layers", value: "\(stack.hidden)", requirement: "plain: neither skips nor a normalised layer")
        }
        let layout = ParameterLayout(shapes: stack.shapes)
        guard parameters.count == layout.count else {
            throw .invalidParameter(name: "parameters", value: "\(parameters.count)", requirement: "\(layout.count) for these layers")
        }
        self.stack = stack
        self.layout = layout
        self.rates = rates
        self.parameters = FloatBuffer(layout.count)
        self.parameters.replace(with: parameters)
    }

    /// The kernel, summed over outputs.
    /// - Parameters:
    ///   - inputs: m inputs one after the other, n_0 numbers each.
    ///   - team: shares the work; the result does not depend on it.
    /// - Returns: m × m numbers.
    public func gram(_ inputs: [Float], threads: Int = 1) -> [Float] { gram(inputs, team: ThreadTeam(threads)) }

    package func gram(_ inputs: [Float], team: ThreadTeam) -> [Float] {
        let count = inputs.count / stack.inputs
        let stride = (count + Self.vector - 1) / Self.vector * Self.vector
        let signals = Signals(stack, stride: stride)
        for i in 0..<count {
            for k in 0..<stack.inputs { signals.activations[0].start[k * stride + i] = inputs[i * stack.inputs + k] }
        }
        team.run((stride + Self.strip - 1) / Self.strip) { piece, _ in
            let first = piece * Self.strip
            pass(signals, first, min(Self.strip, stride - first))
        }
        let kernel = FloatBuffer(stride * stride), spare = FloatBuffer(2 * stride * stride)
        team.run((count + Self.rowBlock - 1) / Self.rowBlock) { piece, _ in
            let first = piece * Self.rowBlock
            addLayers(to: kernel, signals, spare.start, rows: first..<min(first + Self.rowBlock, count))
        }
        return [Float](unsafeUninitializedCapacity: count * count) { result, initialised in
            for i in 0..<count {
                for j in i..<count {
                    result[i * count + j] = kernel.start[i * stride + j]
                    result[j * count + i] = kernel.start[i * stride + j]
                }
            }
            initialised = count * count
        }
    }

    /// The memory of one computation.
    private struct Signals {
        let stride: Int
        /// The input, then x_1 … x_K.
        let activations: [FloatBuffer]
        /// phi' at layer l = 1 … K, at l - 1; only where it does not follow from x.
        let preactivations: [FloatBuffer]
        /// delta of layer l = 1 … K + 1 at l - 1, output after output.
        let deltas: [FloatBuffer]

        init(_ stack: LayerStack, stride: Int) {
            self.stride = stride
            let widths = stack.shapes.map(\.outputs)
            activations = ([stack.inputs] + widths.dropLast()).map { FloatBuffer($0 * stride) }
            preactivations = stack.hidden.nonlinearity.slopeNeedsPreactivation ? widths.dropLast().map { FloatBuffer($0 * stride) } : []
            deltas = widths.map { FloatBuffer($0 * stride * stack.outputs) }
        }
    }

    /// Forward and back through all layers, for some columns.
    private func pass(_ signals: Signals, _ first: Int, _ columns: Int) {
        let stride = signals.stride, phi = stack.hidden.nonlinearity
        for (l, layer) in layout.layers.dropLast().enumerated() {
            let x = signals.activations[l].start + first, h = signals.activations[l + 1].start + first
            multiply(parameters.start + layer.weights, layer.inputs, 1, x, stride, h, stride, inner: layer.inputs, rows: layer.outputs, columns: columns)
            let kept = phi.slopeNeedsPreactivation ? signals.preactivations[l].start + first : nil
            for neuron in 0..<layer.outputs {
                let row = h + neuron * stride, bias = parameters.start[layer.biases + neuron]
                for k in 0..<columns { row[k] += bias }
                kept.map { ($0 + neuron * stride).update(from: row, count: columns) }
                phi.apply(row, columns)
            }
        }
        let last = layout.layers.count - 1
        for output in 0..<stack.outputs {
            for k in 0..<columns { signals.deltas[last].start[(output * stack.outputs + output) * stride + first + k] = 1 }
            for l in Swift.stride(from: last, to: 0, by: -1) {
                let layer = layout.layers[l]
                let above = signals.deltas[l].start + output * layer.outputs * stride + first
                let below = signals.deltas[l - 1].start + output * layer.inputs * stride + first
                multiply(parameters.start + layer.weights, 1, layer.inputs, above, stride, below, stride, inner: layer.outputs, rows: layer.inputs, columns: columns)
                let signal = (phi.slopeNeedsPreactivation ? signals.preactivations[l - 1] : signals.activations[l]).start + first
                for neuron in 0..<layer.inputs { phi.multiplyBySlope(below + neuron * stride, at: signal + neuron * stride, columns) }
            }
        }
    }

    /// Adds all layers' shares to some rows of H, from the diagonal's block on.
    private func addLayers(to kernel: FloatBuffer, _ signals: Signals, _ spare: UnsafeMutablePointer<Float>, rows: Range<Int>) {
        let stride = signals.stride, start = rows.lowerBound / Self.vector * Self.vector, columns = stride - start
        let ofInputs = spare + 2 * rows.lowerBound * stride, ofDeltas = ofInputs + rows.count * stride
        for (l, layer) in layout.layers.enumerated() {
            let x = signals.activations[l].start
            multiply(x + rows.lowerBound, 1, stride, x + start, stride, ofInputs, stride, inner: layer.inputs, rows: rows.count, columns: columns)
            let delta = signals.deltas[l].start
            multiply(
                delta + rows.lowerBound, 1, stride, delta + start, stride, ofDeltas, stride, inner: layer.outputs * stack.outputs, rows: rows.count,
                columns: columns)
            let (weight, bias) = (Float(rates.weights(inputs: layer.inputs)), stack.hidden.hasBiases ? Float(rates.biases(layer: l + 1)) : 0)
            for row in 0..<rows.count {
                let (to, inner, outer) = (kernel.start + (rows.lowerBound + row) * stride + start, ofInputs + row * stride, ofDeltas + row * stride)
                for k in 0..<columns { to[k] += (weight * inner[k] + bias) * outer[k] }
            }
        }
    }

    /// C = A B: A_mk at `a + m aRow + k aColumn`, B and C row-major.
    private func multiply(
        _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int,
        inner: Int, rows: Int, columns: Int
    ) {
        switch SingleProducts.best {
        case .tiled:
            TiledProduct(a: a, aRow: aRow, aColumn: aColumn, b: b, bRow: bRow, c: c, cRow: cRow, inner: inner, ahead: a).run(rows: rows, columns: columns)
        case .openBLAS:
            BLAS.start()
            cblas_sgemm(
                CblasRowMajor, aColumn == 1 ? CblasNoTrans : CblasTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner), 1, a,
                blasint(aColumn == 1 ? aRow : aColumn), b, blasint(bRow), 0, c, blasint(cRow))
        }
    }
}

extension Nonlinearity {
    /// h ← phi(h).
    fileprivate func apply(_ h: UnsafeMutablePointer<Float>, _ count: Int) {
        switch self {
        case .linear: break
        case .relu: for k in 0..<count { h[k] = h[k] > 0 ? h[k] : 0 }
        case .hardTanh: for k in 0..<count { h[k] = clip(h[k], 1) }
        case .tanh: for k in 0..<count { h[k] = singleTanh(h[k]) }
        case .erf: for k in 0..<count { h[k] = singleErf(h[k]) }
        }
    }

    /// g ← g phi', from phi(h), or from h where the slope needs it.
    fileprivate func multiplyBySlope(_ g: UnsafeMutablePointer<Float>, at signal: UnsafePointer<Float>, _ count: Int) {
        switch self {
        case .linear: break
        case .relu: for k in 0..<count { g[k] = signal[k] > 0 ? g[k] : 0 }
        case .hardTanh: for k in 0..<count { g[k] = signal[k] < 1 && signal[k] > -1 ? g[k] : 0 }
        case .tanh: for k in 0..<count { g[k] *= 1 - signal[k] * signal[k] }
        case .erf: for k in 0..<count { g[k] *= singleExp(signal[k] * signal[k] * (-0.25 * Float.pi)) }
        }
    }
}
