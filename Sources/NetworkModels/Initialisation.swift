// How a network begins, whatever its depth and width: the one description that theory, simulation and training share.
// Symbols: phi nonlinearity, q* qStar, sigma_w² weightVariance, chi = sigma_w² mu_1(q*).

/// A kind of random network, at criticality or at a chosen distance from it.
public struct Initialisation: Hashable, Codable, Sendable {
    public let nonlinearity: Nonlinearity
    public let ensemble: WeightEnsemble
    /// Its point of the critical line.
    public let point: Point
    /// chi; 1 at criticality. Other values scale sigma_w² away from the critical point.
    public let chi: Double

    /// A point of the critical line, named by either coordinate.
    public enum Point: Hashable, Codable, Sendable {
        case weightVariance(Double)
        case qStar(Double)
    }

    package init(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, _ point: Point, chi: Double = 1) {
        self.nonlinearity = nonlinearity
        self.ensemble = ensemble
        self.point = point
        self.chi = chi
    }

    /// At the critical point of a q*, which has no effect on linear and ReLU spectra.
    public init(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, qStar: Double = 1, chi: Double = 1) {
        self.init(nonlinearity, ensemble, .qStar(qStar), chi: chi)
    }

    /// At the critical point with a given sigma_w².
    public init(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, weightVariance: Double) {
        self.init(nonlinearity, ensemble, .weightVariance(weightVariance), chi: 1)
    }

    /// "orthogonal tanh", "q* = 1/16", and "χ = 0.9" away from criticality.
    package var words: [String] { name.split(separator: ", ").map(String.init) + (chi == 1 ? [] : ["χ = \(chi)"]) }

    /// "orthogonal tanh, q* = 1/16"; "Gaussian tanh, σ_w² = 1.05"; "orthogonal ReLU", which is critical at any q*.
    public var name: String {
        let kind = "\(ensemble.displayName) \(nonlinearity.displayName)"
        switch point {
        case .qStar where nonlinearity == .linear || nonlinearity == .relu: return kind
        case .qStar(let qStar): return "\(kind), q* = \(Fraction.text(qStar))"
        case .weightVariance(let variance): return "\(kind), σ_w² = \(Fraction.text(variance))"
        }
    }
}
