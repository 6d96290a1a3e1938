// Gradient descent from a decoupled start. Every layer carries a_k of mode k and all layers stay equal, so that full-matrix gradient
// descent *is* this recursion, a ← a + rate a^{D-1} (m - a^D) per mode, at any width.
import Foundation
import LinearAlgebra
import NeuralNetworks

/// A deep linear network whose modes do not mix.
package struct DecoupledNetwork {
    /// m, the singular values of the best map on whitened data.
    let strengths: [Double]
    /// D.
    let depth: Int
    /// a per mode.
    private(set) var layers: [Double]

    /// - Parameter start: u0, the strength of each mode in the whole network.
    package init(strengths: [Double], depth: Int, start: Double) {
        (self.strengths, self.depth) = (strengths, depth)
        layers = strengths.map { _ in pow(start, 1 / Double(depth)) }
    }

    /// Half the mean squared error for outputs of mean square `outputPower`.
    package func loss(outputPower: Double) -> Double {
        zip(strengths, layers).reduce(outputPower) { sum, pair in
            let u = pow(pair.1, Double(depth))
            return sum + u * u - 2 * u * pair.0
        } / 2
    }

    package mutating func step(rate: Double) {
        let D = Double(depth)
        for k in layers.indices { layers[k] += rate * pow(layers[k], D - 1) * (strengths[k] - pow(layers[k], D)) }
    }

    /// Steps to a mark of the loss; nil if it is not reached in so many, or the descent diverges.
    package mutating func steps(to mark: Double, rate: Double, outputPower: Double, longest: Int) -> Int? {
        let limit = 50 * outputPower
        for done in 0...longest {
            let loss = loss(outputPower: outputPower)
            guard loss.isFinite, loss <= limit else { return nil }
            if loss <= mark { return done }
            step(rate: rate)
        }
        return nil
    }
}
