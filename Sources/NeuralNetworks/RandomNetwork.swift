// A description of the random fully connected network of the papers: everything random about it follows from its seed.
// Symbols (P1): N width, L depth, phi nonlinearity, q* qStar;  h^l = W^l x^{l-1} + b^l,  x^l = phi(h^l),
// D^l = diag phi'(h^l),  J = dx^L/dx^0 = D^L W^L ⋯ D^1 W^1.
import LinearAlgebra
import NetworkModels
import Randomness

/// A fully connected network of equal widths at its random initialisation (P1).
public struct RandomNetwork: Hashable, Codable, Sendable {
    /// N, neurons per layer.
    public var width: Int
    /// L, layers of weights.
    public var depth: Int
    public var nonlinearity: Nonlinearity
    public var ensemble: WeightEnsemble
    /// sigma_w, not squared.
    public var sigmaW: Double
    /// sigma_b, not squared: biases are N(0, sigma_b²).
    public var sigmaB: Double
    /// q*: the mean square of the input's preactivations h⁰, exactly.
    public var qStar: Double
    /// Names the realisation: equal descriptions are equal networks, bit for bit.
    public var seed: UInt64

    public init(
        width: Int, depth: Int, nonlinearity: Nonlinearity, ensemble: WeightEnsemble, sigmaW: Double, sigmaB: Double = 0,
        qStar: Double, seed: UInt64
    ) {
        self.width = width
        self.depth = depth
        self.nonlinearity = nonlinearity
        self.ensemble = ensemble
        self.sigmaW = sigmaW
        self.sigmaB = sigmaB
        self.qStar = qStar
        self.seed = seed
    }

    /// Rejects an invalid description.
    /// - Throws: `invalidParameter`, naming the first parameter outside its domain.
    public func validate() throws(LinearAlgebraError) {
        func require(_ holds: Bool, _ name: String, _ value: Any, _ requirement: String) throws(LinearAlgebraError) {
            if !holds { throw .invalidParameter(name: name, value: "\(value)", requirement: requirement) }
        }
        try require(width >= 1, "width", width, "at least 1")
        try require(depth >= 1, "depth", depth, "at least 1")
        try require(sigmaW > 0 && sigmaW.isFinite, "sigmaW", sigmaW, "positive and finite")
        try require(sigmaB >= 0 && sigmaB.isFinite, "sigmaB", sigmaB, "non-negative and finite")
        try require(qStar > 0 && qStar.isFinite, "qStar", qStar, "positive and finite")
    }
}

extension RandomNetwork {
    var streams: NetworkStreams { NetworkStreams(seed: seed) }

    /// x⁰ = phi(h⁰), where h⁰ is Gaussian and scaled so that its mean square is q*.
    package func inputSignal() -> [Double] {
        let h = streams.input.normals(width)
        let meanSquare = h.reduce(0) { $0 + $1 * $1 } / Double(width)
        let scale = (qStar / meanSquare).squareRoot()
        return h.map { nonlinearity.value(scale * $0) }
    }

    /// b^l, N elements.
    package func biases(layer: Int) -> [Double] {
        guard sigmaB > 0 else { return [Double](repeating: 0, count: width) }
        return streams.stream(.biases, layer: layer).normals(width).map { sigmaB * $0 }
    }

    /// W^l, N × N. Simulations of the Jacobian use the same weights, but do not form orthogonal ones.
    /// - Parameter layer: 1 … L.
    /// - Throws: `invalidParameter`, LAPACK's failures.
    public func weights(layer: Int) throws(LinearAlgebraError) -> Matrix {
        try ensemble.weightMatrix(rows: width, columns: width, sigmaW: sigmaW, from: streams.stream(.weights, layer: layer))
    }
}
