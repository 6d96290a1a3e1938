// The end-to-end Jacobian of x^{l+1} = g W φ(x^l), φ = tanh, orthogonal W, from a signal of chosen size in its first layer (P2, section 4).
// P1's networks settle at q* before their Jacobian is taken; here the approach from q^1 is part of the question.
import BuildGraph
import Foundation
import LinearAlgebra
import NetworkModels
import Randomness

/// What one network does to a signal and its neighbourhood.
public struct GainJacobian: Target {
    /// g.
    let gain: Double
    /// q^1: the mean square of x^1.
    let firstVariance: Double
    /// N.
    let width: Int
    /// N_l, layers of units.
    let layers: Int
    let seed: Int

    public struct Value: Codable, Sendable, Equatable {
        /// Of dx^{N_l}/dx^1, largest first.
        public var singularValues: [Double]
        /// q^l for l = 1 … N_l.
        public var variances: [Double]

        package init(singularValues: [Double], variances: [Double]) { (self.singularValues, self.variances) = (singularValues, variances) }
    }

    package init(gain: Double, firstVariance: Double, width: Int, layers: Int, seed: Int) {
        (self.gain, self.firstVariance, self.width, self.layers, self.seed) = (gain, firstVariance, width, layers, seed)
    }

    public var words: [String] { ["g = \(gain)", "q^1 = \(firstVariance)", "N = \(width)", "seed \(seed)"] }
    public var resources: Resources { Resources(memory: (64 << 20) + 12 * 8 * width * width, isolation: width < 512 ? .thread : .process) }
    public var work: Double? { (2 * Double(layers) + 8) * Double(width * width * width) }

    public func make(_ inputs: Inputs) throws -> Value { try withFlushToZero { try value() } }

    package func value() throws -> Value {
        let stream = RandomStream(seed: UInt64(seed))
        var x = stream.signal(width: width, meanSquare: firstVariance)
        var variances = [x.meanSquare], product = Matrix.identity(width)
        for layer in 1..<max(1, layers) {
            // [W (g D J) | W g φ(x)], D = diag φ'(x).
            let slopes = x.map { gain * Nonlinearity.tanh.derivative($0) }
            var next = Matrix(rows: width, columns: width + 1) { i, j in
                j < width ? slopes[i] * product[i, j] : gain * Nonlinearity.tanh.value(x[i])
            }
            try HaarReflectors(dimension: width, from: stream.substream(UInt64(layer))).apply(to: &next)
            product = Matrix(rows: width, columns: width, elements: Array(next.elements.prefix(width * width)))
            x = next.column(width)
            variances.append(x.meanSquare)
        }
        return Value(singularValues: try product.singularValues(), variances: variances)
    }
}

/// The same network's variances alone, without a Jacobian.
public struct GainVariances: Target {
    let gain: Double
    let firstVariance: Double
    let width: Int
    let layers: Int
    let seed: Int

    public var words: [String] { ["g = \(gain)", "N = \(width)", "seed \(seed)"] }

    /// q^l for l = 1 … N_l.
    public func make(_ inputs: Inputs) throws -> [Double] {
        let stream = RandomStream(seed: UInt64(seed))
        var x = stream.signal(width: width, meanSquare: firstVariance)
        var variances = [x.meanSquare]
        for layer in 1..<max(1, layers) {
            x = x.map { gain * Nonlinearity.tanh.value($0) }
            HaarReflectors.apply(drawnFrom: stream.substream(UInt64(layer)), to: &x)
            variances.append(x.meanSquare)
        }
        return variances
    }
}

extension RandomStream {
    /// A Gaussian signal, scaled so that its mean square is exactly as wanted.
    fileprivate func signal(width: Int, meanSquare: Double) -> [Double] {
        let h = substream(0).normals(width)
        let scale = (meanSquare / h.meanSquare).squareRoot()
        return h.map { scale * $0 }
    }
}

extension [Double] {
    var meanSquare: Double { reduce(0) { $0 + $1 * $1 } / Double(Swift.max(1, count)) }
}
