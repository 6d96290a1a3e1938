// Kinds of random networks at (or a chosen distance from) criticality: what theory and simulation are compared on.
// Symbols: q* qStar, chi = sigma_w² mu_1(q*), L depth.
import LinearAlgebra
import Randomness

/// A kind of deep random network: how it is initialised, whatever its depth and width.
public struct CriticalNetwork: Hashable, Codable, Sendable {
    public let nonlinearity: Nonlinearity
    public let ensemble: WeightEnsemble
    /// q*, the variance of every layer's preactivations; of no effect on linear and ReLU spectra.
    public let qStar: Double
    /// chi; 1 at criticality. Other values scale sigma_w² away from the critical point of q*.
    public let chi: Double

    public init(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, qStar: Double = 1, chi: Double = 1) {
        self.nonlinearity = nonlinearity
        self.ensemble = ensemble
        self.qStar = qStar
        self.chi = chi
    }

    /// "orthogonal tanh, q* = 0.25".
    var name: String {
        let phi =
            switch nonlinearity {
            case .linear: "linear"
            case .relu: "ReLU"
            case .hardTanh: "hard-tanh"
            case .tanh: "tanh"
            case .erf: "erf"
            }
        let variance = [.linear, .relu].contains(nonlinearity) ? "" : ", q* = \(Fraction.text(qStar))"
        return "\(ensemble == .gaussian ? "Gaussian" : "orthogonal") \(phi)\(variance)"
    }
}

extension CriticalNetwork {
    /// Panel (a) of figure 2.
    package static let linearGaussian = CriticalNetwork(.linear, .gaussian)
    /// Panel (b) of figure 2.
    package static let reluOrthogonal = CriticalNetwork(.relu, .orthogonal)
    /// Panel (c) of figure 2. The paper's q* is not known; our choice puts 1/(1 − p) = 22 between the depths 8 and 32,
    /// so that both sides of the threshold L(1 − p) = 1 are seen.
    package static let hardTanhOrthogonal = CriticalNetwork(.hardTanh, .orthogonal, qStar: 0.25)
    /// Panel (d) of figure 2, which the paper leaves out. Our choice of q*: the variance of the squared singular values is
    /// 1 at depth 52 (the leading term, 8 q*² L = 1, would say 32), so that a smooth nonlinearity leaves isometry between the
    /// depths 32 and 128.
    package static let tanhOrthogonal = CriticalNetwork(.tanh, .orthogonal, qStar: 0.0625)
}
