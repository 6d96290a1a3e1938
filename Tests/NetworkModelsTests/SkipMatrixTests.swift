// The fixed matrices of skip connections, and initial weights.
import Foundation
import LinearAlgebra
import NetworkModels
import Randomness
import Testing

@Suite struct SkipMatrixTests {
    private func matrix(_ kind: SkipMatrix, width: Int = 16) throws -> Matrix { try kind.matrix(width: width, from: RandomStream(seed: 2)) }

    @Test func withoutFoldsTheMatrixIsOrthogonal() throws {
        let q = try matrix(.orthogonal(folds: 0))
        // 16 products per sum, each rounded.
        #expect(try q.transposedTimes(q).largestDifference(from: .identity(16)) < 32 * 0x1p-52)
    }

    @Test func eachFoldHalvesTheDistinctColumns() throws {
        for folds in 1...4 {
            let q = try matrix(.orthogonal(folds: folds)), distinct = 16 >> folds
            for j in 0..<16 { #expect(q.column(j) == q.column(j % distinct)) }
            #expect(Set((0..<16).map(q.column)).count == distinct)
        }
    }

    /// Singular values s_i = exp(-decay (i-1)/2) over their geometric mean; Q^N = I, which eigenvalues on the unit circle give.
    @Test func onTheUnitCircleSingularValuesDecayAndTheNthPowerIsTheIdentity() throws {
        let width = 8, decay = 0.4
        let q = try matrix(.unitCircle(decay: decay), width: width)
        let expected = (0..<width).map { exp(-0.5 * decay * (Double($0) - 3.5)) }
        for (value, expected) in zip(try q.singularValues(), expected) { #expect(abs(value / expected - 1) < 1e-13) }
        var power = Matrix.identity(width)
        for _ in 0..<width { power = try power.times(q) }
        // Eight products of norm up to exp(0.7), each with rounding of 8 sums.
        #expect(power.largestDifference(from: .identity(width)) < 1e-11)
    }

    /// The variance of 10⁴ weights, within 5 standard errors: √(2/10⁴) of it for normal numbers, less for uniform ones.
    @Test(arguments: [NetworkStart.Weights.glorotNormal, .glorotUniform, .gaussian(deviation: 0.1), .ensemble(.gaussian, sigmaW: 1.5)])
    func weightsHaveTheVarianceOfTheirKind(_ kind: NetworkStart.Weights) throws {
        let (rows, columns) = (200, 50)
        let expected = switch kind {
        case .glorotNormal, .glorotUniform: 2.0 / 250
        case .gaussian: 0.01
        case .ensemble(_, let sigmaW): sigmaW * sigmaW / 50
        }
        let weights = try kind.matrix(rows: rows, columns: columns, from: RandomStream(seed: 3))
        let square = weights.frobeniusNorm * weights.frobeniusNorm / Double(rows * columns)
        #expect(abs(square / expected - 1) < 5 * (2.0 / 10_000).squareRoot())
        if kind == .glorotUniform { #expect(weights.elements.allSatisfy { abs($0) < (6.0 / 250).squareRoot() }) }
    }
}
