// The curve of w on which z(w) is real and positive gives the continuous spectrum without any small imaginary part.
//
// With log w = rho + i theta, the curve is Im log z(rho, theta) = 0. On each circle |w| = e^rho below the edge the
// function of theta is negative above the support of t and equals pi at theta = pi, and it crosses zero once
// (for orthogonal weights this is the polar form of the boundary of subordination domains: Belinschi and Bercovici 2005,
// Zhong 2013). At the crossing d Im log z/d theta = Re(d log z/d log w) > 0, so log lambda is increasing in rho.
// So each point needs one bracketed Newton iteration in one real unknown; no continuation, no choice of sheet.
//
// On the curve (P1's rho = -Im G/pi, G = (1 + M)/z):
//   density per log lambda  = -Im M / pi,
//   d log lambda / d rho    = |Z'|² / Re Z',  Z' = d log z / d log w.
// The parameter is u ≥ 0 with rho = rho_edge - u²: it makes square-root and inverse square-root edges smooth.
import ComplexModule
import Foundation

/// A point of the continuous spectrum.
package struct CurvePoint: Sendable {
    /// The parameter u.
    package let parameter: Double
    package let logEigenvalue: Double
    /// Probability per unit of log eigenvalue.
    package let density: Double
    /// Probability per unit of u: density × |d log lambda / du|, finite where the density is not.
    package let massRate: Double
    /// theta, the angle of w: an initial guess for neighbours.
    package let angle: Double
}

/// The spectrum's curve for one network.
package struct MasterCurve: Sendable {
    package let law: DerivativeLaw
    package let equation: MasterEquation
    package let edge: SpectralEdge

    /// The point at u > 0.
    ///
    /// - Parameter guess: an angle near the solution; any value in (0, pi) will do.
    /// - Throws: `SignalPropagationError.noConvergence`.
    package func point(_ parameter: Double, guess: Double) throws -> CurvePoint {
        let logRadius = edge.logW - parameter * parameter
        var circle = law.circle(logRadius: logRadius)
        let (angle, values) = try angle(on: &circle, guess: guess)
        let slope = equation.slope(values)
        let rate = slope.lengthSquared / slope.real
        let density = -values.moment.imaginary / .pi
        let logEigenvalue = equation.logZ(values, logW: Complex(logRadius, angle)).real
        guard logEigenvalue.isFinite, density.isFinite, density >= 0, rate.isFinite, rate > 0 else {
            throw SignalPropagationError.noConvergence(logRadius: logRadius)
        }
        return CurvePoint(
            parameter: parameter, logEigenvalue: logEigenvalue, density: density,
            massRate: 2 * parameter * rate * density, angle: angle)
    }

    /// Solves Im log z = 0 for the angle, by Newton's method kept in a shrinking bracket.
    ///
    /// The bracket's midpoint is the geometric mean once its lower end is positive, since below the soft lower edge of
    /// an orthogonal smooth network the angle falls to 1e-10 and less.
    private func angle(on circle: inout TransformCircle, guess: Double) throws -> (Double, TransformValues) {
        var low = 0.0
        var high = Double.pi
        var angle = min(max(guess, 1e-12), 0.999_999 * .pi)
        var lastStep = Double.infinity
        for _ in 0..<200 {
            let values = circle.values(angle: angle)
            let phase = equation.logZ(values, logW: Complex(circle.logRadius, angle)).imaginary
            guard phase.isFinite else { break }
            if phase == 0 { return (angle, values) }
            if phase < 0 { low = angle } else { high = angle }
            let slope = equation.slope(values).real
            var next = angle - phase / slope
            let step = abs(next - angle)
            // Converged, or at the floor set by rounding, seen as two small Newton steps of the same size. The floor is about
            // 1e-16 L/u², since near the edge the phase is a difference of terms L times the angle.
            let converged = step <= 2e-15 * angle || (step >= 0.5 * lastStep && step <= 1e-3 * angle)
            if slope > 0 && converged { return (angle, values) }
            lastStep = step
            if !(slope > 0 && next > low && next < high) {
                next = low > 0 ? (low * high).squareRoot() : 0.1 * high
                lastStep = .infinity
                if high - low <= 4e-16 * high { return (angle, values) }
            }
            angle = next
        }
        throw SignalPropagationError.noConvergence(logRadius: circle.logRadius)
    }
}
