// Complex numbers are those of swift-numerics, whose functions keep their relative accuracy where results are small. This
// file adds products with real numbers, and one function.
// Reference: Kahan, "Branch cuts for complex elementary functions", 1987.
import ComplexModule

/// A complex number in double precision.
package typealias Complex = ComplexModule.Complex<Double>

extension ComplexModule.Complex where RealType == Double {
    package static func * (a: Double, b: Self) -> Self { b.multiplied(by: a) }
    package static func / (a: Double, b: Self) -> Self { Self(a) / b }
    package static func + (a: Double, b: Self) -> Self { Self(a + b.real, b.imaginary) }
    package static func - (a: Self, b: Double) -> Self { Self(a.real - b, a.imaginary) }

    /// The principal arccosh(1 + 2e), with real part ≥ 0; accurate for small e (Kahan 1987).
    package static func arccosh(onePlusTwice e: Self) -> Self {
        let upper = sqrt(1 + e)
        return 2 * log(onePlus: sqrt(e) + e / (1 + upper))
    }
}
