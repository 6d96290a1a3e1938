// The Gaussian averages of one layer that the recursions of finite width need, z ~ N(0, K), by one quadrature: the jets of
// phi at its nodes are computed once and shared. Every integrand is even, since phi is odd.
import NetworkModels

/// Averages over a layer's preactivations at infinite width.
struct LayerAverages {
    private let kernel: Double
    private let rule: GaussianRule
    private let jets: [Nonlinearity.Jet]

    init(_ nonlinearity: Nonlinearity, kernel: Double) {
        self.kernel = kernel
        rule = GaussianRule(variance: kernel)
        jets = rule.nodes.map(nonlinearity.jet)
    }

    /// <f(z, phi's jet at z)>.
    func average(_ f: (_ z: Double, _ s: Nonlinearity.Jet) -> Double) -> Double {
        var sum = 0.0
        for (k, jet) in jets.enumerated() { sum += rule.weights[k] * f(rule.nodes[k], jet) }
        return sum
    }

    /// <f (z² - K)>: twice K² times the derivative of <f> by K.
    func tilted(_ f: (_ s: Nonlinearity.Jet) -> Double) -> Double {
        average { z, s in f(s) * (z * z - kernel) }
    }

    /// <f g> - <f><g>, without the cancellation of that formula.
    func covariance(_ f: (_ s: Nonlinearity.Jet) -> Double, _ g: (_ s: Nonlinearity.Jet) -> Double) -> Double {
        let (meanF, meanG) = (average { _, s in f(s) }, average { _, s in g(s) })
        return average { _, s in (f(s) - meanF) * (g(s) - meanG) }
    }
}
