// Products of matrix values.
import COpenBLAS

extension Matrix {
    /// self · other.
    /// - Throws: `LinearAlgebraError.shapeMismatch`.
    public func times(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard columns == other.rows else {
            throw .shapeMismatch(operation: "product", left: shape, right: other.shape)
        }
        return product(self, .plain, other, .plain, rows: rows, columns: other.columns)
    }

    /// selfᵀ · other.
    /// - Throws: `LinearAlgebraError.shapeMismatch`.
    public func transposedTimes(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard rows == other.rows else {
            throw .shapeMismatch(operation: "product with the transpose on the left", left: shape, right: other.shape)
        }
        return product(self, .transposed, other, .plain, rows: columns, columns: other.columns)
    }

    /// self · otherᵀ.
    /// - Throws: `LinearAlgebraError.shapeMismatch`.
    public func timesTransposed(_ other: Matrix) throws(LinearAlgebraError) -> Matrix {
        guard columns == other.columns else {
            throw .shapeMismatch(operation: "product with the transpose on the right", left: shape, right: other.shape)
        }
        return product(self, .plain, other, .transposed, rows: rows, columns: other.rows)
    }

    /// self · x for a vector of `columns` elements.
    /// - Throws: `LinearAlgebraError.shapeMismatch`.
    public func times(_ x: [Double]) throws(LinearAlgebraError) -> [Double] {
        guard columns == x.count else {
            throw .shapeMismatch(operation: "product with a vector", left: shape, right: .init(rows: x.count, columns: 1))
        }
        return product(self, .plain, x, count: rows)
    }

    /// selfᵀ · x for a vector of `rows` elements.
    /// - Throws: `LinearAlgebraError.shapeMismatch`.
    public func transposedTimes(_ x: [Double]) throws(LinearAlgebraError) -> [Double] {
        guard rows == x.count else {
            throw .shapeMismatch(
                operation: "product of the transpose with a vector", left: shape, right: .init(rows: x.count, columns: 1))
        }
        return product(self, .transposed, x, count: columns)
    }
}

private func product(_ a: Matrix, _ orientation: Orientation, _ x: [Double], count: Int) -> [Double] {
    BLAS.start()
    var y = [Double](repeating: 0, count: count)
    guard a.rows > 0, a.columns > 0 else { return y }
    cblas_dgemv(CblasColMajor, orientation.cblas, CInt(a.rows), CInt(a.columns), 1, a.elements, CInt(a.rows), x, 1, 0, &y, 1)
    return y
}

private func product(
    _ a: Matrix, _ orientationA: Orientation, _ b: Matrix, _ orientationB: Orientation, rows: Int, columns: Int
) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    result.withBlock { c in
        a.withReadOnlyBlock { a in
            b.withReadOnlyBlock { b in c.accumulate(1, a, orientationA, b, orientationB) }
        }
    }
    return result
}
