// M_{D²} for phi' with values 0 and 1: M = p / (w - 1) (P1).
import ComplexModule
import Foundation

/// P(t = 1) = active = p, P(t = 0) = inactive = 1 - p, both given so that neither is lost to rounding.
package struct TwoValuedLaw: Sendable {
    package let active: Double
    package let inactive: Double
}

package struct TwoValuedCircle {
    package let law: TwoValuedLaw
    package let logRadius: Double

    /// M = p/(w - 1), 1 + M = (w - (1 - p))/(w - 1), each accurate near w = 1 and near w = 1 - p.
    package func values(angle: Double) -> TransformValues {
        let logW = Complex(logRadius, angle)
        let w = Complex.exp(logW)
        let excess = Complex.expMinusOne(logW)  // w - 1
        let active = law.active
        let inactive = law.inactive
        let numerator = inactive < 0.5 ? w - inactive : active + excess
        let moment = active / excess
        return TransformValues(
            moment: moment,
            onePlusMoment: numerator / excess,
            slope: -(moment * (w / excess)))
    }
}
