// An estimate is a number with what is known of its error: a bound, sampling noise, or both. Sums and differences of
// independent estimates are estimates again, which is Welch's test; an estimate without noise is judged outright.
//
// p-values are one-sided Student t: exact for Gaussian replicates, and approximate (Welch and Satterthwaite) for
// differences with unequal variances. A numerical bound is taken at its worst.
import Foundation

/// A value, a bound on its deterministic error, and the independent noises in it.
package struct Estimate: Sendable {
    package var value: Double
    /// The truth, but for noise, lies within `bound` of `value`.
    package var bound: Double
    /// Independent noises: the variance each contributes, and the degrees of freedom it was estimated with.
    package var noises: [(variance: Double, degreesOfFreedom: Double)]
    /// Replicates or points behind it; 0 for an exact value.
    package var count: Int

    package init(value: Double, bound: Double = 0, noises: [(variance: Double, degreesOfFreedom: Double)] = [], count: Int = 0) {
        self.value = value
        self.bound = bound
        self.noises = noises
        self.count = count
    }

    package var isExact: Bool { noises.isEmpty }
    package var standardError: Double { noises.reduce(0) { $0 + $1.variance }.squareRoot() }

    /// Satterthwaite: (Σ v)² / Σ v²/ν.
    package var degreesOfFreedom: Double {
        let total = noises.reduce(0) { $0 + $1.variance }
        let weighted = noises.reduce(0) { $0 + $1.variance * $1.variance / $1.degreesOfFreedom }
        return weighted > 0 ? total * total / weighted : noises.map(\.degreesOfFreedom).min() ?? 1
    }

    /// The sum of this estimate and `factor` times an independent one.
    package func adding(_ factor: Double, times other: Estimate) -> Estimate {
        Estimate(
            value: value + factor * other.value, bound: bound + abs(factor) * other.bound,
            noises: noises + other.noises.map { (factor * factor * $0.variance, $0.degreesOfFreedom) },
            count: count + other.count)
    }

    /// Half the width of the two-sided confidence interval, numerical bound included.
    package func halfWidth(confidence: Double) -> Double {
        guard !isExact, standardError > 0 else { return bound }
        return bound + standardError * StudentT(degreesOfFreedom: degreesOfFreedom).quantile(exceededWith: (1 - confidence) / 2)
    }

    /// How the truth lies to a threshold.
    package func standing(at threshold: Double) -> Standing {
        if isExact {
            let low = value - bound, high = value + bound
            return Standing(
                above: low > threshold ? 0 : 1, below: high < threshold ? 0 : 1,
                notBelow: low >= threshold ? 0 : 1, notAbove: high <= threshold ? 0 : 1)
        }
        guard standardError > 0 else { return .unknown }
        let t = StudentT(degreesOfFreedom: degreesOfFreedom)
        let above = t.upperTail((value - bound - threshold) / standardError)
        let below = t.upperTail((threshold - value - bound) / standardError)
        return Standing(above: above, below: below, notBelow: above, notAbove: below)
    }
}

/// p-values of the four statements about a number and a threshold: small is evidence for the statement.
/// For exact numbers they are 0 (it is so) or 1 (it is not known to be so).
package struct Standing: Sendable {
    package var above: Double
    package var below: Double
    package var notBelow: Double
    package var notAbove: Double

    package static let unknown = Standing(above: 1, below: 1, notBelow: 1, notAbove: 1)
}
