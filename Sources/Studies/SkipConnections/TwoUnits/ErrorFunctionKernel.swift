// Averages over Gaussian inputs of products of sigmoid units, in closed form.
//
//   phi(h) = erf(h/√2),  x ~ N(0, 1):   k(a, b) = <phi(ax) phi(bx)> = (2/π) asin( ab/√((1 + a²)(1 + b²)) )
//
// (Saad and Solla 1995). With D = 1 + a² + b²: k_a = (2/π) b/((1 + a²)√D), k_ab = (2/π) D^{-3/2}.
import Foundation

enum ErrorFunctionKernel {
    static func value(_ a: Double, _ b: Double) -> Double { 2 / .pi * asin(a * b / ((1 + a * a) * (1 + b * b)).squareRoot()) }

    /// The derivative by a.
    static func first(_ a: Double, _ b: Double) -> Double { 2 / .pi * b / ((1 + a * a) * (1 + a * a + b * b).squareRoot()) }

    /// The second derivative by a.
    static func second(_ a: Double, _ b: Double) -> Double {
        let s = 1 + a * a, d = s + b * b
        return -2 / .pi * a * b * (2 * d + s) / (s * s * d * d.squareRoot())
    }

    /// The derivative by a and b.
    static func mixed(_ a: Double, _ b: Double) -> Double {
        let d = 1 + a * a + b * b
        return 2 / .pi / (d * d.squareRoot())
    }
}
