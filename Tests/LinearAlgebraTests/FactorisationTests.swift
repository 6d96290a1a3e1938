import Foundation
import LinearAlgebra
import Testing

/// The n × n Hilbert-like test matrix cos(i j): dense, full rank.
private func cosines(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns) { cos(Double(($0 + 1) * ($1 + 2))) }
}

@Suite struct FactorisationTests {
    @Test func theOrthonormalFactorHasOrthonormalColumnsAndAPositiveTriangle() throws {
        let a = cosines(40, 25)
        let q = try a.orthonormalFactor()
        // Householder QR is orthogonal to a few times √(rows) ulps; 100 ulps is generous and catches any real fault.
        #expect(try q.transposedTimes(q).largestDifference(from: .identity(25)) < 100 * Double.ulpOfOne)
        let r = try a.triangularFactor()
        #expect(try q.transposedTimes(a).largestDifference(from: r) < 1000 * Double.ulpOfOne)
        #expect(try q.times(r).largestDifference(from: a) < 1000 * Double.ulpOfOne)
        for j in 0..<25 {
            #expect(r[j, j] > 0)
            for i in j + 1..<25 { #expect(r[i, j] == 0) }
        }
    }

    @Test func singularValuesOfAKnownProductAreFound() throws {
        let (u, v) = (try cosines(30, 20).orthonormalFactor(), try cosines(20, 20).transposed.orthonormalFactor())
        let known = (0..<20).map { pow(0.5, Double($0)) }
        let a = try u.times(Matrix(diagonal: known)).timesTransposed(v)
        for orientation in [a, a.transposed] {
            let values = try orientation.singularValues()
            // Backward stability: each value within a modest multiple of ulp × the largest.
            for (found, expected) in zip(values, known) { #expect(abs(found - expected) < 100 * Double.ulpOfOne) }
            #expect(values.count == 20 && values == values.sorted(by: >))
        }
    }

    @Test func singularValuesOfZeroAndEmptyMatricesExist() throws {
        #expect(try Matrix(rows: 3, columns: 2).singularValues() == [0, 0])
        #expect(try Matrix(rows: 0, columns: 5).singularValues() == [])
        #expect(try Matrix(rows: 1, columns: 1, elements: [-2]).singularValues() == [2])
    }

    @Test func nonFiniteElementsAreRejected() {
        for bad in [Double.nan, .infinity] {
            var a = cosines(4, 4)
            a[2, 1] = bad
            #expect(throws: LinearAlgebraError.nonFinite(operation: "singular values")) { try a.singularValues() }
            #expect(throws: LinearAlgebraError.nonFinite(operation: "QR")) { try a.orthonormalFactor() }
        }
        #expect(throws: LinearAlgebraError.self) { try cosines(2, 3).orthonormalFactor() }
    }

    @Test func aSingularTriangleIsReportedByLAPACK() {
        var a = Matrix(diagonal: [1, 0, 1])
        #expect(throws: LinearAlgebraError.lapack(routine: "dtrtri", info: 2)) {
            try a.withBlock { block throws(LinearAlgebraError) in try block.invertUpperTriangle() }
        }
    }
}
