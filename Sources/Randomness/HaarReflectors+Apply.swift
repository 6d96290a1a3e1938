// Products with Q. Each block of reflectors is two matrix products and a triangular one:
// W = Vᵀ C, W ← T W, C ← C - V W: 4mbc + b²c flops for m remaining rows, 2N²c (1 + b/N) over all blocks.
import LinearAlgebra

extension HaarReflectors {
    /// C ← Q C for an N × c matrix.
    /// - Throws: `shapeMismatch` when C does not have N rows.
    public func apply(to c: inout Matrix) throws(LinearAlgebraError) {
        guard c.rows == dimension else { throw mismatch(rows: c.rows, columns: c.columns) }
        c.withBlock {
            $0.scaleRows(by: signs)
            applyReflectors(to: $0)
        }
    }

    /// x ← Q x for a vector of N elements.
    /// - Throws: `shapeMismatch`.
    public func apply(to x: inout [Double]) throws(LinearAlgebraError) {
        guard x.count == dimension else { throw mismatch(rows: x.count, columns: 1) }
        x.lendMutable { start in
            for i in 0..<dimension { start[i] *= signs[i] }
            applyReflectorsOneByOne(to: MatrixBlock(start: start, rows: dimension, columns: 1, stride: dimension))
        }
    }

    /// Q itself, N × N, for 4/3 N³ flops: the block at row k only meets columns from k on.
    public func matrix() -> Matrix {
        var q = Matrix(diagonal: signs)
        q.withBlock { applyReflectors(to: $0, firstColumn: { $0 }) }
        return q
    }

    /// C ← H_1 ⋯ H_{N-1} C: all of Q but the signs, for a caller that joins them with a scaling of its own.
    ///
    /// - Parameter firstColumn: for a C whose columns before `firstColumn(k)` are zero from row k on, skips them.
    package func applyReflectors(to c: MatrixBlock, firstColumn: (Int) -> Int = { _ in 0 }) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, blockSize * c.columns)) { work in
            guard let workStart = work.baseAddress else { return }
            vectors.withReadOnlyBlock { vectors in
                triangles.withReadOnlyBlock { triangles in
                    for range in blocks.reversed() {
                        let (top, first) = (range.lowerBound, firstColumn(range.lowerBound))
                        let v = vectors.window(rows: top..<dimension, columns: range)
                        let t = triangles.window(rows: 0..<range.count, columns: range)
                        let below = c.window(rows: top..<dimension, columns: first..<c.columns)
                        let w = MatrixBlock(start: workStart, rows: range.count, columns: below.columns, stride: blockSize)
                        w.accumulate(1, v, .transposed, below)
                        w.multiplyFromLeft(upperTriangle: t)
                        below.accumulate(-1, v, .plain, w, beta: 1)
                    }
                }
            }
        }
    }

    /// The same product, one reflector after the other: the plain form, and the quicker one for a single vector.
    package func applyReflectorsOneByOne(to c: MatrixBlock) {
        let n = dimension
        vectors.withReadOnlyBlock { vectors in
            for k in (0..<n - 1).reversed() {
                let v = vectors.start + k + k * n
                for j in 0..<c.columns {
                    let x = c.start + k + j * c.stride
                    addMultiple(-tau[k] * innerProduct(v, x, count: n - k), of: v, to: x, count: n - k)
                }
            }
        }
    }

    private func mismatch(rows: Int, columns: Int) -> LinearAlgebraError {
        .shapeMismatch(
            operation: "product with an orthogonal matrix", left: .init(rows: dimension, columns: dimension),
            right: .init(rows: rows, columns: columns))
    }
}
