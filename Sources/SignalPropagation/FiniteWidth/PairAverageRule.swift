// Averages over two correlated Gaussian preactivations, as the kernels of several inputs need them.
//
// With h_k the normalised Hermite polynomials, f(√q z) = sum c_k(q) h_k(z), and by Mehler's formula
//
//   <f(z_a) f(z_b)> = sum over k of c_k(q_a) c_k(q_b) rho^k,   rho the correlation.
//
// phi = tanh has odd k and phi' even ones. The coefficients fall as exp(-√(2k) π/(2√q)); what is left after the last, the rest of
// <f²>, is added as if it belonged to the next k, so that the series is exact at rho = ±1.
import Foundation
import NetworkModels

/// <phi(z_a) phi(z_b)> and <phi'(z_a) phi'(z_b)> for some inputs with given variances.
struct PairAverageRule {
    private let nonlinearity: Nonlinearity
    private let variances: [Double]
    /// Per input, for tanh alone.
    private let activities, slopes: [HermiteSeries]

    init(_ nonlinearity: Nonlinearity, variances: [Double]) {
        self.nonlinearity = nonlinearity
        self.variances = variances
        let isSeries = nonlinearity == .tanh
        activities = isSeries ? variances.map { HermiteSeries(of: { nonlinearity.value($0) }, isOdd: true, variance: $0) } : []
        slopes = isSeries ? variances.map { HermiteSeries(of: { nonlinearity.derivative($0) }, isOdd: false, variance: $0) } : []
    }

    /// For inputs a and b; round-off may put a covariance outside of its range.
    func callAsFunction(_ a: Int, _ b: Int, covariance: Double) -> (activities: Double, slopes: Double) {
        let (qa, qb) = (variances[a], variances[b])
        let bound = (qa * qb).squareRoot(), cosine = min(1, max(-1, covariance / bound))
        switch nonlinearity {
        case .linear: return (covariance, 1)
        case .relu, .hardTanh:
            let angle = acos(cosine)
            return (bound * (sin(angle) + (.pi - angle) * cosine) / (2 * .pi), (.pi - angle) / (2 * .pi))
        case .erf:
            // phi(h) = erf(√π/2 h): with s = π/2, <phi phi> = (2/π) asin(s c/√((1 + s q_a)(1 + s q_b))).
            let s = 0.5 * Double.pi, scale = (1 + s * qa) * (1 + s * qb), c = bound * cosine
            return (2 / .pi * asin(s * c / scale.squareRoot()), 1 / (scale - s * s * c * c).squareRoot())
        case .tanh:
            return (activities[a].correlation(with: activities[b], cosine), slopes[a].correlation(with: slopes[b], cosine))
        }
    }
}

/// The coefficients of an even or odd function of a Gaussian variable.
struct HermiteSeries {
    private let isOdd: Bool
    /// c_k for k = 0, 2, 4, … or 1, 3, 5, …, and the root of the rest.
    private let coefficients: [Double]

    private static let terms = 24

    /// f(√q z) for z ~ N(0, 1).
    init(of f: (Double) -> Double, isOdd: Bool, variance q: Double) {
        let rule = GaussianRule(variance: q), scale = 1 / q.squareRoot()
        var sums = [Double](repeating: 0, count: Self.terms), square = 0.0
        for (node, weight) in zip(rule.nodes, rule.weights) {
            let value = f(node), z = node * scale, weighted = weight * value
            square += weighted * value
            // h_{k+1} = (z h_k - √k h_{k-1})/√(k+1); the rule is folded, and f h_k is even.
            var (before, now) = (0.0, 1.0)
            for k in 0..<2 * Self.terms {
                if k % 2 == (isOdd ? 1 : 0) { sums[k / 2] += weighted * now }
                (before, now) = (now, (z * now - Double(k).squareRoot() * before) / Double(k + 1).squareRoot())
            }
        }
        self.isOdd = isOdd
        coefficients = sums + [max(0, square - sums.reduce(0) { $0 + $1 * $1 }).squareRoot()]
    }

    /// <f(z_a) f(z_b)>.
    func correlation(with other: HermiteSeries, _ cosine: Double) -> Double {
        let square = cosine * cosine
        var (power, sum) = (isOdd ? cosine : 1, 0.0)
        for k in coefficients.indices {
            sum += coefficients[k] * other.coefficients[k] * power
            power *= square
        }
        return sum
    }
}
