// Decompositions with vectors, and eigenvalues of matrices without symmetry.
import Foundation
import LinearAlgebra
import Testing

@Suite struct DecompositionTests {
    @Test(arguments: [(5, 3), (3, 5), (4, 4)]) func theDecompositionMultipliesOutToTheMatrix(rows: Int, columns: Int) throws {
        let a = Matrix(rows: rows, columns: columns) { sin(Double(3 * $0 + 7 * $1 + 1)) }
        let svd = try a.singularValueDecomposition()
        #expect(zip(svd.values, try a.singularValues()).allSatisfy { abs($0 - $1) < 1e-14 })
        let product = try svd.left.times(Matrix(diagonal: svd.values)).timesTransposed(svd.right)
        // A few roundings of elements of order one.
        #expect(product.largestDifference(from: a) < 1e-14)
        #expect(try svd.left.transposedTimes(svd.left).largestDifference(from: .identity(svd.values.count)) < 1e-14)
    }

    @Test func eigenvaluesOfARotationAreOnTheUnitCircle() throws {
        let angle = 0.3
        let rotation = Matrix(rows: 3, columns: 3, elements: [cos(angle), sin(angle), 0, -sin(angle), cos(angle), 0, 0, 0, 2])
        let values = try rotation.eigenvalues().sorted { ($0.real, $0.imaginary) < ($1.real, $1.imaginary) }
        #expect(zip(values, [(cos(angle), -sin(angle)), (cos(angle), sin(angle)), (2, 0)]).allSatisfy {
            abs($0.real - $1.0) < 1e-15 && abs($0.imaginary - $1.1) < 1e-15
        })
    }

    @Test func badMatricesAreRefused() {
        #expect(throws: LinearAlgebraError.self) { try Matrix(rows: 2, columns: 3).eigenvalues() }
        #expect(throws: LinearAlgebraError.nonFinite(operation: "eigenvalues")) { try Matrix(diagonal: [.nan]).eigenvalues() }
        #expect(throws: LinearAlgebraError.nonFinite(operation: "singular value decomposition")) {
            try Matrix(diagonal: [.infinity]).singularValueDecomposition()
        }
    }
}
