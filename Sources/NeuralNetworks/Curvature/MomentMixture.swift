// P3's estimate of a Hessian's spectrum: a mixture of a skew normal distribution and a narrow normal one around 0, whose first four
// moments are the spectrum's. The narrow one's weight counts as the share of degenerate eigenvalues.
//
// Skew normal (Azzalini 1985), with d = alpha/√(1 + alpha²), b = √(2/π): mean xi + omega b d, variance omega² (1 - b² d²), skewness
// (4 - π)/2 (b d)³/(1 - b² d²)^{3/2}, excess kurtosis 2 (π - 3) (b d)⁴/(1 - b² d²)². Its skewness is below 0.9953 in size, so not
// every four moments have a mixture: then the nearest skewness is taken, and the fourth moment still fitted where it can be.
import Foundation

/// w SkewNormal(xi, omega, alpha) + (1 - w) N(0, 0.001²).
public struct MomentMixture: Hashable, Codable, Sendable {
    /// The standard deviation of the narrow part.
    public static let narrow = 1e-3

    /// w, the share of the broad part.
    public var broadWeight: Double
    public var xi: Double
    public var omega: Double
    public var alpha: Double
    /// Whether all four moments are met to 1e-6.
    public var isExact: Bool

    /// Of several mixtures with these moments the one with the broadest part, which has the fewest degenerate eigenvalues; without
    /// any the one that comes nearest to the fourth moment.
    /// - Parameter moments: the means of λ, λ², λ³ and λ⁴; nil is returned for a spectrum without spread.
    public init?(moments: [Double]) {
        let candidates = Self.candidates(moments)
        if let exact = Self.solutions(moments, candidates).last {
            self = exact
        } else {
            guard let nearest = candidates.min(by: { abs($0.broad.misfit) < abs($1.broad.misfit) }) else { return nil }
            self.init(nearest.broad, weight: nearest.weight)
        }
    }

    /// All mixtures that meet the moments, by ascending weight of the broad part: there can be none, one or two.
    public static func all(moments: [Double]) -> [MomentMixture] { solutions(moments, candidates(moments)).filter(\.isExact) }

    /// A mixture of a given share of degenerate eigenvalues, to test what is made of it.
    package init(degenerateFraction: Double) { (broadWeight, xi, omega, alpha, isExact) = (1 - degenerateFraction, 0, 1, 0, true) }

    private init(_ broad: Broad, weight: Double) {
        (broadWeight, xi, omega, alpha) = (weight, broad.xi, broad.omega, broad.alpha)
        isExact = abs(broad.misfit) < 1e-6 && !broad.isClipped
    }

    /// Broad parts for a grid of weights.
    private static func candidates(_ m: [Double]) -> [(weight: Double, broad: Broad)] {
        guard m.count == 4, m.allSatisfy(\.isFinite), m[1] > 0, m[3] > 0 else { return [] }
        return (0...600).compactMap { k in
            let weight = pow(10, -6 * (1 - Double(k) / 600))
            return Broad(m, weight: weight).map { (weight, $0) }
        }
    }

    /// Mixtures that meet the fourth moment: between neighbours on the grid whose misfits differ in sign.
    private static func solutions(_ m: [Double], _ candidates: [(weight: Double, broad: Broad)]) -> [MomentMixture] {
        zip(candidates, candidates.dropFirst()).compactMap { first, second in
            guard first.broad.misfit * second.broad.misfit <= 0 else { return nil }
            var (low, high) = (first, second)
            for _ in 0..<80 {
                let weight = (low.weight * high.weight).squareRoot()
                guard let middle = Broad(m, weight: weight) else { break }
                if middle.misfit * low.broad.misfit > 0 { low = (weight, middle) } else { high = (weight, middle) }
            }
            return MomentMixture(high.broad, weight: high.weight)
        }
    }

    /// The share of eigenvalues that count as degenerate.
    public var degenerateFraction: Double { 1 - broadWeight }

    /// The mass below 0.
    public var negativeFraction: Double { broadWeight * skewCumulative(0) + 0.5 * (1 - broadWeight) }

    /// The density at λ.
    public func density(_ lambda: Double) -> Double {
        broadWeight * skewDensity(lambda) + (1 - broadWeight) * Self.normal(lambda / Self.narrow) / Self.narrow
    }

    private func skewDensity(_ x: Double) -> Double {
        let z = (x - xi) / omega
        return 2 / omega * Self.normal(z) * Self.cumulative(alpha * z)
    }

    /// By Simpson's rule from 9 standard deviations below, or 9 above, whichever side is shorter.
    private func skewCumulative(_ x: Double) -> Double {
        let z = min(9, max(-9, (x - xi) / omega)), intervals = 4000, width = (z + 9) / Double(intervals)
        let values = (0...intervals).map { k -> Double in
            let t = -9 + width * Double(k)
            return 2 * Self.normal(t) * Self.cumulative(alpha * t) * (k == 0 || k == intervals ? 1 : k % 2 == 1 ? 4 : 2)
        }
        return min(1, max(0, values.reduce(0, +) * width / 3))
    }

    private static func normal(_ z: Double) -> Double { exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() }
    private static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The broad part for a weight: its first three moments follow, its fourth need not fit.
    private struct Broad {
        let xi, omega, alpha: Double
        /// Relative excess of the fourth central moment that is wanted over the one it has.
        let misfit: Double
        /// Whether the skewness that is wanted is more than a skew normal distribution has.
        let isClipped: Bool

        init?(_ m: [Double], weight w: Double) {
            let s = MomentMixture.narrow
            let (m1, m2) = (m[0] / w, (m[1] - (1 - w) * s * s) / w)
            let (m3, m4) = (m[2] / w, (m[3] - (1 - w) * 3 * s * s * s * s) / w)
            let variance = m2 - m1 * m1
            guard variance > 0 else { return nil }
            let third = m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1
            let fourth = m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * m1 * m1 * m1 * m1
            let skewness = third / pow(variance, 1.5)
            let bounded = min(0.995, max(-0.995, skewness))
            isClipped = abs(skewness) > 0.995
            let power = pow(abs(bounded) * 2 / (4 - Double.pi), 2.0 / 3)
            // (b d)² from the skewness.
            let part = power / (1 + power), b = (2 / Double.pi).squareRoot()
            let d = (bounded < 0 ? -1 : 1) * part.squareRoot() / b
            omega = (variance / (1 - part)).squareRoot()
            xi = m1 - omega * b * d
            alpha = d / max(1e-12, 1 - d * d).squareRoot()
            let kurtosis = 3 + 2 * (Double.pi - 3) * part * part / ((1 - part) * (1 - part))
            misfit = fourth / (variance * variance) / kurtosis - 1
        }
    }
}
