// Eigenvalues of a product of D independent N × N matrices with elements N(0, 1/N), as N → ∞: uniform angles, and moduli with
// P(|λ| < r) = r^{2/D} (Burda, Janik, Waclaw 2010; P2, section 3.1). Their singular values are `ClosedFormSpectrum`'s. A product of
// orthogonal matrices is orthogonal: all moduli and singular values are 1.
import Foundation

/// The law of the eigenvalues of a product of Gaussian matrices.
public struct GaussianProductLaw: Hashable, Sendable {
    /// D.
    public let factors: Int

    /// - Throws: `invalidDepth` for fewer factors than one.
    public init(factors: Int) throws {
        guard factors >= 1 else { throw SignalPropagationError.invalidDepth(factors) }
        self.factors = factors
    }

    /// P(|λ| < r).
    public func probability(within radius: Double) -> Double { pow(min(1, max(0, radius)), 2 / Double(factors)) }

    /// Density per area of the complex plane at |λ| = r; infinite at 0 for two factors or more.
    public func density(at radius: Double) -> Double {
        let D = Double(factors)
        return radius > 1 ? 0 : pow(radius, 2 / D - 2) / (.pi * D)
    }

    /// The share of eigenvalues in the square |Re λ|, |Im λ| < h ≤ 1/√2 around the origin: (4/π) ∫_0^{π/4} (h/cos t)^{2/D} dt, by
    /// Simpson's rule, whose error is below 1e-12 with 256 intervals.
    public func share(inSquareOfHalfSide h: Double) -> Double {
        let intervals = 256, width = Double.pi / 4 / Double(intervals)
        let sum = (0...intervals).reduce(0.0) { sum, k in
            sum + (k == 0 || k == intervals ? 1 : k % 2 == 1 ? 4 : 2) * pow(h / cos(width * Double(k)), 2 / Double(factors))
        }
        return 4 / .pi * sum * width / 3
    }
}
