// Depth 1 with orthogonal weights and smooth phi: J Jᵀ has the eigenvalues sigmaW² phi'(h)², h ~ N(0, q*).
//
// This is the only spectrum for which z(w) has no minimum. Its parameter is h itself, in which the mass is Gaussian; its
// upper edge (h = 0) is an inverse square root.
import Foundation

package struct FirstLayerCurve: Sendable {
    package let law: SmoothLaw
    package let logWeightVariance: Double

    /// The point at h = parameter > 0.
    package func point(_ parameter: Double) -> CurvePoint {
        let massRate = 2 * gaussianDensity(parameter, variance: law.variance)
        return CurvePoint(
            parameter: parameter,
            logEigenvalue: logWeightVariance - law.derivative.exponent(parameter),
            density: massRate / law.derivative.exponentSlope(parameter),
            massRate: massRate, angle: 0)
    }

    /// The first point: the density is infinite at the edge, so it is placed where 2e-5 of the mass lies before it.
    package var start: Double { 2e-5 * law.variance.squareRoot() }
    package var end: Double { GaussianRule.reach * law.variance.squareRoot() }
}
