// The law of t = phi'(h)², h ~ N(0, q*): the spectrum of one layer's D², which enters the theory through
// M_{D²}(w) = <t / (w - t)> (P1).
//
// w is carried as log w = log|w| + i angle with 0 ≤ angle ≤ pi, because deep spectra reach |w| = exp(-10000).
import ComplexModule
import Foundation
import NetworkModels

/// The law of phi'(h)².
package enum DerivativeLaw: Sendable {
    /// Values 1 and 0 with probabilities p and 1 - p: linear (p = 1), ReLU (p = 1/2), hard-tanh.
    case twoValued(TwoValuedLaw)
    /// A density on (0, 1]: tanh, erf.
    case smooth(SmoothLaw)

    package init(_ nonlinearity: Nonlinearity, variance: Double) {
        switch nonlinearity {
        case .linear, .relu, .hardTanh:
            self = .twoValued(
                TwoValuedLaw(
                    active: nonlinearity.derivativeMoment(order: 1, variance: variance),
                    inactive: nonlinearity.saturatedFraction(variance: variance)))
        case .tanh:
            self = .smooth(SmoothLaw(.tanh, variance: variance))
        case .erf:
            self = .smooth(SmoothLaw(.erf, variance: variance))
        }
    }

    /// Prepares M at |w| = exp(logRadius); the angle then varies cheaply.
    package func circle(logRadius: Double) -> TransformCircle {
        switch self {
        case .twoValued(let law): .twoValued(TwoValuedCircle(law: law, logRadius: logRadius))
        case .smooth(let law): .smooth(SmoothCircle(law: law, logRadius: logRadius))
        }
    }
}

/// M_{D²} on the circle |w| = exp(logRadius).
package enum TransformCircle {
    case twoValued(TwoValuedCircle)
    case smooth(SmoothCircle)

    package var logRadius: Double {
        switch self {
        case .twoValued(let circle): circle.logRadius
        case .smooth(let circle): circle.logRadius
        }
    }

    /// M and its derivative at w = exp(logRadius + i angle), 0 ≤ angle ≤ pi; angle 0 is only for w off the support of t.
    package mutating func values(angle: Double) -> TransformValues {
        switch self {
        case .twoValued(let circle):
            return circle.values(angle: angle)
        case .smooth(var circle):
            let values = circle.values(angle: angle)
            self = .smooth(circle)
            return values
        }
    }
}

/// M_{D²}(w) and what else the master equation needs at w.
package struct TransformValues: Sendable {
    /// M = <t / (w - t)>.
    package let moment: Complex
    /// 1 + M = <w / (w - t)>, computed by its own sum: it is tiny at the lower end of a Gaussian network's spectrum.
    package let onePlusMoment: Complex
    /// dM / d log w = -<w t / (w - t)²>.
    package let slope: Complex
}
