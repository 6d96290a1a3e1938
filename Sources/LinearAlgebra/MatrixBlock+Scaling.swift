// Scaling by a diagonal matrix, in one pass: for matrices larger than the second-level cache the pass is bound by memory,
// so it also computes the norm that callers need. Sums run in an order fixed by the shape.

extension MatrixBlock {
    /// Multiplies row i by `factors[i]`, and returns the sum of squares of the result.
    @discardableResult
    package func scaleRows(by factors: [Double]) -> Double {
        assert(factors.count == rows)
        var total = 0.0
        for j in 0..<columns {
            let column = start + j * stride
            for i in 0..<rows { column[i] *= factors[i] }
            total += innerProduct(column, column, count: rows)
        }
        return total
    }

    /// Multiplies column j by `factors[j]`, and returns the sum of squares of the result.
    @discardableResult
    package func scaleColumns(by factors: [Double]) -> Double {
        assert(factors.count == columns)
        var total = 0.0
        for j in 0..<columns {
            total += scaleVector(start + j * stride, by: factors[j], count: rows)
        }
        return total
    }
}

/// x ← alpha x, returning its sum of squares, in eight interleaved partial sums.
private func scaleVector(_ x: UnsafeMutablePointer<Double>, by alpha: Double, count: Int) -> Double {
    let raw = UnsafeMutableRawPointer(x)
    var squares = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= count {
        let scaled = alpha * raw.loadUnaligned(fromByteOffset: 8 * i, as: SIMD8<Double>.self)
        raw.storeBytes(of: scaled, toByteOffset: 8 * i, as: SIMD8<Double>.self)
        squares += scaled * scaled
        i += 8
    }
    var tail = 0.0
    while i < count {
        x[i] *= alpha
        tail += x[i] * x[i]
        i += 1
    }
    return squares.sum() + tail
}
