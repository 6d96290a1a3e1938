// A rectangular window on a matrix's storage, for blocked algorithms that work in place on parts of a matrix.
// Unsafe inside, so it is package-only, never outlives the closure that hands it out, and each algorithm wraps it in
// a function on `Matrix` values.
import COpenBLAS

/// A window of `rows` × `columns` whose element (i, j) is at `start[i + j * stride]`.
package struct MatrixBlock {
    package let start: UnsafeMutablePointer<Double>
    package let rows: Int
    package let columns: Int
    package let stride: Int

    package init(start: UnsafeMutablePointer<Double>, rows: Int, columns: Int, stride: Int) {
        self.start = start
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }

    /// The window of the given rows and columns of this one.
    package func window(rows r: Range<Int>, columns c: Range<Int>) -> MatrixBlock {
        assert(r.lowerBound >= 0 && r.upperBound <= rows && c.lowerBound >= 0 && c.upperBound <= columns)
        return MatrixBlock(start: start + r.lowerBound + c.lowerBound * stride, rows: r.count, columns: c.count, stride: stride)
    }

    /// Rows from `first` on, all columns.
    package func rows(from first: Int) -> MatrixBlock { window(rows: first..<rows, columns: 0..<columns) }
}

extension Matrix {
    /// Lends the whole storage as a block to modify.
    package mutating func withBlock<Result, Failure: Error>(
        _ body: (MatrixBlock) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (rows, columns) = (rows, columns)
        return try elements.lendMutable { start throws(Failure) in
            try body(MatrixBlock(start: start, rows: rows, columns: columns, stride: max(rows, 1)))
        }
    }

    /// Lends the whole storage as a block that is only read.
    package func withReadOnlyBlock<Result, Failure: Error>(
        _ body: (MatrixBlock) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (rows, columns) = (rows, columns)
        return try elements.lend { start throws(Failure) in
            try body(MatrixBlock(start: start, rows: rows, columns: columns, stride: max(rows, 1)))
        }
    }
}

extension Array where Element == Double {
    /// Lends the elements for writing; for an empty array the pointer is valid but must not be dereferenced.
    package mutating func lendMutable<Result, Failure: Error>(
        _ body: (UnsafeMutablePointer<Double>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeMutableBufferPointer { buffer throws(Failure) in
            guard let start = buffer.baseAddress else {
                var nothing = 0.0
                return try withUnsafeMutablePointer(to: &nothing, body)
            }
            return try body(start)
        }
    }

    /// Lends the elements to BLAS for reading. The pointer is mutable only because a block's is; `body` must not write.
    package func lend<Result, Failure: Error>(
        _ body: (UnsafeMutablePointer<Double>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { buffer throws(Failure) in
            guard let start = buffer.baseAddress else {
                var nothing = 0.0
                return try withUnsafeMutablePointer(to: &nothing, body)
            }
            return try body(UnsafeMutablePointer(mutating: start))
        }
    }
}
