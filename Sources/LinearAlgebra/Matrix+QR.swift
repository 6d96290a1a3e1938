// The QR factorisation, in the form that is unique: R has a non-negative diagonal.
import COpenBLAS

extension Matrix {
    /// The factor Q of self = Q R with orthonormal columns, R's diagonal non-negative; needs rows ≥ columns.
    ///
    /// With that sign convention Q of a standard Gaussian matrix is Haar distributed (Stewart 1980; Mezzadri 2007).
    /// - Throws: `shapeMismatch` for a wide matrix, `nonFinite`, `lapack`.
    public func orthonormalFactor() throws(LinearAlgebraError) -> Matrix {
        guard rows >= columns else {
            throw .shapeMismatch(operation: "QR (rows must not be fewer than columns)", left: shape, right: shape)
        }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "QR") }
        guard columns > 0 else { return self }
        BLAS.start()
        var q = self
        var (m, n, leading, info) = (CInt(rows), CInt(columns), CInt(rows), CInt(0))
        var tau = [Double](repeating: 0, count: columns)

        var (wanted, query) = (0.0, CInt(-1))
        dgeqrf_(&m, &n, &q.elements, &leading, &tau, &wanted, &query, &info)
        var length = max(CInt(wanted), 64 * n)
        var work = [Double](repeating: 0, count: Int(length))
        dgeqrf_(&m, &n, &q.elements, &leading, &tau, &work, &length, &info)
        if info != 0 { throw .lapack(routine: "dgeqrf", info: Int(info)) }
        let negative = (0..<columns).map { q[$0, $0] < 0 }

        var reflectors = n
        dorgqr_(&m, &n, &reflectors, &q.elements, &leading, &tau, &work, &length, &info)
        if info != 0 { throw .lapack(routine: "dorgqr", info: Int(info)) }
        for j in 0..<columns where negative[j] {
            for i in 0..<rows { q.elements[i + j * rows].negate() }
        }
        return q
    }
}
