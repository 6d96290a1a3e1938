// Eigenvalues of symmetric matrices, and the eigensystems of tridiagonal ones, which quadrature needs.
import COpenBLAS

extension Matrix {
    /// All eigenvalues of a symmetric matrix, ascending; only its lower triangle is read.
    ///
    /// dsyevd without vectors: tridiagonal form and QR, each value to about 1e-15 of the largest in absolute terms.
    /// - Throws: `shapeMismatch` for a matrix that is not square, `nonFinite`, `lapack`.
    public func symmetricEigenvalues() throws(LinearAlgebraError) -> [Double] {
        guard rows == columns else { throw .shapeMismatch(operation: "symmetric eigenvalues", left: shape, right: shape) }
        guard rows > 0 else { return [] }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "symmetric eigenvalues") }
        BLAS.start()
        var copy = elements, values = [Double](repeating: 0, count: rows)
        var (n, leading, info) = (CInt(rows), CInt(rows), CInt(0))
        var (wanted, query, integersWanted) = (0.0, CInt(-1), CInt(0))
        dsyevd_("N", "L", &n, &copy, &leading, &values, &wanted, &query, &integersWanted, &query, &info, 1, 1)
        if info != 0 { throw .lapack(routine: "dsyevd", info: Int(info)) }
        var (length, integerLength) = (CInt(wanted), integersWanted)
        var work = [Double](repeating: 0, count: Int(length)), integers = [CInt](repeating: 0, count: Int(integerLength))
        dsyevd_("N", "L", &n, &copy, &leading, &values, &work, &length, &integers, &integerLength, &info, 1, 1)
        if info != 0 { throw .lapack(routine: "dsyevd", info: Int(info)) }
        return values
    }

    /// Eigenvalues, ascending, and unit eigenvectors, as columns, of a symmetric tridiagonal matrix.
    /// - Parameter offDiagonal: one element fewer than the diagonal.
    /// - Throws: `shapeMismatch`, `nonFinite`, `lapack`.
    package static func tridiagonalEigensystem(
        diagonal: [Double], offDiagonal: [Double]
    ) throws(LinearAlgebraError) -> (values: [Double], vectors: Matrix) {
        let count = diagonal.count
        guard offDiagonal.count == max(0, count - 1) else {
            throw .shapeMismatch(
                operation: "tridiagonal matrix", left: .init(rows: count, columns: 1), right: .init(rows: offDiagonal.count, columns: 1))
        }
        guard count > 0 else { return ([], Matrix(rows: 0, columns: 0)) }
        guard (diagonal + offDiagonal).allSatisfy(\.isFinite) else { throw .nonFinite(operation: "tridiagonal eigenvalues") }
        BLAS.start()
        var (values, off, vectors) = (diagonal, offDiagonal + [0], Matrix(rows: count, columns: count))
        var (n, leading, info) = (CInt(count), CInt(count), CInt(0))
        var work = [Double](repeating: 0, count: max(1, 2 * count - 2))
        dsteqr_("I", &n, &values, &off, &vectors.elements, &leading, &work, &info, 1)
        if info != 0 { throw .lapack(routine: "dsteqr", info: Int(info)) }
        return (values, vectors)
    }
}
