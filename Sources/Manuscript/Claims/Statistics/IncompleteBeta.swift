// The regularised incomplete beta function, which is the distribution of Student's t and little else here.
//
// Goals, in order: right to 1e-12 relative for the shape parameters of t tests; no surprise at the ends; short.
// Lentz's continued fraction (Numerical Recipes, 3rd edition, section 6.4); it converges fast for
// x < (a + 1)/(a + b + 2), and the symmetry I_x(a, b) = 1 − I_{1−x}(b, a) puts every x there.
import Foundation

/// ln Γ(x) for x > 0, by Stirling's series after raising x to 12 or more; the first term left out is under 1e-16.
package func logGamma(_ x: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 12 {
        product *= shifted
        shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    let series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi) + series - log(product)
}

/// I_x(a, b) for a, b > 0; `complement` is 1 − x, given by the caller who can compute it without cancellation.
package func incompleteBeta(_ x: Double, complement: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(complement, complement: x, b, a) }
    let logFactor = a * log(x) + b * log(complement) + logGamma(a + b) - logGamma(a) - logGamma(b)
    return exp(logFactor) * betaFraction(x, a, b) / a
}

/// The continued fraction of the incomplete beta function, by the modified method of Lentz.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / guarded(1 - (a + b) * x / (a + 1))
    var result = d
    for m in 1...10_000 {
        let m = Double(m)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / guarded(1 + even * d)
        c = guarded(1 + even / c)
        result *= d * c
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / guarded(1 + odd * d)
        c = guarded(1 + odd / c)
        let factor = d * c
        result *= factor
        if abs(factor - 1) < 1e-15 { break }
    }
    return result
}
