// One batch through a classifier, forth and back, in single precision. A piece of samples goes through all layers on
// one thread, in memory that stays in its cache: no two pieces ever wait for each other. Bias, nonlinearity and slope
// are applied right after the product they belong to.
//
// Shapes: B samples a batch, N width, L depth, C classes; x^l is B × N, as is delta^l = dLoss/dh^l.
import LinearAlgebra

/// The signals of a batch, and what is done with them.
package final class NetworkPass {
    /// Samples that go through the network together. Part of what is computed: products of another size may round otherwise.
    static let pieceSize = 64

    let classifier: Classifier
    let layout: ParameterLayout
    let batchSize: Int
    /// a, then x⁰ … x^L, then the outputs y, which become the probabilities of the classes.
    private let signals: [FloatBuffer]
    /// delta⁰ … delta^{L+1}.
    private let deltas: [FloatBuffer]
    /// h⁰ … h^L, for a nonlinearity whose slope cannot be told from its value.
    private let preactivations: [FloatBuffer]

    init(_ classifier: Classifier, batchSize: Int) {
        self.classifier = classifier
        self.batchSize = batchSize
        layout = classifier.layout
        func buffer(_ width: Int) -> FloatBuffer { FloatBuffer(batchSize * Signals.stride(width)) }
        signals = [buffer(classifier.inputs)] + layout.layers.map { buffer($0.outputs) }
        deltas = layout.layers.map { buffer($0.outputs) }
        preactivations =
            classifier.network.nonlinearity.slopeNeedsPreactivation ? layout.layers.dropLast().map { buffer($0.outputs) } : []
    }

    var pieces: Int { (batchSize + Self.pieceSize - 1) / Self.pieceSize }

    func samples(ofPiece piece: Int) -> Range<Int> {
        piece * Self.pieceSize..<min((piece + 1) * Self.pieceSize, batchSize)
    }

    /// What layer `layer` reads: the images for layer 0.
    func input(ofLayer layer: Int) -> Signals { Signals(signals[layer].start, width: layout.layers[layer].inputs) }
    func output(ofLayer layer: Int) -> Signals { Signals(signals[layer + 1].start, width: layout.layers[layer].outputs) }
    private func preactivation(ofLayer layer: Int) -> Signals? {
        preactivations.isEmpty ? nil : Signals(preactivations[layer].start, width: layout.layers[layer].outputs)
    }
    func delta(ofLayer layer: Int) -> Signals { Signals(deltas[layer].start, width: layout.layers[layer].outputs) }

    /// Fills the inputs of some samples with images.
    /// - Parameter numbers: of the images, one a sample of the batch.
    func load(_ images: LabelledImages, _ numbers: [Int], map: InputMap, samples: Range<Int>) {
        let target = input(ofLayer: 0)
        images.bytes.withUnsafeBufferPointer { bytes in
            map.mean.withUnsafeBufferPointer { mean in
                for sample in samples {
                    let row = target.start + sample * target.stride
                    let image = numbers[sample] * images.inputs
                    for j in 0..<images.inputs { row[j] = (Float(bytes[image + j]) - mean[j]) * map.scale }
                }
            }
        }
    }

    /// From the inputs to the outputs y.
    func forward(_ parameters: UnsafeMutablePointer<Float>, samples: Range<Int>) {
        let nonlinearity = classifier.network.nonlinearity
        for (number, layer) in layout.layers.enumerated() {
            let h = output(ofLayer: number).from(samples.lowerBound)
            SingleProducts.forward(
                input(ofLayer: number).from(samples.lowerBound), weights: parameters + layer.weights, into: h, samples: samples.count)
            let isLast = number == layout.layers.count - 1
            h.activate(
                samples.count, biases: parameters + layer.biases, isLast ? .linear : nonlinearity,
                keeping: isLast ? nil : preactivation(ofLayer: number)?.from(samples.lowerBound))
        }
    }

    /// From the outputs to all deltas. The outputs' own delta, dLoss/dy, must be there already.
    func backward(_ parameters: UnsafeMutablePointer<Float>, samples: Range<Int>) {
        for number in stride(from: layout.layers.count - 1, to: 0, by: -1) {
            let e = delta(ofLayer: number - 1).from(samples.lowerBound)
            SingleProducts.backward(
                delta(ofLayer: number).from(samples.lowerBound), weights: parameters + layout.layers[number].weights, into: e,
                samples: samples.count)
            let signal = preactivation(ofLayer: number - 1) ?? output(ofLayer: number - 1)
            e.multiply(samples.count, bySlopeOf: classifier.network.nonlinearity, at: signal.from(samples.lowerBound))
        }
    }

    /// phi'(h^l) of a sample of the last forward pass, as the backward pass would take it.
    func slopes(ofLayer layer: Int, sample: Int) -> [Double] {
        let width = layout.layers[layer].outputs
        let slopes = FloatBuffer(Signals.stride(width))
        for i in 0..<width { slopes.start[i] = 1 }
        let signal = (preactivation(ofLayer: layer) ?? output(ofLayer: layer)).from(sample)
        Signals(slopes.start, width: width).multiply(1, bySlopeOf: classifier.network.nonlinearity, at: signal)
        return slopes.elements.prefix(width).map { Double($0) }
    }
}
