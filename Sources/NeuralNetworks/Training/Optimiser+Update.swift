// The optimisers' inner loops: one pass over a range of parameters while its gradient is still in the cache.
import LinearAlgebra

/// One step of an optimiser: the constants that all parameters share.
package struct OptimiserStep: Sendable {
    package let optimiser: Optimiser
    package let rate: Float
    /// 1/(1 - beta1^t) and 1/(1 - beta2^t) of Adam; 1 for the others.
    private let firstCorrection: Float
    private let secondCorrection: Float

    /// - Parameter number: t = 1, 2, …
    package init(_ optimiser: Optimiser, rate: Double, number: Int) {
        self.optimiser = optimiser
        self.rate = Float(rate)
        guard case .adam(let beta1, let beta2, _) = optimiser else {
            (firstCorrection, secondCorrection) = (1, 1)
            return
        }
        firstCorrection = Float(1 / (1 - power(beta1, number)))
        secondCorrection = Float(1 / (1 - power(beta2, number)))
    }

    /// Updates `count` parameters and their moments from their gradient.
    package func update(
        _ theta: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>?, second: UnsafeMutablePointer<Float>?,
        gradient: UnsafePointer<Float>, count: Int
    ) {
        let rest = count % 16, whole = count - rest
        updateVectors(theta, first: first, second: second, gradient: gradient, count: whole)
        guard rest > 0 else { return }
        // The last few in separate vectors, padded with zeros.
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 64) { vectors in
            vectors.initialize(repeating: 0)
            guard let start = vectors.baseAddress else { return }
            start.update(from: theta + whole, count: rest)
            (start + 16).update(from: gradient + whole, count: rest)
            if let first { (start + 32).update(from: first + whole, count: rest) }
            if let second { (start + 48).update(from: second + whole, count: rest) }
            updateVectors(
                start, first: first.map { _ in start + 32 }, second: second.map { _ in start + 48 }, gradient: start + 16, count: 16)
            (theta + whole).update(from: start, count: rest)
            if let first { (first + whole).update(from: start + 32, count: rest) }
            if let second { (second + whole).update(from: start + 48, count: rest) }
        }
    }

    /// - Parameter count: a multiple of 16.
    private func updateVectors(
        _ theta: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>?, second: UnsafeMutablePointer<Float>?,
        gradient g: UnsafePointer<Float>, count: Int
    ) {
        let rate = rate
        switch optimiser {
        case .sgd:
            for i in 0..<count { theta[i] -= rate * g[i] }
        case .momentum(let decay):
            guard let v = first else { return }
            let decay = Float(decay)
            for i in 0..<count {
                v[i] = decay * v[i] + g[i]
                theta[i] -= rate * v[i]
            }
        case .rmsProp(let decay, let epsilon):
            guard let v = first else { return }
            let (keep, take, epsilon) = (Float(decay), Float(1 - decay), Float(epsilon))
            for i in stride(from: 0, to: count, by: 16) {
                let gradient = SIMD16(g + i)
                let square = keep * SIMD16(v + i) + take * (gradient * gradient)
                square.store(v + i)
                let step = rate * gradient * reciprocalRoot(square, plus: epsilon)
                (SIMD16(theta + i) - step).store(theta + i)
            }
        case .adam(let beta1, let beta2, let epsilon):
            guard let m = first, let v = second else { return }
            let (keep1, take1, keep2, take2) = (Float(beta1), Float(1 - beta1), Float(beta2), Float(1 - beta2))
            let (scaledRate, correction, epsilon) = (rate * firstCorrection, secondCorrection, Float(epsilon))
            for i in stride(from: 0, to: count, by: 16) {
                let gradient = SIMD16(g + i)
                let mean = keep1 * SIMD16(m + i) + take1 * gradient
                let square = keep2 * SIMD16(v + i) + take2 * (gradient * gradient)
                mean.store(m + i)
                square.store(v + i)
                let step = scaledRate * mean * reciprocalRoot(square * correction, plus: epsilon)
                (SIMD16(theta + i) - step).store(theta + i)
            }
        }
    }
}

/// base^exponent by repeated squaring: the same bits on every machine, which `pow` does not promise.
private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result *= square }
        square *= square
        rest >>= 1
    }
    return result
}
