// How a network's parameters are drawn, as plain numbers. Where theory sets them, as at a critical point, the caller asks it.
import LinearAlgebra
import Randomness

/// The distribution of all weights and biases before the first step.
public struct NetworkStart: Hashable, Codable, Sendable {
    public enum Weights: Hashable, Codable, Sendable {
        /// Variance sigmaW²/n for n inputs of the layer.
        case ensemble(WeightEnsemble, sigmaW: Double)
        /// N(0, deviation²), whatever the layer's shape.
        case gaussian(deviation: Double)
        /// N(0, 2/(inputs + outputs)).
        case glorotNormal
        /// Uniform with the same variance.
        case glorotUniform
    }

    public var weights: Weights
    /// Biases are N(biasMean, biasDeviation²).
    public var biasMean: Double
    public var biasDeviation: Double
    /// Whether hidden layers l = 2 … K start at these weights minus the identity, which undoes an identity skip where phi is
    /// linear (P3's malicious initialisation).
    public var subtractsIdentity: Bool

    public init(_ weights: Weights, biasMean: Double = 0, biasDeviation: Double = 0, subtractsIdentity: Bool = false) {
        self.weights = weights
        self.biasMean = biasMean
        self.biasDeviation = biasDeviation
        self.subtractsIdentity = subtractsIdentity
    }
}

extension NetworkStart {
    /// The ensemble of the weights, where they are of one.
    package var ensemble: WeightEnsemble? {
        if case .ensemble(let ensemble, _) = weights { return ensemble }
        return nil
    }
}

extension NetworkStart.Weights {
    /// Draws a weight matrix; a function of the stream alone.
    /// - Throws: `invalidParameter` for a dimension below 1; LAPACK's failures.
    package func matrix(rows: Int, columns: Int, from stream: RandomStream) throws(LinearAlgebraError) -> Matrix {
        let glorot = (2 / Double(rows + columns)).squareRoot()
        switch self {
        case .ensemble(let ensemble, let sigmaW):
            return try ensemble.weightMatrix(rows: rows, columns: columns, sigmaW: sigmaW, from: stream)
        case .gaussian(let deviation):
            return .gaussian(rows: rows, columns: columns, deviation: deviation, from: stream)
        case .glorotNormal:
            return .gaussian(rows: rows, columns: columns, deviation: glorot, from: stream)
        case .glorotUniform:
            let bound = 3.squareRoot() * glorot
            return Matrix(rows: rows, columns: columns, elements: stream.uniforms(rows * columns).map { bound * (2 * $0 - 1) })
        }
    }
}
