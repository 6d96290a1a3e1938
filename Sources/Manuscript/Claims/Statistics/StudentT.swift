// Student's t distribution: tails that keep their relative accuracy however small, and quantiles from the tails.
import Foundation

/// Student's t with `degreesOfFreedom` > 0, which need not be whole (Welch).
package struct StudentT: Sendable {
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

    /// P(T > t): I_{ν/(ν + t²)}(ν/2, 1/2) / 2 for t ≥ 0, and one minus the other tail for t < 0.
    package func upperTail(_ t: Double) -> Double {
        if t.isNaN { return 1 }
        if t == .infinity { return 0 }
        if t < 0 { return 1 - upperTail(-t) }
        let nu = degreesOfFreedom
        let x = nu / (nu + t * t)
        return incompleteBeta(x, complement: t * t / (nu + t * t), nu / 2, 0.5) / 2
    }

    /// The t that is exceeded with probability `p`, 0 < p < 1, to 1e-12 relative.
    ///
    /// By bisection on the tail: the tail is monotone, and a quantile is asked for a few times a claim.
    package func quantile(exceededWith p: Double) -> Double {
        if p > 0.5 { return -quantile(exceededWith: 1 - p) }
        if p == 0.5 { return 0 }
        var high = 1.0
        while upperTail(high) > p && high < 1e300 { high *= 2 }
        var low = high == 1 ? 0 : high / 2
        while high - low > 1e-13 * high {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if upperTail(middle) > p { low = middle } else { high = middle }
        }
        return low + (high - low) / 2
    }
}
