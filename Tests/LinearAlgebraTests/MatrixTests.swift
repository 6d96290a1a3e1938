import LinearAlgebra
import Testing

/// A fixed matrix with elements of order one and no structure.
private func sample(_ rows: Int, _ columns: Int, phase: Int = 0) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in Double((7919 * (i + 1) + 104_729 * (j + 1) + phase) % 1009) / 504.5 - 1 }
}

/// The product by its definition.
private func plainProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: b.columns) { i, j in (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
}

@Suite struct MatrixTests {
    @Test func aCopyIsUnchangedWhenTheOriginalIs() {
        var a = sample(3, 4)
        let copy = a
        a[1, 2] = 99
        #expect(copy[1, 2] != 99)
        #expect(copy == sample(3, 4))
    }

    @Test func elementsAreStoredColumnAfterColumn() {
        #expect(Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4])[1, 0] == 2)
        #expect(Matrix(rows: 2, columns: 3) { Double($0 + 10 * $1) }.elements == [0, 1, 10, 11, 20, 21])
    }

    @Test func productsAgreeWithTheirDefinition() throws {
        let (a, b) = (sample(17, 23), sample(23, 11, phase: 5))
        // Sums of 23 products of elements below 1: each order of summation errs by less than 23² ulps of 1.
        let tolerance = 23 * 23 * Double.ulpOfOne
        let expected = plainProduct(a, b)
        #expect(try a.times(b).largestDifference(from: expected) < tolerance)
        #expect(try a.transposed.transposedTimes(b).largestDifference(from: expected) < tolerance)
        #expect(try a.timesTransposed(b.transposed).largestDifference(from: expected) < tolerance)
        let column = try a.times(b.column(4))
        #expect(Matrix(rows: 17, columns: 1, elements: column)
            .largestDifference(from: Matrix(rows: 17, columns: 1, elements: expected.column(4))) < tolerance)
    }

    @Test func productsWithAnEmptyInnerDimensionAreZero() throws {
        #expect(try Matrix(rows: 2, columns: 0).times(Matrix(rows: 0, columns: 3)) == Matrix(rows: 2, columns: 3))
    }

    @Test func mismatchedShapesAreRejectedWithBothShapes() {
        let error = #expect(throws: LinearAlgebraError.self) { try sample(2, 3).times(sample(2, 3)) }
        #expect(error?.description.contains("2 × 3") == true)
        #expect(throws: LinearAlgebraError.self) { try sample(2, 3).times([1, 2]) }
        #expect(throws: LinearAlgebraError.self) { try sample(2, 3).transposedTimes(sample(3, 2)) }
        #expect(throws: LinearAlgebraError.self) { try sample(2, 3).timesTransposed(sample(3, 2)) }
    }

    @Test func transposingExchangesIndicesAcrossTiles() {
        for (rows, columns) in [(1, 5), (31, 33), (32, 64), (70, 40)] {
            let a = sample(rows, columns)
            let b = a.transposed
            let agree = (0..<rows).allSatisfy { i in (0..<columns).allSatisfy { a[i, $0] == b[$0, i] } }
            #expect(agree && b.rows == columns && b.columns == rows)
        }
    }

    @Test(arguments: [1, 7, 8, 9, 30])
    func scalingByADiagonalGivesTheSumOfSquares(count: Int) {
        let factors = (0..<count).map { Double($0) - 2.5 }
        let (a, b) = (sample(count, 5), sample(5, count))
        var (scaledRows, scaledColumns, long) = (a, b, sample(count, 3))
        let squares = [
            scaledRows.withBlock { $0.scaleRows(by: factors) }, scaledColumns.withBlock { $0.scaleColumns(by: factors) },
            long.withBlock { $0.scaleColumns(by: [2, -1, 0.5]) },
        ]
        #expect(scaledRows == Matrix(rows: count, columns: 5) { factors[$0] * a[$0, $1] })
        #expect(scaledColumns == Matrix(rows: 5, columns: count) { factors[$1] * b[$0, $1] })
        #expect(long == Matrix(rows: count, columns: 3) { [2, -1, 0.5][$1] * sample(count, 3)[$0, $1] })
        for (square, matrix) in zip(squares, [scaledRows, scaledColumns, long]) {
            // At most 150 terms, so no order of summation errs by more than 150 ulps.
            let norm = matrix.frobeniusNorm
            #expect(abs(square - norm * norm) <= 200 * Double.ulpOfOne * square)
        }
    }
}
