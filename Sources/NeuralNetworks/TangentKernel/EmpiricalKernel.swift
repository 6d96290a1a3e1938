// The empirical tangent kernel of a multilayer perceptron over some inputs, by the structure of its layers. The gradient of an
// output with respect to a layer's weights is the outer product of the back-signal and the layer's input, so
//
//   H_ij = sum over layers and outputs of (lambda_W x_i · x_j + lambda_b) (delta_i · delta_j),
//
// products of two Gram matrices: no gradient is ever formed, and the cost is that of a forward and a backward pass and of two
// small products per layer. In single precision; a test compares it with gradients in double precision.
//
// Inputs are split into strips of 16 or 32 for the passes, and layers into groups for the Gram matrices: by the size of the
// work, never by the number of threads.
import LinearAlgebra
import NetworkModels

/// Computes tangent kernels of networks without skips.
public struct EmpiricalKernel {
    private let stack: LayerStack
    private let layers: [PackedWeights]
    /// Of each output, the readout's weights, padded.
    private let readout: [FloatBuffer]
    private let rates: LayerRates
    private let products: SingleProducts
    private let memory = KernelMemoryHolder()

    /// - Parameters:
    ///   - parameters: as in a snapshot of a training.
    ///   - rates: of the layers, relative to eta.
    /// - Throws: `invalidParameter` for a network with skips or a normalised layer, or another number of parameters.
    public init(_ stack: LayerStack, parameters: [Float], rates: LayerRates) throws(LinearAlgebraError) {
        try self.init(stack, parameters: parameters, rates: rates, products: .best)
    }

    package init(_ stack: LayerStack, parameters: [Float], rates: LayerRates, products: SingleProducts) throws(LinearAlgebraError) {
        guard stack.hidden.skip == .none, stack.hidden.normalised == nil else {
            throw .invalidParameter(name: "hidden layers", value: "\(stack.hidden)", requirement: "plain: neither skips nor a normalised layer")
        }
        let layout = ParameterLayout(shapes: stack.shapes)
        guard parameters.count == layout.count else {
            throw .invalidParameter(name: "parameters", value: "\(parameters.count)", requirement: "\(layout.count) for these layers")
        }
        (self.stack, self.rates, self.products) = (stack, rates, products)
        let all = FloatBuffer(layout.count), last = layout.layers[layout.layers.count - 1]
        all.replace(with: parameters)
        layers = layout.layers.dropLast().map {
            PackedWeights(all.start + $0.weights, biases: all.start + $0.biases, inputs: $0.inputs, outputs: $0.outputs, products: products)
        }
        readout = (0..<last.outputs).map { output in
            let row = FloatBuffer(PackedWeights.padded(last.inputs))
            row.start.update(from: all.start + last.weights + output * last.inputs, count: last.inputs)
            return row
        }
    }

    /// The kernel, summed over outputs.
    /// - Parameters:
    ///   - inputs: m inputs one after the other, n_0 numbers each.
    ///   - threads: share the work; the result does not depend on their number.
    /// - Returns: m × m numbers.
    public func gram(_ inputs: [Float], threads: Int = 1) -> [Float] { gram(inputs, team: ThreadTeam(threads)) }

    package func gram(_ inputs: [Float], team: ThreadTeam) -> [Float] {
        let count = inputs.count / stack.inputs, memory = memory.take(KernelMemory.Shape(count: count, layers, inputs: stack.inputs, outputs: stack.outputs))
        let shape = memory.shape
        team.run(shape.strips) { strip, _ in
            fill(memory, strip, inputs, count)
            pass(memory, strip)
        }
        // Rows of each strip, from each group of layers.
        team.run(shape.strips * shape.groups) { piece, _ in addLayers(memory, rows: piece / shape.groups, group: piece % shape.groups) }
        defer { self.memory.giveBack(memory) }
        return memory.kernel(count)
    }

    /// Copies the inputs of a strip, neuron-major; columns behind the last input stay as they are, and are not read.
    private func fill(_ memory: KernelMemory, _ strip: Int, _ inputs: [Float], _ count: Int) {
        let width = memory.shape.width, x = memory.activation(0, strip), numbers = stack.inputs
        inputs.withUnsafeBufferPointer { inputs in
            for i in 0..<max(0, min(width, count - strip * width)) {
                let first = (strip * width + i) * numbers
                for k in 0..<numbers { x[k * width + i] = inputs[first + k] }
            }
        }
    }

    /// Forward and back through all layers, for the inputs of a strip.
    private func pass(_ memory: KernelMemory, _ strip: Int) {
        let width = memory.shape.width, phi = stack.hidden.nonlinearity
        for (l, layer) in layers.enumerated() {
            let x = memory.activation(l + 1, strip), kept = memory.preactivation(l + 1, strip)
            layer.forward(memory.activation(l, strip), into: x, width: width) { offset in
                if phi.slopeNeedsPreactivation { (kept + offset).update(from: x + offset, count: 256) }
                phi.apply(x + offset, 256)
            }
        }
        func signal(_ l: Int) -> UnsafePointer<Float> {
            UnsafePointer(phi.slopeNeedsPreactivation ? memory.preactivation(l, strip) : memory.activation(l, strip))
        }
        for output in readout.indices {
            var above = memory.delta(layers.count, strip, output)
            let neurons = memory.shape.neurons[layers.count]
            for k in 0..<neurons { (above + k * width).update(repeating: readout[output].start[k], count: width) }
            phi.multiplyBySlope(above, at: signal(layers.count), neurons * width)
            for l in stride(from: layers.count - 1, to: 0, by: -1) {
                let below = memory.delta(l, strip, output), signal = signal(l)
                layers[l].backward(above, into: below, width: width) { offset in phi.multiplyBySlope(below + offset, at: signal + offset, 256) }
                above = below
            }
        }
    }

    /// Adds up the shares of a group of layers in the rows of a strip, from the diagonal's strip on.
    private func addLayers(_ memory: KernelMemory, rows strip: Int, group: Int) {
        let shape = memory.shape, width = shape.width
        memory.clear(rows: strip, group: group)
        withUnsafeTemporaryAllocation(byteCount: 3 * 4 * width * width, alignment: 64) { scratch in
            let floats = scratch.bindMemory(to: Float.self)
            floats.initialize(repeating: 0)
            guard let ofInputs = floats.baseAddress else { return }
            let ofDeltas = ofInputs + width * width, ofOutput = ofDeltas + width * width
            for l in shape.layers(ofGroup: group) {
                let (weight, bias) = (Float(rates.weights(inputs: l == 0 ? stack.inputs : stack.hidden.width)), stack.hidden.hasBiases ? Float(rates.biases(layer: l + 1)) : 0)
                for other in strip..<shape.strips {
                    PackedWeights.gram(
                        memory.activation(l, strip), memory.activation(l, other), into: ofInputs, neurons: shape.neurons[l], width: width, products: products)
                    if l == layers.count {
                        // The back-signal of an output is 1.
                        ofDeltas.update(repeating: Float(readout.count), count: width * width)
                    } else {
                        for output in readout.indices {
                            PackedWeights.gram(
                                memory.delta(l + 1, strip, output), memory.delta(l + 1, other, output), into: output == 0 ? ofDeltas : ofOutput,
                                neurons: shape.neurons[l + 1], width: width, products: products)
                            if output > 0 { for k in 0..<width * width { ofDeltas[k] += ofOutput[k] } }
                        }
                    }
                    let to = memory.block(group, strip, other)
                    for k in 0..<width * width { to[k] += (weight * ofInputs[k] + bias) * ofDeltas[k] }
                }
            }
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
