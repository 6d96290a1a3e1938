// Eigenvalues of matrices without symmetry, which are complex.
import COpenBLAS

/// A complex eigenvalue of a real matrix.
public struct Eigenvalue: Codable, Hashable, Sendable {
    public var real: Double
    public var imaginary: Double

    public init(real: Double, imaginary: Double) { (self.real, self.imaginary) = (real, imaginary) }

    /// |λ|.
    public var modulus: Double { (real * real + imaginary * imaginary).squareRoot() }
}

extension Matrix {
    /// All eigenvalues of a square matrix, conjugate pairs side by side.
    ///
    /// dgeev without vectors: Hessenberg form and QR. Errors are about 1e-15 of the norm times the condition of the eigenvalue,
    /// which may be large for matrices that are far from normal.
    /// - Throws: `shapeMismatch` for a matrix that is not square, `nonFinite`, `lapack`.
    public func eigenvalues() throws(LinearAlgebraError) -> [Eigenvalue] {
        guard rows == columns else { throw .shapeMismatch(operation: "eigenvalues", left: shape, right: shape) }
        guard rows > 0 else { return [] }
        guard elements.allSatisfy(\.isFinite) else { throw .nonFinite(operation: "eigenvalues") }
        BLAS.start()
        var copy = elements, real = [Double](repeating: 0, count: rows), imaginary = real
        var (n, leading, one, info) = (CInt(rows), CInt(rows), CInt(1), CInt(0))
        var (wanted, query) = (0.0, CInt(-1))
        dgeev_("N", "N", &n, &copy, &leading, &real, &imaginary, nil, &one, nil, &one, &wanted, &query, &info, 1, 1)
        if info != 0 { throw .lapack(routine: "dgeev", info: Int(info)) }
        var length = CInt(wanted)
        var work = [Double](repeating: 0, count: Int(length))
        dgeev_("N", "N", &n, &copy, &leading, &real, &imaginary, nil, &one, nil, &one, &work, &length, &info, 1, 1)
        if info != 0 { throw .lapack(routine: "dgeev", info: Int(info)) }
        return zip(real, imaginary).map { Eigenvalue(real: $0, imaginary: $1) }
    }
}
