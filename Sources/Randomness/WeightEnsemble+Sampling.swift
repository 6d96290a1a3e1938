// Weight matrices as values, for networks that are trained or inspected. Simulations of Jacobians never form the
// orthogonal ones: see `HaarReflectors`.
import LinearAlgebra

extension WeightEnsemble {
    /// Draws a weight matrix of `rows` outputs and `columns` inputs; a function of the stream alone.
    ///
    /// Gaussian: W_ij ~ N(0, sigmaW² / columns). Orthogonal: sigmaW times a Haar matrix; when not square, orthonormal rows
    /// (wide), or orthonormal columns times √(rows/columns) (tall), uniform on the Stiefel manifold. The variance of W_ij is
    /// sigmaW² / columns throughout, so that outputs have sigmaW² times the mean square of the inputs.
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

extension Matrix {
    /// A matrix of independent N(0, deviation²) elements: element number i + j · rows of the stream's normals.
    public static func gaussian(rows: Int, columns: Int, deviation: Double = 1, from stream: RandomStream) -> Matrix {
        var matrix = Matrix(rows: rows, columns: columns)
        matrix.fillGaussian(deviation: deviation, from: stream)
        return matrix
    }

    /// Replaces all elements by those of `gaussian(rows:columns:deviation:from:)`, in place.
    package mutating func fillGaussian(deviation: Double, from stream: RandomStream) {
        withBlock { block in
            let count = block.rows * block.columns
            stream.fillNormals(UnsafeMutableBufferPointer(start: block.start, count: count))
            if deviation != 1 { scale(block.start, by: deviation, count: count) }
        }
    }

    /// Orthonormal columns, uniformly distributed: Q of a Gaussian matrix's QR factorisation with R's diagonal positive.
    ///
    /// The plain way, and the reference for `HaarReflectors`; needs rows ≥ columns.
    /// - Throws: `shapeMismatch` for a wide shape, LAPACK's failures.
    public static func haarByFactorisation(
        rows: Int, columns: Int, from stream: RandomStream
    ) throws(LinearAlgebraError) -> Matrix {
        try gaussian(rows: rows, columns: columns, from: stream).orthonormalFactor()
    }
}
