// S-transforms and the inverse moment transform on the positive axis (P1).
//
//   M(z) = sum_k m_k z^{-k},  S(x) = (1 + x)/(x M^{-1}(x)),  S_{JJᵀ} = (S_{WWᵀ} S_{D²})^L.
// They are real for every x > 0; the edge and the moments are derived from them.
import ComplexModule
import Foundation
import NetworkModels
import Randomness

extension DeepSpectrum {
    /// Returns S_{WWᵀ}(x): 1/sigmaW² (orthogonal) or 1/(sigmaW² (1 + x)) (Gaussian).
    public func sTransformOfWeights(at x: Double) -> Double {
        switch ensemble {
        case .orthogonal: 1 / weightVariance
        case .gaussian: 1 / (weightVariance * (1 + x))
        }
    }

    /// Returns S_{D²}(x), x > 0: (1 + x)/(x + p) for phi' in {0, 1}, else by inverting M_{D²}.
    ///
    /// - Throws: `SignalPropagationError.outsideDomain` for x ≤ 0 or beyond 1e8.
    public func sTransformOfDerivative(at x: Double) throws -> Double {
        (1 + x) / x * exp(-(try law.logInverseMoment(at: x)))
    }

    /// Returns log S_{JJᵀ}(x), x > 0.
    ///
    /// - Throws: as `sTransformOfDerivative(at:)`.
    public func logSTransform(at x: Double) throws -> Double {
        Double(depth) * log(sTransformOfWeights(at: x) * (try sTransformOfDerivative(at: x)))
    }

    /// Returns log M^{-1}(x), x > 0: the logarithm of the z outside the spectrum at which M(z) = x.
    ///
    /// - Throws: as `sTransformOfDerivative(at:)`.
    public func logInverseMoment(at x: Double) throws -> Double {
        log1p(x) - log(x) - (try logSTransform(at: x))
    }
}

extension DerivativeLaw {
    /// Returns log w, w > 1 with M_{D²}(w) = x > 0.
    ///
    /// Two-valued: w = 1 + p/x. Smooth: M falls from infinity at w = 1 to 0; bisection in log log w.
    package func logInverseMoment(at x: Double) throws -> Double {
        guard x > 0 else { throw SignalPropagationError.outsideDomain(x) }
        if case .twoValued(let law) = self { return log1p(law.active / x) }
        func moment(_ logLogW: Double) -> Double {
            var circle = circle(logRadius: exp(logLogW))
            return circle.values(angle: 0).moment.real
        }
        var low = log(1e-18)
        var high = log(300.0)
        guard moment(low) > x, moment(high) < x else { throw SignalPropagationError.outsideDomain(x) }
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if moment(middle) > x { low = middle } else { high = middle }
        }
        return exp(0.5 * (low + high))
    }
}
