// Transposes a matrix in blocks of 16 × 16. The numbers at even places of all rows are moved before those at odd places;
// after four such steps rows and columns have changed places.

/// Copies the transpose: to_ji = from_ij. Rows and columns are multiples of 16.
/// - Parameters:
///   - fromRow: floats from one row of `from` to the next.
///   - toRow: the same for `to`.
package func transpose(
    _ from: UnsafePointer<Float>, fromRow: Int, to: UnsafeMutablePointer<Float>, toRow: Int, rows: Int, columns: Int
) {
    withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 16) { block in
        withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 16) { other in
            for i in stride(from: 0, to: rows, by: 16) {
                for j in stride(from: 0, to: columns, by: 16) {
                    let (source, target) = (from + i * fromRow + j, to + j * toRow + i)
                    for row in 0..<16 { block[row] = SIMD16(source + row * fromRow) }
                    for _ in 0..<2 {
                        deal(block, to: other)
                        deal(other, to: block)
                    }
                    for row in 0..<16 { block[row].store(target + row * toRow) }
                }
            }
        }
    }
}

/// Reorders sixteen rows, read as one sequence: first the elements at even places, then those at odd places.
@inline(__always)
private func deal(_ rows: UnsafeMutableBufferPointer<SIMD16<Float>>, to dealt: UnsafeMutableBufferPointer<SIMD16<Float>>) {
    for i in 0..<8 {
        let (a, b) = (rows[2 * i], rows[2 * i + 1])
        dealt[i] = SIMD16(lowHalf: a.evenHalf, highHalf: b.evenHalf)
        dealt[i + 8] = SIMD16(lowHalf: a.oddHalf, highHalf: b.oddHalf)
    }
}
