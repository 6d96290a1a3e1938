// One layer normalised over the batch, between the two stages of a pass: h ← gain · s with s = (W x - mean)/deviation, neuron by
// neuron over all pieces; and back. Sums are in double precision and in the order of the samples, so no thread changes a bit.

/// The normalised layer's signals and the gradients of its gains and biases.
final class BatchNormalisation {
    /// From 0.
    let layer: Int
    private let width: Int
    private let batchSize: Int
    /// s, piece after piece.
    private let signal: FloatBuffer
    private let deviations: FloatBuffer
    let gainGradient: FloatBuffer
    let biasGradient: FloatBuffer

    init(layer: Int, width: Int, batchSize: Int) {
        (self.layer, self.width, self.batchSize) = (layer, width, batchSize)
        signal = FloatBuffer(Signals.pieces(batchSize) * Signals.floats(width))
        (deviations, gainGradient, biasGradient) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
    }

    /// The rows of a neuron in each piece, and how many samples each has.
    private func forEachPiece(_ body: (_ piece: Int, _ samples: Int) -> Void) {
        for piece in 0..<Signals.pieces(batchSize) { body(piece, min(Signals.samples, batchSize - piece * Signals.samples)) }
    }

    /// h ← gain · s of one neuron. Columns without a sample become 0.
    /// - Parameter h: the layer's preactivations in a piece.
    func normalise(_ neuron: Int, gain: Float, _ h: (_ piece: Int) -> Signals) {
        var sum = 0.0, square = 0.0
        forEachPiece { piece, samples in
            let row = h(piece).row(neuron)
            for j in 0..<samples { sum += Double(row[j]) }
        }
        let mean = sum / Double(batchSize)
        forEachPiece { piece, samples in
            let row = h(piece).row(neuron)
            for j in 0..<samples { square += (Double(row[j]) - mean) * (Double(row[j]) - mean) }
        }
        let deviation = (square / Double(batchSize) + ReferenceNetwork.normalisationFloor).squareRoot()
        deviations.start[neuron] = Float(deviation)
        forEachPiece { piece, samples in
            let row = h(piece).row(neuron), s = Signals(signal, width: width, piece: piece).row(neuron)
            for j in 0..<Signals.samples {
                s[j] = j < samples ? Float((Double(row[j]) - mean) / deviation) : 0
                row[j] = gain * s[j]
            }
        }
    }

    /// dLoss/dh of one neuron becomes dLoss/d(W x); the gradients of its gain and bias are kept.
    func denormalise(_ neuron: Int, gain: Float, _ delta: (_ piece: Int) -> Signals) {
        var sum = 0.0, part = 0.0
        forEachPiece { piece, samples in
            let row = delta(piece).row(neuron), s = Signals(signal, width: width, piece: piece).row(neuron)
            for j in 0..<samples {
                sum += Double(row[j])
                part += Double(row[j]) * Double(s[j])
            }
        }
        (biasGradient.start[neuron], gainGradient.start[neuron]) = (Float(sum), Float(part))
        let count = Double(batchSize), factor = Double(gain) / Double(deviations.start[neuron])
        forEachPiece { piece, samples in
            let row = delta(piece).row(neuron), s = Signals(signal, width: width, piece: piece).row(neuron)
            for j in 0..<samples { row[j] = Float(factor * (Double(row[j]) - sum / count - part / count * Double(s[j]))) }
        }
    }
}
