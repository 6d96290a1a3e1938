// The variance that the biases of a critical network supply: sigmaB² = q* - sigmaW² <phi²> = (q* mu_1 - <phi²>) / mu_1.
//
// For small q the two terms agree up to q³ (4/3 q³ for tanh), so their difference loses all digits below q = 1e-5. With
// the coefficients c_n of phi in Hermite polynomials, <phi²> = Σ c_n² and q <phi'²> = Σ n c_n²: the linear part drops out.
// With a = <phi'>, the slope of that part,
//
//     q <phi'²> - <phi²> = q <(phi' - a)²> - <(phi - a h)²>,
//
// whose terms are 2q³ and 2/3 q³. No digits are lost if phi' - a and phi - h are not computed as differences of large numbers.
// Goal: relative error below 1e-13 for 1e-8 ≤ q ≤ 100. Symbols: q = variance, h = preactivation.
import Foundation
import NetworkModels

extension Nonlinearity {
    /// Returns q mu_1 - <phi²>_q ≥ 0, the variance that a critical layer loses, in units of sigmaW²; 0 for linear and ReLU.
    func varianceDeficit(variance q: Double) -> Double {
        switch self {
        case .linear, .relu:
            return 0
        case .hardTanh:
            // The two terms agree up to a share q of them; below q = 1e-3 both are less than 1e-200.
            let edge = 1 / (2 * q).squareRoot()
            return (2 * q / .pi).squareRoot() * exp(-edge * edge) - erfc(edge)
        case .tanh:
            return Self.varianceDeficit(
                variance: q, slopeDeficit: { Foundation.tanh($0) * Foundation.tanh($0) }, valueDeficit: Self.tanhDeficit)
        case .erf:
            return Self.varianceDeficit(variance: q, slopeDeficit: { -expm1(-0.25 * .pi * $0 * $0) }, valueDeficit: Self.erfDeficit)
        }
    }

    /// The same by quadrature, from 1 - phi'(h) and h - phi(h).
    private static func varianceDeficit(
        variance q: Double, slopeDeficit: (Double) -> Double, valueDeficit: (Double) -> Double
    ) -> Double {
        let rule = GaussianRule(variance: q)
        let mean = rule.average(slopeDeficit)  // 1 - a
        return rule.average { h in
            let (slope, value) = (mean - slopeDeficit(h), mean * h - valueDeficit(h))
            return q * slope * slope - value * value
        }
    }

    /// h - tanh(h) for h ≥ 0, to rounding: below 1 by Lambert's continued fraction tanh h = h/(1 + h²/(3 + h²/(5 + …))).
    private static func tanhDeficit(_ h: Double) -> Double {
        guard h < 1 else { return h - Foundation.tanh(h) }
        let square = h * h
        // Each stage gains two digits or more: stage 17 is below 1e-17.
        var tail = 17.0
        for odd in stride(from: 15.0, through: 3, by: -2) { tail = odd + square / tail }
        let share = square / tail
        return h * (share / (1 + share))
    }

    /// h - erf(√π h/2) for h ≥ 0, to a few roundings: below 1 by the power series, which hardly alternates there.
    private static func erfDeficit(_ h: Double) -> Double {
        guard h < 1 else { return h - Foundation.erf(0.5 * Double.pi.squareRoot() * h) }
        let square = 0.25 * .pi * h * h
        // Σ (-1)^(n+1) x^2n / (n! (2n + 1)): with x² < 0.79 the term n = 16 is below 1e-17.
        var (power, sum) = (-1.0, 0.0)
        for n in 1...16 {
            power *= -square / Double(n)
            sum += power / Double(2 * n + 1)
        }
        return h * sum
    }
}
