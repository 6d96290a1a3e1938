// M_{D²} for smooth phi: an integral over h whose integrand has poles arbitrarily near the real axis.
//
// M(w) = ∫ N(h) dh / (w e^{tau(h)} - 1), tau(h) = -log phi'(h)². When w approaches the support (0, 1] of t, poles h_p(w)
// with tau(h_p) = -log w pinch the line of integration, and every fixed quadrature rule fails there.
// The trapezoid rule can be corrected exactly: its error is a contour integral of cot(pi (h/step - offset)), so each pole
// contributes its residue times a known factor, and what remains is exp(-2 pi a / step) for a strip of half-width a
// (Chiarella and Reichel, Math. Comp. 22, 1968; Trefethen and Weideman, SIAM Review 56, 2014, section 5).
// Accuracy is then near 1e-15 for every w of the closed upper half plane off (0, 1], and as w approaches that cut from
// above, with 10 to 300 nodes. Where a pole lies near a node, sum and correction are large and cancel; so of the two rules
// symmetric about h = 0 (offset 0 and 1/2), the one whose nodes are farther from the pole is taken.
import ComplexModule
import Foundation

/// The law of t = phi'(h)², h ~ N(0, variance), for tanh and erf.
package struct SmoothLaw: Sendable {
    package let derivative: SmoothDerivative
    package let variance: Double
    package let step: Double
    /// Poles beyond this |Im h| contribute less than 1e-16.
    package let poleStrip: Double
    /// The rules of offset 0 and 1/2, with tau at their nodes.
    package let rules: [Rule]

    package struct Rule: Sendable {
        package let weights: [Double]
        package let exponents: [Double]
    }

    package init(_ derivative: SmoothDerivative, variance: Double) {
        self.derivative = derivative
        self.variance = variance
        // A strip of half-width a leaves exp(-2 pi a / step + a² / 2 variance); smallest at a = 2 pi variance / step.
        let step = min(0.6 * variance.squareRoot(), 0.2)
        self.step = step
        poleStrip = min(2 * .pi * variance / step, 1.55)
        rules = [0, 0.5].map { offset in
            let rule = GaussianRule(variance: variance, step: step, offset: offset)
            return Rule(weights: rule.weights, exponents: rule.nodes.map(derivative.exponent))
        }
    }

    /// tau at the last node: a mass of 1e-19 lies below t = exp(-largestExponent).
    package var largestExponent: Double { derivative.exponent(GaussianRule.reach * variance.squareRoot()) }
}

/// M_{D²} on one circle |w| = exp(logRadius): keeps |w|/t at the nodes, which does not depend on the angle.
package struct SmoothCircle {
    package let law: SmoothLaw
    package let logRadius: Double
    private var ratios: [Ratios?] = [nil, nil]

    /// |w|/t and |w|/t - 1 at the nodes of one rule.
    private struct Ratios {
        var values: [Double]
        var excesses: [Double]
    }

    package init(law: SmoothLaw, logRadius: Double) {
        self.law = law
        self.logRadius = logRadius
    }

    package mutating func values(angle: Double) -> TransformValues {
        let logW = Complex(logRadius, angle)
        let poles = law.derivative.poles(logW: logW, strip: law.poleStrip)
        let offsetIndex = farRule(from: poles)
        let ratios = ratios(offsetIndex)
        let weights = law.rules[offsetIndex].weights

        // The trapezoid sums of 1/(x - 1), x/(x - 1) and x/(x - 1)², x = w/t = |w|/t e^{i angle}.
        let cosine = cos(angle)
        let sine = sin(angle)
        let halfSine = sin(0.5 * angle)
        let cosineDeficit = 2 * halfSine * halfSine
        var moment = Complex(0)
        var onePlusMoment = Complex(0)
        var slope = Complex(0)
        for k in weights.indices {
            let ratio = ratios.values[k]
            let x = Complex(ratio * cosine, ratio * sine)
            let inverse = 1 / Complex(ratios.excesses[k] * cosine - cosineDeficit, x.imaginary)
            let weighted = weights[k] * inverse
            let product = weighted * x
            moment += weighted
            onePlusMoment += product
            slope += product * inverse
        }
        slope = -slope

        // The poles: 2 pi Res (cot ± i) for each pair ±h_p.
        for pole in poles {
            let correction = correction(pole, offset: 0.5 * Double(offsetIndex))
            moment += correction.value
            onePlusMoment += correction.value
            slope += correction.slope
        }
        return TransformValues(moment: moment, onePlusMoment: onePlusMoment, slope: slope)
    }

    /// The rule whose nodes are farther from the pole nearest the real axis (the first one).
    private func farRule(from poles: [Complex]) -> Int {
        guard let nearest = poles.first else { return 0 }
        return cos(2 * .pi * nearest.real / law.step) > 0 ? 1 : 0
    }

    /// Returns the ratios of a rule, computed at first use. Ratios are capped at e^345: their terms are below 1e-149.
    private mutating func ratios(_ index: Int) -> Ratios {
        if let known = ratios[index] { return known }
        let logarithms = law.rules[index].exponents.map { min(logRadius + $0, 345) }
        let made = Ratios(values: logarithms.map(exp), excesses: logarithms.map(expm1))
        ratios[index] = made
        return made
    }

    /// The correction to M for the poles ±h, and its derivative by log w.
    ///
    /// Residue R = N(h)/tau'(h); factor B = -2i s Q/(1 - Q) with s the sign of Im h and
    /// Q = exp(2 pi i s (h/step - offset)), |Q| < 1; dh/d log w = -1/tau'(h).
    private func correction(_ h: Complex, offset: Double) -> (value: Complex, slope: Complex) {
        let side: Double = h.imaginary >= 0 ? 1 : -1
        let sign: Double = offset == 0 ? 1 : -1
        let turn = 2 * Double.pi * side / law.step
        let q = sign * Complex.exp(Complex(-turn * h.imaginary, turn * h.real))
        let inverse = 1 / (1 + -q)
        let factor = Complex(0, -2 * side) * (q * inverse)
        let factorSlope = (4 * .pi / law.step) * (q * inverse * inverse)

        let inverseExponentSlope = 1 / law.derivative.exponentSlope(h)
        let curvature = law.derivative.exponentCurvature(h)
        let density = Complex.exp((-0.5 / law.variance) * (h * h))
        let residue = (1 / (2 * .pi * law.variance).squareRoot()) * (density * inverseExponentSlope)
        let residueSlope = residue * ((-1 / law.variance) * h - curvature * inverseExponentSlope)

        let value = (2 * .pi) * (residue * factor)
        let byH = (2 * .pi) * (residueSlope * factor + residue * factorSlope)
        return (value, -(byH * inverseExponentSlope))
    }
}
