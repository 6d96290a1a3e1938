// Random matrices: independent Gaussian elements, and orthonormal columns by the plain method.
import LinearAlgebra

extension Matrix {
    /// A matrix of independent N(0, deviation²) elements: element (i, j) is from the stream's normal number i + j · rows.
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
    /// The plain method, and the reference for `HaarReflectors`; needs rows ≥ columns.
    /// - Throws: `shapeMismatch` for a wide shape, LAPACK's failures.
    public static func haarByFactorisation(
        rows: Int, columns: Int, from stream: RandomStream
    ) throws(LinearAlgebraError) -> Matrix {
        try gaussian(rows: rows, columns: columns, from: stream).orthonormalFactor()
    }
}
