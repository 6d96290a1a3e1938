// The QR factorisation, made unique by a non-negative diagonal of R.
import COpenBLAS

extension Matrix {
    /// The factor Q of self = Q R with orthonormal columns, R's diagonal non-negative; needs rows ≥ columns.
    ///
    /// With that sign convention Q of a standard Gaussian matrix is Haar distributed (Stewart 1980; Mezzadri 2007).
    /// - Throws: `shapeMismatch` for a wide matrix, `nonFinite`, `lapack`.
    public func orthonormalFactor() throws(LinearAlgebraError) -> Matrix {
        var (q, tau) = try factorised()
        let negative = (0..<columns).map { q[$0, $0] < 0 }
        guard columns > 0 else { return self }

        var (m, n, leading, info) = (CInt(rows), CInt(columns), CInt(rows), CInt(0))
        var (reflectors, length) = (n, Self.workColumns * n)
        var work = [Double](repeating: 0, count: Int(length))
        dorgqr_(&m, &n, &reflectors, &q.elements, &leading, &tau, &work, &length, &info)
        if info != 0 { throw .lapack(routine: "dorgqr", info: Int(info)) }
        for j in 0..<columns where negative[j] {
            for i in 0..<rows { q.elements[i + j * rows].negate() }
        }
        return q
    }

    /// The factor R of self = Q R: columns × columns, upper triangular, diagonal non-negative; needs rows ≥ columns.
    /// - Throws: `shapeMismatch` for a wide matrix, `nonFinite`, `lapack`.
    public func triangularFactor() throws(LinearAlgebraError) -> Matrix {
        let (packed, _) = try factorised()
        return Matrix(rows: columns, columns: columns) { i, j in
            i > j ? 0 : packed[i, i] < 0 ? -packed[i, j] : packed[i, j]
        }
    }

    /// Columns of workspace for LAPACK's blocked QR: its blocks are no wider than this.
    private static let workColumns: CInt = 64

    /// R on and above the diagonal, Householder vectors below it, and their scalars tau (dgeqrf).
    private func factorised() throws(LinearAlgebraError) -> (packed: Matrix, tau: [Double]) {
        guard rows >= columns else {
            throw .shapeMismatch(operation: "QR (rows must not be fewer than columns)", left: shape, right: shape)
        }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "QR") }
        guard columns > 0 else { return (self, []) }
        BLAS.start()
        var packed = self
        var tau = [Double](repeating: 0, count: columns)
        var (m, n, leading, info) = (CInt(rows), CInt(columns), CInt(rows), CInt(0))
        var length = Self.workColumns * n
        var work = [Double](repeating: 0, count: Int(length))
        dgeqrf_(&m, &n, &packed.elements, &leading, &tau, &work, &length, &info)
        if info != 0 { throw .lapack(routine: "dgeqrf", info: Int(info)) }
        return (packed, tau)
    }
}
