// The signals of a layer in single precision, and what happens to them between two products: bias, nonlinearity, slope,
// each in one pass over memory that the product has just left in the cache.

/// A row-major matrix of signals: a row a sample.
package struct Signals {
    package let start: UnsafeMutablePointer<Float>
    /// Neurons.
    package let width: Int
    /// Floats from one sample to the next: the width, rounded up to whole vectors. What is between is zero.
    package let stride: Int

    package init(_ start: UnsafeMutablePointer<Float>, width: Int) {
        self.start = start
        self.width = width
        stride = Signals.stride(width)
    }

    package static func stride(_ width: Int) -> Int { (width + 15) / 16 * 16 }

    /// The signals of samples from number `sample` on.
    @inline(__always)
    package func from(_ sample: Int) -> Signals { Signals(start + sample * stride, width: width) }
}

extension Signals {
    /// h ← phi(h + b) in the first `samples` rows.
    /// - Parameter kept: where h + b is kept, in the same shape, for a slope that needs it.
    package func activate(_ samples: Int, biases: UnsafePointer<Float>, _ nonlinearity: Nonlinearity, keeping kept: Signals?) {
        if let kept { keep(samples, biases, in: kept) }
        // One loop for each nonlinearity: the choice is not made again for every neuron.
        switch nonlinearity {
        case .linear: activate(samples, biases) { $0 }
        case .relu: activate(samples, biases) { $0 < 0 ? 0 : $0 }
        case .hardTanh: activate(samples, biases) { clip($0, 1) }
        case .tanh: activate(samples, biases, singleTanh)
        case .erf: activate(samples, biases, singleErf)
        }
    }

    @inline(__always)
    private func activate(_ samples: Int, _ biases: UnsafePointer<Float>, _ phi: (Float) -> Float) {
        for sample in 0..<samples {
            let row = start + sample * stride
            for j in 0..<stride { row[j] = phi(row[j] + biases[j]) }
        }
    }

    private func keep(_ samples: Int, _ biases: UnsafePointer<Float>, in kept: Signals) {
        for sample in 0..<samples {
            let (row, copy) = (start + sample * stride, kept.start + sample * stride)
            for j in 0..<stride { copy[j] = row[j] + biases[j] }
        }
    }

    /// e ← e ∘ phi' in the first `samples` rows; at a kink the slope is 0.
    /// - Parameter signal: in the same shape, the neurons' activations x = phi(h), which tell their slope (tanh' = 1 - x²,
    ///   and the kinked ones show on which side they are); for a nonlinearity whose slope `needsPreactivation`, h.
    package func multiply(_ samples: Int, bySlopeOf nonlinearity: Nonlinearity, at signal: Signals) {
        switch nonlinearity {
        case .linear: break
        case .relu: multiply(samples, signal) { $0 > 0 ? 1 : 0 }
        case .hardTanh: multiply(samples, signal) { $0 < 1 && $0 > -1 ? 1 : 0 }
        case .tanh: multiply(samples, signal) { 1 - $0 * $0 }
        case .erf: multiply(samples, signal) { singleExp($0 * $0 * (-0.25 * Float.pi)) }
        }
    }

    @inline(__always)
    private func multiply(_ samples: Int, _ signal: Signals, _ slope: (Float) -> Float) {
        for i in 0..<samples * stride { start[i] *= slope(signal.start[i]) }
    }
}

extension Nonlinearity {
    /// Whether the slope cannot be told from the activation, so that h must be kept beside it.
    package var slopeNeedsPreactivation: Bool { self == .erf }
}
