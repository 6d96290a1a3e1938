// BLAS on blocks: the few products that the blocked algorithms of this package need.
// Shapes are asserted, not thrown: the callers' loops prove them.
import COpenBLAS

/// Whether an operand enters as it is or transposed.
package enum Orientation {
    case plain
    case transposed

    var cblas: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

extension MatrixBlock {
    /// self ← alpha op(a) op(b) + beta self (dgemm).
    package func accumulate(
        _ alpha: Double = 1, _ a: MatrixBlock, _ orientationA: Orientation = .plain, _ b: MatrixBlock,
        _ orientationB: Orientation = .plain, beta: Double = 0
    ) {
        BLAS.start()
        let inner = orientationA == .plain ? a.columns : a.rows
        assert((orientationA == .plain ? a.rows : a.columns) == rows)
        assert((orientationB == .plain ? b.columns : b.rows) == columns)
        assert((orientationB == .plain ? b.rows : b.columns) == inner)
        guard rows > 0, columns > 0 else { return }
        cblas_dgemm(
            CblasColMajor, orientationA.cblas, orientationB.cblas, CInt(rows), CInt(columns), CInt(inner), alpha,
            a.start, CInt(a.stride), b.start, CInt(b.stride), beta, start, CInt(stride))
    }

    /// self ← self op(triangle), with an upper triangular factor (dtrmm).
    package func multiplyFromRight(upperTriangle triangle: MatrixBlock, _ orientation: Orientation = .plain) {
        BLAS.start()
        assert(triangle.rows == columns && triangle.columns == columns)
        guard rows > 0, columns > 0 else { return }
        cblas_dtrmm(
            CblasColMajor, CblasRight, CblasUpper, orientation.cblas, CblasNonUnit, CInt(rows), CInt(columns), 1,
            triangle.start, CInt(triangle.stride), start, CInt(stride))
    }

    /// The upper triangle of self ← aᵀ a (dsyrk); elements below the diagonal keep their values.
    package func setUpperGram(of a: MatrixBlock) {
        BLAS.start()
        assert(rows == a.columns && columns == a.columns)
        cblas_dsyrk(
            CblasColMajor, CblasUpper, CblasTrans, CInt(a.columns), CInt(a.rows), 1, a.start, CInt(a.stride), 0, start,
            CInt(stride))
    }

    /// Replaces an upper triangular block by its inverse.
    /// - Throws: `LinearAlgebraError.lapack` when a diagonal element is zero.
    package func invertUpperTriangle() throws(LinearAlgebraError) {
        BLAS.start()
        var (order, leading, info) = (CInt(rows), CInt(stride), CInt(0))
        dtrtri_("U", "N", &order, start, &leading, &info, 1, 1)
        if info != 0 { throw .lapack(routine: "dtrtri", info: Int(info)) }
    }
}

/// The inner product of two vectors of `count` elements (ddot).
package func innerProduct(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int) -> Double {
    BLAS.start()
    return cblas_ddot(CInt(count), x, 1, y, 1)
}

/// y ← y + alpha x over `count` elements (daxpy).
package func addMultiple(_ alpha: Double, of x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, count: Int) {
    BLAS.start()
    cblas_daxpy(CInt(count), alpha, x, 1, y, 1)
}

/// x ← alpha x over `count` elements (dscal).
package func scale(_ x: UnsafeMutablePointer<Double>, by alpha: Double, count: Int) {
    BLAS.start()
    cblas_dscal(CInt(count), alpha, x, 1)
}
