// The signals of a layer in single precision, and the operations between two products: bias, nonlinearity, slope, each in
// one pass over memory that the product has just left in the cache.
import NetworkModels

/// The signals of a layer for one piece of a batch: one row per neuron, one column per sample.
package struct Signals {
    /// Samples per piece: four vectors of 512 bits. Fewer samples leave columns unused.
    package static let samples = 64

    package let start: UnsafeMutablePointer<Float>
    /// Neurons.
    package let width: Int

    package init(_ start: UnsafeMutablePointer<Float>, width: Int) {
        self.start = start
        self.width = width
    }

    /// One of the pieces that a buffer holds one after the other.
    package init(_ buffer: FloatBuffer, width: Int, piece: Int) {
        self.init(buffer.start + piece * Self.floats(width), width: width)
    }

    /// Pieces per batch.
    package static func pieces(_ batchSize: Int) -> Int { (batchSize + samples - 1) / samples }

    /// The number of neurons rounded up to whole vectors of 16; the added neurons stay zero.
    package static func padded(_ width: Int) -> Int { (width + 15) / 16 * 16 }

    /// Floats per piece.
    package static func floats(_ width: Int) -> Int { padded(width) * samples }

    /// The signals of neuron `neuron`, one per sample.
    @inline(__always)
    package func row(_ neuron: Int) -> UnsafeMutablePointer<Float> { start + neuron * Self.samples }
}

extension Signals {
    /// h ← phi(h + b) for some neurons.
    /// - Parameter kept: where h + b is saved, for a slope that needs it.
    package func activate(_ neurons: Range<Int>, biases: UnsafePointer<Float>, _ nonlinearity: Nonlinearity, keeping kept: Signals?) {
        if let kept { keep(neurons, biases, in: kept) }
        // One loop for each nonlinearity, so that the choice is not repeated for every neuron.
        switch nonlinearity {
        case .linear: activate(neurons, biases) { $0 }
        case .relu: activate(neurons, biases) { $0 < 0 ? 0 : $0 }
        case .hardTanh: activate(neurons, biases) { clip($0, 1) }
        case .tanh: activate(neurons, biases, singleTanh)
        case .erf: activate(neurons, biases, singleErf)
        }
    }

    @inline(__always)
    private func activate(_ neurons: Range<Int>, _ biases: UnsafePointer<Float>, _ phi: (Float) -> Float) {
        for neuron in neurons {
            let (row, bias) = (row(neuron), biases[neuron])
            for sample in 0..<Self.samples { row[sample] = phi(row[sample] + bias) }
        }
    }

    /// x ← x + other for some neurons.
    /// - Parameter kept: where x is saved unchanged, for a slope that is computed from it.
    package func add(_ neurons: Range<Int>, _ other: Signals, keeping kept: Signals?) {
        for neuron in neurons {
            let (row, summand) = (row(neuron), other.row(neuron))
            if let copy = kept?.row(neuron) {
                for sample in 0..<Self.samples {
                    let value = row[sample]
                    copy[sample] = value
                    row[sample] = value + summand[sample]
                }
            } else {
                for sample in 0..<Self.samples { row[sample] += summand[sample] }
            }
        }
    }

    /// x ← x + factor · other for some neurons, or factor · other alone if it is the first.
    package func add(_ neurons: Range<Int>, _ other: Signals, times factor: Float, isFirst: Bool = false) {
        for neuron in neurons {
            let (row, summand) = (row(neuron), other.row(neuron))
            if isFirst {
                for sample in 0..<Self.samples { row[sample] = factor * summand[sample] }
            } else {
                for sample in 0..<Self.samples { row[sample] += factor * summand[sample] }
            }
        }
    }

    /// Copies some neurons.
    package func copy(_ neurons: Range<Int>, to other: Signals) {
        other.row(neurons.lowerBound).update(from: row(neurons.lowerBound), count: neurons.count * Self.samples)
    }

    private func keep(_ neurons: Range<Int>, _ biases: UnsafePointer<Float>, in kept: Signals) {
        for neuron in neurons {
            let (row, copy, bias) = (row(neuron), kept.row(neuron), biases[neuron])
            for sample in 0..<Self.samples { copy[sample] = row[sample] + bias }
        }
    }

    /// e ← e ∘ phi', or e ← g ∘ phi'; at a kink the slope is 0.
    /// - Parameter signal: the neurons' activations x = phi(h), from which the slope follows (tanh' = 1 - x², and the kinked
    ///   ones show on which side of the kink h is); h where `slopeNeedsPreactivation`.
    package func multiply(_ g: Signals? = nil, bySlopeOf nonlinearity: Nonlinearity, at signal: Signals) {
        let g = g ?? self
        switch nonlinearity {
        case .linear: if g.start != start { g.copy(0..<width, to: self) }
        case .relu: multiply(g, signal) { $0 > 0 ? 1 : 0 }
        case .hardTanh: multiply(g, signal) { $0 < 1 && $0 > -1 ? 1 : 0 }
        case .tanh: multiply(g, signal) { 1 - $0 * $0 }
        case .erf: multiply(g, signal) { singleExp($0 * $0 * (-0.25 * Float.pi)) }
        }
    }

    @inline(__always)
    private func multiply(_ g: Signals, _ signal: Signals, _ slope: (Float) -> Float) {
        for i in 0..<width * Self.samples { start[i] = g.start[i] * slope(signal.start[i]) }
    }
}

extension Nonlinearity {
    /// Whether the slope cannot be computed from the activation, so that h must be kept too.
    package var slopeNeedsPreactivation: Bool { self == .erf }
}
