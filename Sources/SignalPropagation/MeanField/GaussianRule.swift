// Averages over a Gaussian preactivation, <f>_q = E f(h), h ~ N(0, q), of a smooth even f.
//
// Goals, in order: 1. relative error near machine precision for every q from 1e-8 to 1e2; 2. few nodes.
// The trapezoid rule suits: for f analytic in |Im h| < a its error is exp(-2 pi a / step) max |N f| on the strip's
// boundary, so halving the step squares the error (Trefethen and Weideman, SIAM Review 56, 2014).
// Gauss-Hermite with 200 nodes loses digits beyond q = 10, where tanh changes on a scale far below sqrt(q).
// Symbols: q = variance, z = h / sqrt(q).
import Foundation

/// A trapezoid rule for averages of even functions of h ~ N(0, q), folded onto h ≥ 0.
package struct GaussianRule: Sendable {
    /// Nodes h ≥ 0, ascending.
    package let nodes: [Double]
    /// Weight of each node: step × Gaussian density, doubled for h > 0.
    package let weights: [Double]

    /// Standard deviations beyond which the Gaussian is dropped: its two tails hold 1e-19.
    package static let reach = 9.1

    /// Builds the rule with nodes at `(k + offset) step`, k = 0, 1, …
    ///
    /// - Parameters:
    ///   - variance: q > 0.
    ///   - step: distance of the nodes; see `init(variance:)`.
    ///   - offset: 0 or 1/2, the two rules symmetric about h = 0.
    package init(variance: Double, step: Double, offset: Double) {
        let deviation = variance.squareRoot()
        let count = Int((Self.reach * deviation / step).rounded(.up)) + 1
        var nodes: [Double] = []
        var weights: [Double] = []
        nodes.reserveCapacity(count)
        weights.reserveCapacity(count)
        for k in 0..<count {
            let h = (Double(k) + offset) * step
            let fold: Double = h > 0 ? 2 : 1
            nodes.append(h)
            weights.append(fold * step * gaussianDensity(h, variance: variance))
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// The rule for functions whose nearest singularities are tanh's, at h = ± i pi/2.
    ///
    /// With step 0.1 those contribute exp(-pi²/0.1) = 1e-43, times derivatives of the integrand (1e13 for sech¹²) and the
    /// Gaussian's growth off the axis; with step 0.5 sqrt(q) the Gaussian itself contributes exp(-2 pi²/0.25) = 5e-35.
    package init(variance: Double) {
        self.init(variance: variance, step: min(0.5 * variance.squareRoot(), 0.1), offset: 0)
    }

    /// <f>_q for an even f.
    package func average(_ f: (Double) -> Double) -> Double {
        var sum = 0.0
        for (h, weight) in zip(nodes, weights) { sum += weight * f(h) }
        return sum
    }
}

/// The density of N(0, q) at h.
package func gaussianDensity(_ h: Double, variance: Double) -> Double {
    exp(-h * h / (2 * variance)) / (2 * .pi * variance).squareRoot()
}
