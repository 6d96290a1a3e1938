// The Gaussian averages of one layer that the recursions of finite width need, z ~ N(0, K), by one quadrature: the jets of
// phi at its nodes are computed once and shared. Odd phi make every integrand even, so that z ≥ 0 is enough; for ReLU the nodes of
// both signs are taken, which makes its integrands, powers of z on one side, even and smooth.
import NetworkModels

/// Averages over a layer's preactivations at infinite width.
struct LayerAverages {
    let kernel: Double
    private let rule: GaussianRule
    private let jets: [Nonlinearity.Jet]
    /// phi at -z, where it is not odd.
    private let mirrored: [Nonlinearity.Jet]

    init(_ nonlinearity: Nonlinearity, kernel: Double) {
        self.kernel = kernel
        rule = GaussianRule(variance: kernel)
        jets = rule.nodes.map(nonlinearity.jet)
        mirrored = nonlinearity == .relu ? rule.nodes.map { nonlinearity.jet(-$0) } : []
    }

    /// <f(z, phi's jet at z)>.
    func average(_ f: (_ z: Double, _ s: Nonlinearity.Jet) -> Double) -> Double {
        var sum = 0.0
        for (k, jet) in jets.enumerated() { sum += rule.weights[k] * f(rule.nodes[k], jet) }
        if mirrored.isEmpty { return sum }
        for (k, jet) in mirrored.enumerated() { sum += rule.weights[k] * f(-rule.nodes[k], jet) }
        return sum / 2
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
