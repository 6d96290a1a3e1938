// Skip connections (P3): how a layer's input bypasses it, and the fixed matrices on that path.
import Foundation
import LinearAlgebra
import Randomness

/// What a hidden layer l = 2 … K adds to phi(h_l).
public enum Skip: Hashable, Codable, Sendable {
    case none
    /// x_{l-1}: the residual network.
    case identity
    /// Q_{l-1} x_{l-1}, with a fixed matrix for each layer.
    case fixed(SkipMatrix)
    /// x_{l-1} + (1/(l-2)) sum over k = 1 … l-2 of Q_k x_k: the hyper-residual network.
    case hyperResidual(SkipMatrix)

    package var isHyperResidual: Bool {
        if case .hyperResidual = self { true } else { false }
    }

    /// The kind of the fixed matrices; nil for a skip without any.
    package var matrix: SkipMatrix? {
        switch self {
        case .none, .identity: nil
        case .fixed(let matrix), .hyperResidual(let matrix): matrix
        }
    }
}

/// A kind of random N × N matrix in a skip connection, drawn once and never learnt.
public enum SkipMatrix: Hashable, Codable, Sendable {
    /// A Haar orthogonal matrix whose first N/2^folds columns are each repeated 2^folds times; with 0 folds it is unchanged.
    case orthogonal(folds: Int)
    /// R diag(s) P Rᵀ with R orthogonal, P the cyclic permutation and s_i = exp(-decay (i-1)/2) over its geometric mean: all
    /// eigenvalues on the unit circle, and singular values s. The construction is ours: P3 does not give its own.
    case unitCircle(decay: Double)

    /// Draws a matrix; a function of the stream alone.
    /// - Throws: `invalidParameter` for a width that the folds do not divide.
    public func matrix(width: Int, from stream: RandomStream) throws(LinearAlgebraError) -> Matrix {
        let rotation = try HaarReflectors(dimension: width, from: stream).matrix()
        switch self {
        case .orthogonal(let folds):
            guard folds >= 0, folds < 62, width % (1 << folds) == 0 else {
                throw .invalidParameter(name: "folds", value: "\(folds)", requirement: "such that 2^folds divides the width \(width)")
            }
            let distinct = width >> folds
            return Matrix(rows: width, columns: width) { i, j in rotation[i, j % distinct] }
        case .unitCircle(let decay):
            // Dividing by the geometric mean subtracts (N - 1)/2, the mean of i - 1, in the exponent.
            let middle = 0.5 * Double(width - 1)
            let scales = (0..<width).map { exp(-0.5 * decay * (Double($0) - middle)) }
            // diag(s) P Rᵀ: row i is s_i times the column of R before it.
            let inner = Matrix(rows: width, columns: width) { i, j in scales[i] * rotation[j, (i + width - 1) % width] }
            return try rotation.times(inner)
        }
    }
}
