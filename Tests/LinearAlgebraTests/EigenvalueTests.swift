// Symmetric eigenvalues against matrices whose eigenvalues are known.
import Foundation
import LinearAlgebra
import Testing

@Suite struct EigenvalueTests {
    /// The second difference of N points has the eigenvalues 2 - 2 cos(kπ/(N + 1)).
    private let count = 40
    private var known: [Double] { (1...count).map { 2 - 2 * cos(Double($0) * .pi / Double(count + 1)) } }

    @Test("The eigenvalues of the second difference are those known")
    func secondDifference() throws {
        let matrix = Matrix(rows: count, columns: count) { $0 == $1 ? 2 : abs($0 - $1) == 1 ? -1 : 0 }
        for (value, expected) in zip(try matrix.symmetricEigenvalues(), known) { #expect(abs(value - expected) < 1e-13) }
    }

    @Test("A tridiagonal matrix has the same, with vectors that reproduce it")
    func tridiagonal() throws {
        let diagonal = [Double](repeating: 2, count: count), off = [Double](repeating: -1, count: count - 1)
        let (values, vectors) = try Matrix.tridiagonalEigensystem(diagonal: diagonal, offDiagonal: off)
        for (value, expected) in zip(values, known) { #expect(abs(value - expected) < 1e-13) }
        let product = try vectors.times(Matrix(diagonal: values)).timesTransposed(vectors)
        #expect(product.largestDifference(from: Matrix(rows: count, columns: count) { $0 == $1 ? 2 : abs($0 - $1) == 1 ? -1 : 0 }) < 1e-13)
    }

    @Test("What has no eigenvalues is refused")
    func refused() {
        #expect(throws: LinearAlgebraError.self) { try Matrix(rows: 2, columns: 3).symmetricEigenvalues() }
        #expect(throws: LinearAlgebraError.self) { try Matrix(diagonal: [1, .nan]).symmetricEigenvalues() }
        #expect(throws: LinearAlgebraError.self) { try Matrix.tridiagonalEigensystem(diagonal: [1, 2], offDiagonal: []) }
    }
}
