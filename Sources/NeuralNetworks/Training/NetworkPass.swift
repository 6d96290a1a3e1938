// One batch through a classifier, forth and back, in single precision. A piece of 64 samples goes through all layers on
// one thread, so that no two pieces ever wait for each other, and what a layer reads is in the cache still from the one
// before. Bias, nonlinearity and slope are applied right after the product they belong to.
//
// Shapes: B samples a batch, N width, L depth, C classes; x^l is N × 64 for each piece, as is delta^l = dLoss/dh^l.
import NetworkModels

/// The signals of a batch, and what is done with them.
package final class NetworkPass {
    let classifier: Classifier
    let layout: ParameterLayout
    let batchSize: Int
    /// Pieces of the batch; the last one may have unused columns, whose deltas stay zero.
    let pieces: Int
    let products: SingleProducts
    /// a, then x⁰ … x^L, then the outputs y.
    private let signals: [FloatBuffer]
    /// a, x⁰ … x^L once more, a row a sample, for the gradient.
    private let transposes: [FloatBuffer]
    /// delta⁰ … delta^{L+1}.
    private let deltas: [FloatBuffer]
    /// h⁰ … h^L, for a nonlinearity whose slope cannot be told from its value.
    private let preactivations: [FloatBuffer]

    init(_ classifier: Classifier, batchSize: Int, products: SingleProducts) {
        self.classifier = classifier
        self.products = products
        self.batchSize = batchSize
        let pieces = Signals.pieces(batchSize)
        self.pieces = pieces
        layout = classifier.layout
        func buffer(_ width: Int) -> FloatBuffer { FloatBuffer(pieces * Signals.floats(width)) }
        signals = [buffer(classifier.inputs)] + layout.layers.map { buffer($0.outputs) }
        transposes = layout.layers.map { buffer($0.inputs) }
        deltas = layout.layers.map { buffer($0.outputs) }
        preactivations =
            classifier.network.nonlinearity.slopeNeedsPreactivation ? layout.layers.dropLast().map { buffer($0.outputs) } : []
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
    private func preactivation(ofLayer layer: Int, piece: Int) -> Signals? {
        preactivations.isEmpty ? nil : Signals(preactivations[layer], width: layout.layers[layer].outputs, piece: piece)
    }
    func delta(ofLayer layer: Int, piece: Int) -> Signals {
        Signals(deltas[layer], width: layout.layers[layer].outputs, piece: piece)
    }
    /// What layer `layer` reads, a row a sample, `Signals.padded(inputs)` floats from one to the next.
    private func transposedInput(ofLayer layer: Int, piece: Int) -> UnsafeMutablePointer<Float> {
        transposes[layer].start + piece * Signals.floats(layout.layers[layer].inputs)
    }

    /// Fills the inputs of a piece with images.
    /// - Parameter numbers: of the images, one a sample of the batch.
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

    /// From the inputs to the outputs y. What the gradient needs is kept, which costs little when none follows.
    func forward(_ parameters: UnsafeMutablePointer<Float>, piece: Int) {
        for (number, layer) in layout.layers.enumerated() {
            let (x, h) = (input(ofLayer: number, piece: piece), output(ofLayer: number, piece: piece))
            let isLast = number == layout.layers.count - 1
            let nonlinearity = isLast ? .linear : classifier.network.nonlinearity
            let kept = isLast ? nil : preactivation(ofLayer: number, piece: piece)
            products.inStrips(0..<layer.outputs) { neurons in
                let first = neurons.lowerBound
                products.forward(x, weights: parameters + layer.weights, into: h, neurons: neurons)
                h.activate(neurons, biases: parameters + layer.biases, nonlinearity, keeping: kept)
                if !isLast {
                    transpose(
                        h.row(first), fromRow: Signals.samples, to: transposedInput(ofLayer: number + 1, piece: piece) + first,
                        toRow: Signals.padded(layer.outputs), rows: Signals.padded(neurons.count), columns: Signals.samples)
                }
            }
        }
    }

    /// From the outputs to all deltas. The outputs' own delta, dLoss/dy, must be there already.
    func backward(_ parameters: UnsafeMutablePointer<Float>, piece: Int) {
        for number in stride(from: layout.layers.count - 1, to: 0, by: -1) {
            let e = delta(ofLayer: number - 1, piece: piece)
            products.backward(delta(ofLayer: number, piece: piece), weights: parameters + layout.layers[number].weights, into: e)
            e.multiply(
                bySlopeOf: classifier.network.nonlinearity,
                at: preactivation(ofLayer: number - 1, piece: piece) ?? output(ofLayer: number - 1, piece: piece))
        }
    }

    /// Some rows of the gradient of a layer's weights, dLoss/dW, `Signals.padded(inputs)` floats from one to the next.
    /// - Parameter ahead: what is wanted next of memory.
    func gradient(ofLayer layer: Int, neurons: Range<Int>, into g: UnsafeMutablePointer<Float>, ahead: UnsafePointer<Float>) {
        products.gradient(
            delta(ofLayer: layer, piece: 0), transposedInput(ofLayer: layer, piece: 0), pieces: pieces,
            stride: Signals.padded(layout.layers[layer].inputs), into: g, neurons: neurons, ahead: ahead)
    }

    /// The gradient of some of a layer's biases.
    func biasGradient(ofLayer layer: Int, neurons: Range<Int>, into g: UnsafeMutablePointer<Float>) {
        for neuron in neurons {
            var sums = SIMD16<Float>.zero
            for piece in 0..<pieces {
                let row = delta(ofLayer: layer, piece: piece).row(neuron)
                for first in stride(from: 0, to: Signals.samples, by: 16) { sums += SIMD16(row + first) }
            }
            g[neuron - neurons.lowerBound] = sums.sum()
        }
    }

    /// phi'(h^l) of a sample of the last forward pass, as the backward pass would take it.
    func slopes(ofLayer layer: Int, sample: Int) -> [Double] {
        let (piece, column) = sample.quotientAndRemainder(dividingBy: Signals.samples)
        let signal = preactivation(ofLayer: layer, piece: piece) ?? output(ofLayer: layer, piece: piece)
        let slopes = FloatBuffer(Signals.floats(signal.width))
        for i in 0..<signal.width { slopes.start[i * Signals.samples + column] = 1 }
        return withExtendedLifetime(slopes) {
            let all = Signals(slopes.start, width: signal.width)
            all.multiply(bySlopeOf: classifier.network.nonlinearity, at: signal)
            return (0..<signal.width).map { Double(all.row($0)[column]) }
        }
    }
}
