// Complex arithmetic for one purpose: functions on the upper half plane whose logarithms are followed over
// hundreds of decades. Each function keeps its relative accuracy where its result is small.
// References: Kahan, "Branch cuts for complex elementary functions", 1987.
import Foundation

/// A complex number in double precision.
package struct Complex: Equatable, Sendable {
    package var real: Double
    package var imaginary: Double

    package init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    package static let i = Complex(0, 1)

    /// |x|, by hypot: no overflow.
    package var magnitude: Double { hypot(real, imaginary) }
    /// The angle in (-pi, pi].
    package var angle: Double { atan2(imaginary, real) }
    package var squaredMagnitude: Double { real * real + imaginary * imaginary }
    package var isFinite: Bool { real.isFinite && imaginary.isFinite }

    package static func + (a: Complex, b: Complex) -> Complex {
        Complex(a.real + b.real, a.imaginary + b.imaginary)
    }
    package static func - (a: Complex, b: Complex) -> Complex {
        Complex(a.real - b.real, a.imaginary - b.imaginary)
    }
    package static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }
    package static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    package static func * (a: Double, b: Complex) -> Complex { Complex(a * b.real, a * b.imaginary) }
    package static func + (a: Double, b: Complex) -> Complex { Complex(a + b.real, b.imaginary) }
    package static func - (a: Complex, b: Double) -> Complex { Complex(a.real - b, a.imaginary) }
    package static func += (a: inout Complex, b: Complex) { a = a + b }

    /// Quotient; |b|² must neither overflow nor underflow (1e-150 < |b| < 1e150).
    package static func / (a: Complex, b: Complex) -> Complex {
        let scale = 1 / b.squaredMagnitude
        return Complex(
            (a.real * b.real + a.imaginary * b.imaginary) * scale,
            (a.imaginary * b.real - a.real * b.imaginary) * scale)
    }
    package static func / (a: Double, b: Complex) -> Complex {
        let scale = a / b.squaredMagnitude
        return Complex(b.real * scale, -b.imaginary * scale)
    }
}

extension Complex {
    /// e^x.
    package static func exp(_ x: Complex) -> Complex {
        let scale = Foundation.exp(x.real)
        return Complex(scale * cos(x.imaginary), scale * sin(x.imaginary))
    }

    /// e^x - 1, accurate for small x.
    package static func expm1(_ x: Complex) -> Complex {
        let half = sin(0.5 * x.imaginary)
        return Complex(
            Foundation.expm1(x.real) * cos(x.imaginary) - 2 * half * half,
            Foundation.exp(x.real) * sin(x.imaginary))
    }

    /// The principal logarithm.
    package static func log(_ x: Complex) -> Complex {
        Complex(Foundation.log(x.magnitude), x.angle)
    }

    /// The principal log(1 + x), accurate for small x.
    package static func log1p(_ x: Complex) -> Complex {
        let excess = x.real * (2 + x.real) + x.imaginary * x.imaginary  // |1 + x|² - 1
        return Complex(0.5 * Foundation.log1p(excess), atan2(x.imaginary, 1 + x.real))
    }

    /// The principal square root, of real part ≥ 0.
    package static func squareRoot(_ x: Complex) -> Complex {
        let size = x.magnitude
        guard size > 0 else { return Complex(0, 0) }
        let larger = (0.5 * (size + abs(x.real))).squareRoot()
        let smaller = 0.5 * abs(x.imaginary) / larger
        let sign: Double = x.imaginary.sign == .minus ? -1 : 1
        return x.real >= 0 ? Complex(larger, sign * smaller) : Complex(smaller, sign * larger)
    }

    /// The principal arccosh(1 + 2e), of real part ≥ 0, accurate for small e (Kahan 1987).
    package static func arccosh(onePlusTwice e: Complex) -> Complex {
        let upper = squareRoot(1 + e)
        return 2 * log1p(squareRoot(e) + e / (1 + upper))
    }
}
