// The upper edge of the continuous spectrum: the critical value of z(w) on the real axis (P1).
//
// Two-valued phi': closed forms from dM^{-1}/dz = 0, in logarithms, with the root of the quadratic written so that it keeps
// its digits at depth 1024. Smooth phi: the minimum of z(w) over real w > 1.
// Symbols: p = active, L = depth.
import ComplexModule
import Foundation
import NetworkModels
import Randomness

/// The upper edge of the bulk.
package struct SpectralEdge: Sendable {
    /// log w at the edge; real. Negative where an atom lies above the bulk.
    package let logW: Double
    /// log of the eigenvalue.
    package let logEigenvalue: Double
}

extension SpectralEdge {
    /// The edge for two-valued phi'. Precondition: there is a bulk.
    ///
    /// Gaussian: x = [-(L-1) + sqrt((L-1)² + 4Lp)]/(2L), lambda = sigmaW^{2L} (1 + x)(x + p)^L / x.
    /// Orthogonal: w = L(1 - p), lambda = (sigmaW² p)^L (1-p)/p L^L/(L-1)^{L-1}, for L ≥ 2.
    package init(_ law: TwoValuedLaw, equation: MasterEquation) {
        let L = Double(equation.depth)
        let p = law.active
        switch equation.ensemble {
        case .gaussian:
            let x = 2 * p / ((L - 1) + ((L - 1) * (L - 1) + 4 * L * p).squareRoot())
            logW = log1p(p / x)
            logEigenvalue = L * equation.logWeightVariance + log1p(x) + L * log(x + p) - log(x)
        case .orthogonal:
            logW = log(L * law.inactive)
            // L^L/(L-1)^{L-1} = L (1 - 1/L)^{1-L}: no difference of large logarithms.
            logEigenvalue =
                L * (equation.logWeightVariance + log(p)) + log(law.inactive / p) + log(L)
                - (L - 1) * log1p(-1 / L)
        }
    }

    /// The edge of any law by minimising z over real w > 1. The derivative of log z rises from -∞ at w = 1 to 1 at
    /// infinity, so its sign change is bisected in log log w, from 1e-18 to 300, to the last bit.
    ///
    /// Needs a law with an unbounded M at w = 1, and either depth above 1 or Gaussian weights.
    package init(minimising law: DerivativeLaw, equation: MasterEquation) throws {
        func slope(_ logLogW: Double) -> Double {
            var circle = law.circle(logRadius: exp(logLogW))
            return equation.slope(circle.values(angle: 0)).real
        }
        var low = log(1e-18)
        var high = log(300.0)
        guard slope(low) < 0, slope(high) > 0 else { throw SignalPropagationError.noConvergence(logRadius: 0) }
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if slope(middle) < 0 { low = middle } else { high = middle }
        }
        logW = exp(0.5 * (low + high))
        var circle = law.circle(logRadius: logW)
        logEigenvalue = equation.logZ(circle.values(angle: 0), logW: Complex(logW)).real
    }
}
