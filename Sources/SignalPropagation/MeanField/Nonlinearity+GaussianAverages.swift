// The Gaussian averages of mean-field theory, for every nonlinearity, by closed form or by quadrature.
//
// Goals: relative error below 1e-12 for 1e-6 ≤ q ≤ 100, also for the small quantities (1 - mu_1, mu_2/mu_1² - 1) whose
// digits a subtraction would lose. Reference: P1 (Pennington, Schoenholz, Ganguli 2017, arXiv 1711.04735), equations 4 and 5.
// Symbols: q = variance of the preactivation h, mu_k(q) = E phi'(h)^{2k}, p = mu_1 where phi' takes the values 0 and 1.
import Foundation
import NetworkModels

extension Nonlinearity {
    /// Returns <phi²>_q = E phi(h)², h ~ N(0, q); 0 for q = 0.
    public func meanSquareActivation(variance q: Double) -> Double {
        guard q > 0 else { return 0 }
        switch self {
        case .linear:
            return q
        case .relu:
            return q / 2
        case .hardTanh:
            let edge = 1 / (2 * q).squareRoot()  // the kink h = 1 in units of sqrt(2q)
            return q * Foundation.erf(edge) - (2 * q / .pi).squareRoot() * exp(-edge * edge) + erfc(edge)
        case .tanh:
            return GaussianRule(variance: q).average { Foundation.tanh($0) * Foundation.tanh($0) }
        case .erf:
            let a = 0.5 * Double.pi * q
            return 2 / .pi * asin(a / (1 + a))
        }
    }

    /// Returns d<phi²>_q / dq; at q = 0 its limit, phi'(0)².
    ///
    /// Integration by parts of E phi(sqrt(q) z)² gives E[h phi(h) phi'(h)] / q.
    public func meanSquareActivationSlope(variance q: Double) -> Double {
        switch self {
        case .linear:
            return 1
        case .relu:
            return 0.5
        case .hardTanh:
            guard q > 0 else { return 1 }
            let edge = 1 / (2 * q).squareRoot()
            return Foundation.erf(edge) - 2 / Double.pi.squareRoot() * edge * exp(-edge * edge)
        case .tanh:
            guard q > 0 else { return 1 }
            return GaussianRule(variance: q).average { $0 * Foundation.tanh($0) * derivative($0) } / q
        case .erf:
            let a = 0.5 * Double.pi * q
            return 1 / ((1 + a) * (1 + 2 * a).squareRoot())
        }
    }

    /// Returns mu_k(q) = E phi'(h)^{2k}, h ~ N(0, q): the k-th moment of the law of D².
    ///
    /// For q = 0 it is the limit of small q.
    public func derivativeMoment(order k: Int, variance q: Double) -> Double {
        guard k > 0 else { return 1 }
        switch self {
        case .linear:
            return 1
        case .relu:
            return 0.5
        case .hardTanh:
            return q > 0 ? Foundation.erf(1 / (2 * q).squareRoot()) : 1
        case .tanh:
            guard q > 0 else { return 1 }
            return GaussianRule(variance: q).average { pow(cosh($0), -4 * Double(k)) }
        case .erf:
            return 1 / (1 + .pi * Double(k) * q).squareRoot()
        }
    }

    /// Returns mu_2/mu_1² - 1, the relative variance of phi'(h)², without the cancellation of that formula.
    public func derivativeDispersion(variance q: Double) -> Double {
        switch self {
        case .linear, .relu, .hardTanh:
            return saturatedFraction(variance: q) / derivativeMoment(order: 1, variance: q)
        case .tanh:
            guard q > 0 else { return 0 }
            let rule = GaussianRule(variance: q)
            let deficit = rule.average(Self.tanhDerivativeDeficit)
            let variance = rule.average {
                let difference = Self.tanhDerivativeDeficit($0) - deficit
                return difference * difference
            }
            return variance / ((1 - deficit) * (1 - deficit))
        case .erf:
            let a = Double.pi * q
            return expm1(0.5 * log1p(a * a / (1 + 2 * a)))
        }
    }

    /// Returns 1 - p, the probability that phi'(h) = 0: hard-tanh's saturated units, ReLU's inactive ones, else 0.
    public func saturatedFraction(variance q: Double) -> Double {
        switch self {
        case .linear, .tanh, .erf: 0
        case .relu: 0.5
        case .hardTanh: q > 0 ? erfc(1 / (2 * q).squareRoot()) : 0
        }
    }

    /// 1 - sech⁴(h), exact to rounding for small h too.
    private static func tanhDerivativeDeficit(_ h: Double) -> Double {
        let square = Foundation.tanh(h) * Foundation.tanh(h)
        return square * (2 - square)
    }
}
