// Singular values without vectors. dgesdd with 'N' reduces to bidiagonal form and runs dqds, which finds every value to
// high relative accuracy of the bidiagonal; the reduction itself is accurate to about 1e-15 of the largest value.
import COpenBLAS

extension Matrix {
    /// The min(rows, columns) singular values, largest first.
    /// - Throws: `nonFinite` for infinite or NaN elements, `lapack` when the iteration does not converge.
    public func singularValues() throws(LinearAlgebraError) -> [Double] {
        var copy = self
        return try copy.takeSingularValues()
    }

    /// The singular values, largest first, using the matrix's own storage as workspace: its elements are lost.
    package mutating func takeSingularValues() throws(LinearAlgebraError) -> [Double] {
        let count = min(rows, columns)
        guard count > 0 else { return [] }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "singular values") }
        BLAS.start()
        var values = [Double](repeating: 0, count: count)
        var (m, n, one, info) = (CInt(rows), CInt(columns), CInt(1), CInt(0))
        var leading = m
        var integers = [CInt](repeating: 0, count: 8 * count)
        var unused = 0.0

        var (wanted, query) = (0.0, CInt(-1))
        dgesdd_("N", &m, &n, &elements, &leading, &values, nil, &one, nil, &one, &wanted, &query, &integers, &info, 1)
        if info != 0 { throw .lapack(routine: "dgesdd", info: Int(info)) }

        var length = CInt(wanted)
        var work = [Double](repeating: 0, count: Int(length))
        withUnsafeMutablePointer(to: &unused) { unused in
            dgesdd_("N", &m, &n, &elements, &leading, &values, unused, &one, unused, &one, &work, &length, &integers, &info, 1)
        }
        if info != 0 { throw .lapack(routine: "dgesdd", info: Int(info)) }
        return values
    }
}
