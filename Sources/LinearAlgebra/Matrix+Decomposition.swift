// The singular value decomposition with its vectors.
import COpenBLAS

/// A = U diag(s) Vᵀ with orthonormal columns of U and V and s descending.
public struct SingularValueDecomposition: Sendable {
    /// rows × k, with k = min(rows, columns).
    public let left: Matrix
    /// k values, largest first.
    public let values: [Double]
    /// columns × k.
    public let right: Matrix
}

extension Matrix {
    /// The thin singular value decomposition (dgesdd). For a symmetric positive matrix it is the eigensystem.
    /// - Throws: `nonFinite` for infinite or NaN elements, `lapack` when the iteration does not converge.
    public func singularValueDecomposition() throws(LinearAlgebraError) -> SingularValueDecomposition {
        let count = min(rows, columns)
        guard count > 0 else {
            return SingularValueDecomposition(left: Matrix(rows: rows, columns: 0), values: [], right: Matrix(rows: columns, columns: 0))
        }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "singular value decomposition") }
        BLAS.start()
        var copy = elements, values = [Double](repeating: 0, count: count)
        var left = Matrix(rows: rows, columns: count), rightTransposed = Matrix(rows: count, columns: columns)
        var (m, n, leading, k, info) = (CInt(rows), CInt(columns), CInt(rows), CInt(count), CInt(0))
        var integers = [CInt](repeating: 0, count: 8 * count)
        var (wanted, query) = (0.0, CInt(-1)), leftLeading = leading
        dgesdd_(
            "S", &m, &n, &copy, &leading, &values, &left.elements, &leftLeading, &rightTransposed.elements, &k, &wanted, &query, &integers, &info, 1)
        if info != 0 { throw .lapack(routine: "dgesdd", info: Int(info)) }
        var length = CInt(wanted)
        var work = [Double](repeating: 0, count: Int(length))
        dgesdd_(
            "S", &m, &n, &copy, &leading, &values, &left.elements, &leftLeading, &rightTransposed.elements, &k, &work, &length, &integers, &info, 1)
        if info != 0 { throw .lapack(routine: "dgesdd", info: Int(info)) }
        return SingularValueDecomposition(left: left, values: values, right: rightTransposed.transposed)
    }
}
