// The optimisers' inner loops: one pass over a stretch of parameters while its gradient is still in the cache.
import LinearAlgebra

/// One step of an optimiser: what is the same for all parameters.
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
            for i in 0..<count {
                v[i] = keep * v[i] + take * (g[i] * g[i])
                theta[i] -= rate * g[i] / (v[i].squareRoot() + epsilon)
            }
        case .adam(let beta1, let beta2, let epsilon):
            guard let m = first, let v = second else { return }
            let (keep1, take1, keep2, take2) = (Float(beta1), Float(1 - beta1), Float(beta2), Float(1 - beta2))
            let (scaledRate, correction, epsilon) = (rate * firstCorrection, secondCorrection, Float(epsilon))
            for i in 0..<count {
                m[i] = keep1 * m[i] + take1 * g[i]
                v[i] = keep2 * v[i] + take2 * (g[i] * g[i])
                theta[i] -= scaledRate * m[i] / ((v[i] * correction).squareRoot() + epsilon)
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
