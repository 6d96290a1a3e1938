// phi'(h)² = exp(-tau(h)) of the smooth nonlinearities, continued to complex h, and the h at which it has a given value.
import ComplexModule
import Foundation

/// tau(h) = -log phi'(h)²: 4 log cosh h for tanh, pi h²/2 for erf(sqrt(pi) h/2).
package enum SmoothDerivative: Sendable {
    case tanh
    case erf

    /// tau(h) for real h, accurate for small h and without overflow for large h.
    package func exponent(_ h: Double) -> Double {
        switch self {
        case .tanh:
            if abs(h) < 1 {
                let half = sinh(0.5 * h)
                return 4 * log1p(2 * half * half)
            }
            return 4 * (abs(h) + log1p(Foundation.exp(-2 * abs(h))) - M_LN2)
        case .erf:
            return 0.5 * .pi * h * h
        }
    }

    /// tau'(h) for real h.
    package func exponentSlope(_ h: Double) -> Double {
        switch self {
        case .tanh: 4 * Foundation.tanh(h)
        case .erf: .pi * h
        }
    }

    /// tau'(h).
    package func exponentSlope(_ h: Complex) -> Complex {
        switch self {
        case .tanh: 4 * Self.complexTanh(h)
        case .erf: .pi * h
        }
    }

    /// tau''(h).
    package func exponentCurvature(_ h: Complex) -> Complex {
        switch self {
        case .tanh:
            let tanh = Self.complexTanh(h)
            return 4 * (1 + -(tanh * tanh))
        case .erf:
            return Complex(.pi)
        }
    }

    /// tanh h = E/(E + 2), E = e^{2h} - 1, for Re h ≥ 0 through e^{-2h}.
    private static func complexTanh(_ h: Complex) -> Complex {
        let decay = Complex.expMinusOne(-2 * h)
        return -(decay / (2 + decay))
    }

    /// Solves exp(tau(h)) = 1/w for h with Re h ≥ 0 and |Im h| < strip; the solution nearest the real axis comes first.
    ///
    /// - Parameter logW: log w, 0 ≤ Im log w ≤ pi.
    package func poles(logW: Complex, strip: Double) -> [Complex] {
        switch self {
        case .tanh: Self.tanhPoles(logW: logW, strip: strip)
        case .erf: Self.erfPoles(logW: logW, strip: strip)
        }
    }

    /// cosh h = i^k w^{-1/4}; only the principal arccosh for k = 0, 1, -1 can lie within |Im h| < pi/2.
    private static func tanhPoles(logW: Complex, strip: Double) -> [Complex] {
        let excess = Complex.expMinusOne(-0.25 * logW)  // w^{-1/4} - 1
        let root = 1 + excess
        let candidates = [
            Complex.arccosh(onePlusTwice: 0.5 * excess),
            Complex.arccosh(onePlusTwice: 0.5 * (Complex.i * root - 1)),
            Complex.arccosh(onePlusTwice: 0.5 * (-(Complex.i * root) - 1)),
        ]
        return candidates.filter { abs($0.imaginary) < strip }
    }

    /// h² = (2/pi)(2 pi i n - log w), n = 0, ±1, …; |Im h| grows with |n| on either side.
    private static func erfPoles(logW: Complex, strip: Double) -> [Complex] {
        func solution(_ n: Double) -> Complex {
            Complex.sqrt((2 / Double.pi) * Complex(-logW.real, 2 * .pi * n - logW.imaginary))
        }
        var poles: [Complex] = []
        let principal = solution(0)
        if abs(principal.imaginary) < strip { poles.append(principal) }
        for side in [1.0, -1.0] {
            var n = side
            while true {
                let h = solution(n)
                guard abs(h.imaginary) < strip else { break }
                poles.append(h)
                n += side
            }
        }
        return poles
    }
}
