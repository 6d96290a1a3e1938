// Weight matrices as values, for networks that are trained or inspected. Simulations of Jacobians never form
// orthogonal matrices: see `HaarReflectors`.
import LinearAlgebra
import Randomness

extension WeightEnsemble {
    /// Draws a weight matrix of `rows` outputs and `columns` inputs; a function of the stream alone.
    ///
    /// Gaussian: W_ij ~ N(0, sigmaW² / columns). Orthogonal: sigmaW times a Haar matrix; when not square, orthonormal rows
    /// (wide), or orthonormal columns times √(rows/columns) (tall), uniform on the Stiefel manifold. The variance of W_ij is
    /// sigmaW² / columns in every case, so that outputs have sigmaW² times the mean square of the inputs.
    /// - Throws: `invalidParameter` for a dimension below 1; LAPACK's failures.
    public func weightMatrix(
        rows: Int, columns: Int, sigmaW: Double, from stream: RandomStream
    ) throws(LinearAlgebraError) -> Matrix {
        guard rows >= 1, columns >= 1 else {
            throw .invalidParameter(name: "shape", value: "\(rows) × \(columns)", requirement: "at least 1 × 1")
        }
        var w: Matrix
        var factor = sigmaW
        switch self {
        case .gaussian:
            w = .gaussian(rows: rows, columns: columns, deviation: sigmaW / Double(columns).squareRoot(), from: stream)
            return w
        case .orthogonal where rows == columns:
            w = try HaarReflectors(dimension: rows, from: stream).matrix()
        case .orthogonal where rows > columns:
            w = try .haarByFactorisation(rows: rows, columns: columns, from: stream)
            factor *= (Double(rows) / Double(columns)).squareRoot()
        case .orthogonal:
            w = try Matrix.haarByFactorisation(rows: columns, columns: rows, from: stream).transposed
        }
        w.withBlock { block in scale(block.start, by: factor, count: block.rows * block.columns) }
        return w
    }
}
