// Products with Q, one block of reflectors at a time. The kernels work on the operand's transpose Z (c × N): for tall thin
// W = Z V OpenBLAS comes closer to the rate of a square product (1.2 times its time for 2N²c flops, against 1.5 with the
// operand untransposed). A block takes W = Z V, W ← W T, Z ← Z - W Vᵀ: 4mbc + b²c flops for m remaining dimensions.
import LinearAlgebra

extension HaarReflectors {
    /// C ← Q C for an N × c matrix.
    /// - Throws: `shapeMismatch` when C does not have N rows.
    public func apply(to c: inout Matrix) throws(LinearAlgebraError) {
        guard c.rows == dimension else { throw mismatch(rows: c.rows, columns: c.columns) }
        var z = c.transposed
        z.withBlock {
            $0.scaleColumns(by: signs)
            multiplyFromRight($0, .transposed)
        }
        c = z.transposed
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

    /// x ← Q x for the Q of dimension N = `x.count` that the stream draws, without storing Q: the vectors z_k are made and
    /// used while in the cache, which takes a quarter of the time of drawing Q first.
    ///
    /// With v = z + sgn(z₁)|z| e₁ not divided by its first element, |v|² = 2|z| |v₁|, and v·x = z·x + sgn(z₁)|z| x₁.
    package static func apply(drawnFrom stream: RandomStream, to x: inout [Double]) {
        let n = x.count
        guard n > 0 else { return }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * n) { space in
            guard let z = space.baseAddress else { return }
            let y = z + n  // S x comes later: the signs are found from last to first
            y.update(from: x, count: n)
            if stream.normal(0) < 0 { y[n - 1].negate() }
            for k in stride(from: n - 2, through: 0, by: -1) {
                let length = n - k
                stream.fillNormals(UnsafeMutableBufferPointer(start: z, count: length), from: firstNormal(ofLength: length))
                if z[0] >= 0 { y[k].negate() }
                let norm = innerProduct(z, z, count: length).squareRoot()
                z[0] += z[0] < 0 ? -norm : norm
                addMultiple(-innerProduct(z, y + k, count: length) / (norm * abs(z[0])), of: z, to: y + k, count: length)
            }
            x.withUnsafeMutableBufferPointer { x in x.baseAddress?.update(from: y, count: n) }
        }
    }

    /// Q itself, N × N, for 4/3 N³ flops: the block at row k only affects columns from k on.
    public func matrix() -> Matrix {
        var transposed = Matrix(diagonal: signs)
        transposed.withBlock { multiplyFromRight($0, .transposed, firstRow: { $0 }) }
        return transposed.transposed
    }

    /// Z ← Z H or Z ← Z Hᵀ for a c × N matrix Z, where H = H_1 ⋯ H_{N-1} is Q without the signs: callers combine those
    /// with their own scaling.
    ///
    /// - Parameter firstRow: for a Z whose rows before `firstRow(k)` are zero from column k on, skips those rows.
    package func multiplyFromRight(
        _ z: MatrixBlock, _ orientation: Orientation, firstRow: (Int) -> Int = { _ in 0 }
    ) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, blockSize * z.rows)) { work in
            guard let workStart = work.baseAddress else { return }
            vectors.withReadOnlyBlock { vectors in
                triangles.withReadOnlyBlock { triangles in
                    let blocks = blocks
                    for range in orientation == .plain ? blocks : blocks.reversed() {
                        let (top, first) = (range.lowerBound, firstRow(range.lowerBound))
                        let v = vectors.window(rows: top..<dimension, columns: range)
                        let t = triangles.window(rows: 0..<range.count, columns: range)
                        let right = z.window(rows: first..<z.rows, columns: top..<dimension)
                        let w = MatrixBlock(start: workStart, rows: right.rows, columns: range.count, stride: max(1, z.rows))
                        w.accumulate(1, right, .plain, v)
                        w.multiplyFromRight(upperTriangle: t, orientation)
                        // V's upper right quarter is zero: its first rows need half of W only.
                        let half = range.count / 2
                        right.window(rows: 0..<right.rows, columns: 0..<half).accumulate(
                            -1, w.window(rows: 0..<w.rows, columns: 0..<half), .plain,
                            v.window(rows: 0..<half, columns: 0..<half), .transposed, beta: 1)
                        right.window(rows: 0..<right.rows, columns: half..<right.columns).accumulate(
                            -1, w, .plain, v.rows(from: half), .transposed, beta: 1)
                    }
                }
            }
        }
    }

    /// C ← H C, one reflector after the other: the plain form, and the faster one for a single vector.
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
