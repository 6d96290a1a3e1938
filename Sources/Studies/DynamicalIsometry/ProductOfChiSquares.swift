// The exact law of |Jᵀe|²/|e|² over Gaussian linear networks of finite width: with independent weights in each layer, a layer multiplies
// |e|² by a chi-square of N degrees of freedom over N, whatever the direction of e.

/// The logarithm of a product of chi-squares, each divided by its degrees of freedom.
package struct ProductOfChiSquares {
    package let logMean, logVariance: Double

    /// By the asymptotic series of psi and psi', whose first omitted terms are below 1e-9 from 32 degrees of freedom on.
    package init(count: Int, degrees: Int) {
        let x = Double(degrees) / 2, r = 1 / (x * x)
        logMean = Double(count) * (-1 / (2 * x) - r / 12 + r * r / 120 - r * r * r / 252)
        logVariance = Double(count) * (1 / x + r / 2 + r / (6 * x) - r * r / (30 * x) + r * r * r / (42 * x))
    }
}
