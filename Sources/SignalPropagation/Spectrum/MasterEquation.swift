// The master equation of the spectrum of J Jᵀ, explicit in w (P1; the form in w was derived for this project).
//
// S_{JJᵀ} = (S_{WWᵀ} S_{D²})^L with S_{D²}(M) = (1 + M)/(M w) at M = M_{D²}(w) gives
//   log z = (1 - L) log((1 + M)/M) - L log S_{WWᵀ}(M) + L log w,
// so z is an explicit function of w. For z in the upper half plane, w is in the upper and M in the lower one.
// The density follows from the curve of w where z is real and positive (see `MasterCurve`).
// S_{WWᵀ} = 1/sigmaW² (orthogonal), 1/(sigmaW² (1 + M)) (Gaussian); angle((1 + M)/M) lies in [0, pi], so each
// logarithm below is principal.
import ComplexModule
import Foundation
import NetworkModels
import Randomness

/// log z as a function of log w.
package struct MasterEquation: Sendable {
    package let ensemble: WeightEnsemble
    package let depth: Int
    /// log sigmaW².
    package let logWeightVariance: Double

    package init(ensemble: WeightEnsemble, depth: Int, logWeightVariance: Double) {
        self.ensemble = ensemble
        self.depth = depth
        self.logWeightVariance = logWeightVariance
    }

    /// log z, from log w and the values of M at w.
    package func logZ(_ values: TransformValues, logW: Complex) -> Complex {
        let L = Double(depth)
        let m = values.moment
        let logRatio =  // log((1 + M)/M)
            m.length > 2 ? Complex.log(onePlus: 1 / m) : Complex.log(values.onePlusMoment / m)
        let scale = Complex(L * logWeightVariance)
        switch ensemble {
        case .orthogonal:
            return scale + (1 - L) * logRatio + L * logW
        case .gaussian:
            return scale + logRatio + L * (Complex.log(m) + logW)
        }
    }

    /// d log z / d log w.
    package func slope(_ values: TransformValues) -> Complex {
        let L = Double(depth)
        let relative = values.slope / values.moment  // d log M
        let ratioSlope = -(relative / values.onePlusMoment)  // d log((1 + M)/M)
        switch ensemble {
        case .orthogonal:
            return (1 - L) * ratioSlope + Complex(L)
        case .gaussian:
            return ratioSlope + L * (1 + relative)
        }
    }
}
