// One batch through a network, forward and backward, in single precision. A piece of 64 samples goes through all layers on
// one thread, so that no piece waits for another, and a layer's input is still in the cache from the layer before. Bias,
// nonlinearity and slope are applied right after the product they belong to.
//
// Layers are numbered from 0, the first hidden one, to K, the readout; x^l is the output of layer l.
// Shapes: B samples per batch, N width, C outputs; x^l is N × 64 for each piece, as are delta^l = dLoss/dh^l and g^l = dLoss/dx^l.
//
// A skip connection is added to a strip of activations that has just been computed. In the backward pass g^l has two parts,
// through the weights and through the skip: the product is added to the part from the skip, in memory that layers share. The
// sum in a hyper-residual layer is kept from one layer to the next, S^l = S^{l-1} + Q x^{l-2}, and so is its transpose.
//
// A layer that is normalised over the batch needs all pieces at once, so a pass stops there (`Stage`).
import LinearAlgebra
import NetworkModels

/// The signals of a batch, and the passes over them.
package final class NetworkPass {
    let stack: LayerStack
    let layout: ParameterLayout
    let batchSize: Int
    /// Pieces of the batch; the last one may have unused columns, whose deltas stay zero.
    let pieces: Int
    let products: SingleProducts
    /// a, then x⁰, x¹, …, then the outputs y.
    private let signals: [FloatBuffer]
    /// a, x⁰, x¹, … transposed, one row per sample, for the gradient.
    private let transposes: [FloatBuffer]
    /// delta⁰ … delta^K.
    private let deltas: [FloatBuffer]
    /// What the slope of a hidden layer is computed from, if its output does not suffice: h for some nonlinearities, phi(h)
    /// before a skip.
    private let slopeSignals: [FloatBuffer?]
    /// g^l at number l modulo their count: as many as are needed at a time, none without skips.
    private let gradients: [FloatBuffer]
    /// Q_k, row-major, at number k - 1: of the skip from layer k - 1.
    private let skipMatrices: [FloatBuffer]
    /// The sum over earlier layers in a hyper-residual network.
    private let skipSums: FloatBuffer?
    /// Of the normalised layer.
    let normalisation: BatchNormalisation?

    /// Which part of a pass: all of it, or in a network with a normalised layer that before and that after its normalisation.
    enum Stage { case whole, first, second }

    /// - Parameter skipMatrices: those of the network; may be empty.
    init(_ stack: LayerStack, _ layout: ParameterLayout, skipMatrices: [Matrix], batchSize: Int, products: SingleProducts) {
        self.stack = stack
        self.layout = layout
        self.products = products
        self.batchSize = batchSize
        let pieces = Signals.pieces(batchSize)
        self.pieces = pieces
        func buffer(_ width: Int) -> FloatBuffer { FloatBuffer(pieces * Signals.floats(width)) }
        let hidden = stack.hidden, hasSkips = hidden.skip != .none
        // With skips the backward pass needs phi(h) and not x: memory for two layers of x is enough, or three where a skip
        // reaches back two layers, and stays in the cache.
        let reach = hidden.skip.isHyperResidual ? 3 : 2
        let shared = hasSkips ? (0..<reach).map { _ in buffer(hidden.width) } : []
        signals =
            [buffer(stack.inputs)]
            + layout.layers.enumerated().map { number, layer in
                hasSkips && number > 0 && number < hidden.count ? shared[number % reach] : buffer(layer.outputs)
            }
        transposes = layout.layers.map { buffer($0.inputs) }
        deltas = layout.layers.map { buffer($0.outputs) }
        slopeSignals = (0..<hidden.count).map { number in
            hidden.nonlinearity.slopeNeedsPreactivation || (hasSkips && number > 0) ? buffer(hidden.width) : nil
        }
        gradients = hasSkips ? (0..<(skipMatrices.isEmpty ? 1 : reach)).map { _ in buffer(hidden.width) } : []
        skipSums = hidden.skip.isHyperResidual ? buffer(hidden.width) : nil
        normalisation = hidden.normalised.map { BatchNormalisation(layer: $0 - 1, width: hidden.width, batchSize: batchSize) }
        self.skipMatrices = skipMatrices.map { matrix in
            let buffer = FloatBuffer(matrix.rows * matrix.columns)
            for i in 0..<matrix.rows {
                for j in 0..<matrix.columns { buffer.start[i * matrix.columns + j] = Float(matrix[i, j]) }
            }
            return buffer
        }
    }

    /// The samples of a piece.
    func range(ofPiece piece: Int) -> Range<Int> {
        piece * Signals.samples..<min((piece + 1) * Signals.samples, batchSize)
    }

    /// What layer `layer` reads: the images for layer 0.
    private func input(ofLayer layer: Int, piece: Int) -> Signals {
        Signals(signals[layer], width: layout.layers[layer].inputs, piece: piece)
    }
    func output(ofLayer layer: Int, piece: Int) -> Signals {
        Signals(signals[layer + 1], width: layout.layers[layer].outputs, piece: piece)
    }
    /// What the slope of a hidden layer is computed from.
    private func slopeSignal(ofLayer layer: Int, piece: Int) -> Signals {
        slopeSignals[layer].map { Signals($0, width: layout.layers[layer].outputs, piece: piece) } ?? output(ofLayer: layer, piece: piece)
    }
    func delta(ofLayer layer: Int, piece: Int) -> Signals {
        Signals(deltas[layer], width: layout.layers[layer].outputs, piece: piece)
    }
    /// What layer `layer` reads, one row per sample, `Signals.padded(inputs)` floats apart.
    private func transposedInput(ofLayer layer: Int, piece: Int) -> UnsafeMutablePointer<Float> {
        transposes[layer].start + piece * Signals.floats(layout.layers[layer].inputs)
    }

    /// Fills the inputs of a piece with images.
    /// - Parameter numbers: the numbers of the images, one per sample of the batch.
    func load(_ images: LabelledImages, _ numbers: [Int], map: InputMap, piece: Int) {
        let stride = Signals.padded(images.inputs)
        let rows = transposedInput(ofLayer: 0, piece: piece)
        images.bytes.withUnsafeBufferPointer { bytes in
            map.mean.withUnsafeBufferPointer { mean in
                for (row, sample) in range(ofPiece: piece).enumerated() {
                    let target = rows + row * stride
                    let image = numbers[sample] * images.inputs
                    for j in 0..<images.inputs { target[j] = (Float(bytes[image + j]) - mean[j]) * map.scale }
                }
            }
        }
        transpose(
            rows, fromRow: stride, to: input(ofLayer: 0, piece: piece).start, toRow: Signals.samples, rows: Signals.samples, columns: stride)
    }

    /// From the inputs to the outputs y. What the gradient needs is kept, which costs little if no gradient follows.
    func forward(_ parameters: UnsafeMutablePointer<Float>, piece: Int, _ stage: Stage = .whole) {
        let hidden = stack.hidden, normalised = normalisation?.layer
        for number in stage == .second ? (normalised ?? 0)..<layout.layers.count : 0..<layout.layers.count {
            let layer = layout.layers[number], isNormalised = number == normalised
            let (x, h) = (input(ofLayer: number, piece: piece), output(ofLayer: number, piece: piece))
            let isLast = number == hidden.count
            let nonlinearity = isLast ? .linear : hidden.nonlinearity
            let kept = isLast || slopeSignals[number] == nil ? nil : slopeSignal(ofLayer: number, piece: piece)
            let keepsPreactivation = nonlinearity.slopeNeedsPreactivation
            products.inStrips(0..<layer.outputs) { neurons in
                let first = neurons.lowerBound
                if !isNormalised || stage == .first { products.forward(x, weights: parameters + layer.weights, into: h, neurons: neurons) }
                if isNormalised, stage == .first { return }
                h.activate(neurons, biases: parameters + layer.biases, nonlinearity, keeping: keepsPreactivation ? kept : nil)
                guard !isLast else { return }
                if number > 0 { addSkip(into: number, x, to: h, neurons, piece: piece, keeping: keepsPreactivation ? nil : kept) }
                transpose(
                    h.row(first), fromRow: Signals.samples, to: transposedInput(ofLayer: number + 1, piece: piece) + first,
                    toRow: Signals.padded(layer.outputs), rows: Signals.padded(neurons.count), columns: Signals.samples)
            }
            if isNormalised, stage == .first { return }
        }
    }

    /// Adds the skip of layer `number` to some of its activations.
    private func addSkip(into number: Int, _ x: Signals, to h: Signals, _ neurons: Range<Int>, piece: Int, keeping kept: Signals?) {
        guard !gradients.isEmpty else { return }
        guard !skipMatrices.isEmpty, skipSums == nil else {
            h.add(neurons, x, keeping: kept)
            guard number > 1, let sums = skipSums.map({ Signals($0, width: stack.hidden.width, piece: piece) }) else { return }
            let earlier = input(ofLayer: number - 1, piece: piece)
            products.forward(earlier, weights: skipMatrices[number - 2].start, into: sums, neurons: neurons, adding: number > 2)
            return h.add(neurons, sums, times: 1 / Float(number - 1))
        }
        if let kept { h.copy(neurons, to: kept) }
        products.forward(x, weights: skipMatrices[number - 1].start, into: h, neurons: neurons, adding: true)
    }

    private func gradient(ofLayer number: Int, piece: Int) -> Signals {
        Signals(gradients[number % gradients.count], width: stack.hidden.width, piece: piece)
    }

    /// From the outputs to all deltas. The delta of the outputs, dLoss/dy, must have been set.
    func backward(_ parameters: UnsafeMutablePointer<Float>, piece: Int, _ stage: Stage = .whole) {
        let nonlinearity = stack.hidden.nonlinearity, normalised = normalisation?.layer ?? 0
        let (last, end) = (stage == .second ? normalised : layout.layers.count - 1, stage == .first ? normalised : 0)
        for number in stride(from: last, to: end, by: -1) {
            let (d, e) = (delta(ofLayer: number, piece: piece), delta(ofLayer: number - 1, piece: piece))
            let weights = parameters + layout.layers[number].weights
            let signal = slopeSignal(ofLayer: number - 1, piece: piece)
            guard !gradients.isEmpty else {
                products.backward(d, weights: weights, into: e)
                e.multiply(bySlopeOf: nonlinearity, at: signal)
                continue
            }
            let isReadout = number == stack.hidden.count, sum = gradient(ofLayer: number - 1, piece: piece)
            if !isReadout { passSkip(from: number, to: sum, piece: piece) }
            products.backward(d, weights: weights, into: sum, adding: !isReadout)
            e.multiply(sum, bySlopeOf: nonlinearity, at: signal)
        }
    }

    /// What g of layer `number` passes through its skips to the layer before, and in a hyper-residual network to the one before that.
    private func passSkip(from number: Int, to sum: Signals, piece: Int) {
        // An identity alone: the memory is the same.
        guard !skipMatrices.isEmpty else { return }
        let g = gradient(ofLayer: number, piece: piece), all = 0..<stack.hidden.width, isFirst = number == stack.hidden.count - 1
        guard let sums = skipSums.map({ Signals($0, width: stack.hidden.width, piece: piece) }) else {
            return products.backward(g, weights: skipMatrices[number - 1].start, into: sum)
        }
        if isFirst { g.copy(all, to: sum) } else { sum.add(all, g, keeping: nil) }
        guard number > 1 else { return }
        sums.add(all, g, times: 1 / Float(number - 1), isFirst: isFirst)
        products.backward(sums, weights: skipMatrices[number - 2].start, into: gradient(ofLayer: number - 2, piece: piece))
    }

    /// Some rows of the gradient of a layer's weights, dLoss/dW, `Signals.padded(inputs)` floats apart.
    /// - Parameter ahead: the memory to prefetch.
    func gradient(ofLayer layer: Int, neurons: Range<Int>, into g: UnsafeMutablePointer<Float>, ahead: UnsafePointer<Float>) {
        products.gradient(
            delta(ofLayer: layer, piece: 0), transposedInput(ofLayer: layer, piece: 0), pieces: pieces,
            stride: Signals.padded(layout.layers[layer].inputs), into: g, neurons: neurons, ahead: ahead)
    }

    /// The gradient of some of a layer's biases.
    func biasGradient(ofLayer layer: Int, neurons: Range<Int>, into g: UnsafeMutablePointer<Float>) {
        if let normalisation, normalisation.layer == layer {
            for neuron in neurons { g[neuron - neurons.lowerBound] = normalisation.biasGradient.start[neuron] }
            return
        }
        for neuron in neurons {
            var sums = SIMD16<Float>.zero
            for piece in 0..<pieces {
                let row = delta(ofLayer: layer, piece: piece).row(neuron)
                for first in stride(from: 0, to: Signals.samples, by: 16) { sums += SIMD16(row + first) }
            }
            g[neuron - neurons.lowerBound] = sums.sum()
        }
    }

    /// phi'(h^l) of a sample of the last forward pass, as the backward pass would use it.
    func slopes(ofLayer layer: Int, sample: Int) -> [Double] {
        let (piece, column) = sample.quotientAndRemainder(dividingBy: Signals.samples)
        let signal = slopeSignal(ofLayer: layer, piece: piece)
        let slopes = FloatBuffer(Signals.floats(signal.width))
        for i in 0..<signal.width { slopes.start[i * Signals.samples + column] = 1 }
        return withExtendedLifetime(slopes) {
            let all = Signals(slopes.start, width: signal.width)
            all.multiply(bySlopeOf: stack.hidden.nonlinearity, at: signal)
            return (0..<signal.width).map { Double(all.row($0)[column]) }
        }
    }
}
