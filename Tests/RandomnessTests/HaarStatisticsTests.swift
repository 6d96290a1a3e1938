import LinearAlgebra
import Randomness
import Testing

/// Moments of the Haar measure on O(N), the same for both ways of drawing from it. Expectations are exact for N ≥ 4
/// (Weingarten calculus); tolerances are five standard errors, from the exact variances.
@Suite struct HaarStatisticsTests {
    enum Source: String, CaseIterable {
        case reflectors, factorisation

        func matrix(_ n: Int, _ stream: RandomStream) throws -> Matrix {
            switch self {
            case .reflectors: try HaarReflectors(dimension: n, from: stream).matrix()
            case .factorisation: try .haarByFactorisation(rows: n, columns: n, from: stream)
            }
        }
    }

    @Test(arguments: Source.allCases)
    func momentsAreThoseOfTheHaarMeasure(source: Source) throws {
        let (n, samples) = (6, 20_000)
        let N = Double(n)
        let root = RandomStream(seed: 77)
        let draws = try (0..<samples).map { try source.matrix(n, root.substream(UInt64($0))) }
        let fourth = 3 / (N * (N + 2))
        func check(_ name: Comment, mean: Double, variance: Double, _ value: (Matrix) -> Double) {
            let sample = draws.reduce(0) { $0 + value($1) } / Double(samples)
            #expect(abs(sample - mean) < 5 * (variance / Double(samples)).squareRoot(), name)
        }
        func trace(_ q: Matrix) -> Double { (0..<n).reduce(0) { $0 + q[$1, $1] } }
        // The trace has the moments of a standard normal up to order 2N + 1 (Diaconis and Shahshahani 1994).
        check("trace", mean: 0, variance: 1) { trace($0) }
        check("trace squared", mean: 1, variance: 2) { trace($0) * trace($0) }
        for (i, j) in [(0, 0), (0, n - 1), (n - 1, 0), (n - 1, n - 1), (2, 3)] {
            check("element", mean: 0, variance: 1 / N) { $0[i, j] }
            check("element squared", mean: 1 / N, variance: fourth - 1 / (N * N)) { $0[i, j] * $0[i, j] }
            let eighth = 105 / (N * (N + 2) * (N + 4) * (N + 6))
            check("element to the fourth", mean: fourth, variance: eighth - fourth * fourth) {
                let square = $0[i, j] * $0[i, j]
                return square * square
            }
        }
        // E Q₁₁² Q₂₂² = (N+1) / (N (N-1) (N+2)); its square's expectation is below E Q₁₁⁴ = fourth.
        check("squares in different rows and columns", mean: (N + 1) / (N * (N - 1) * (N + 2)), variance: fourth) {
            $0[0, 0] * $0[0, 0] * $0[1, 1] * $0[1, 1]
        }
        // E Q₁₁ Q₂₂ Q₁₂ Q₂₁ = -1 / (N (N-1) (N+2)).
        check("minor", mean: -1 / (N * (N - 1) * (N + 2)), variance: fourth) { $0[0, 0] * $0[1, 1] * $0[0, 1] * $0[1, 0] }
    }

    @Test(arguments: Source.allCases)
    func bothSignsOfTheDeterminantAreEquallyLikely(source: Source) throws {
        let samples = 4000
        let root = RandomStream(seed: 5)
        let sum = try (0..<samples).reduce(0.0) { try $0 + determinant(source.matrix(5, root.substream(UInt64($1)))) }
        #expect(abs(sum) < 5 * Double(samples).squareRoot())
    }
}

/// The determinant by elimination with partial pivoting.
private func determinant(_ matrix: Matrix) -> Double {
    var (a, result) = (matrix, 1.0)
    for k in 0..<a.rows {
        let pivot = (k..<a.rows).max { abs(a[$0, k]) < abs(a[$1, k]) } ?? k
        if pivot != k {
            for j in 0..<a.columns { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
            result.negate()
        }
        result *= a[k, k]
        for i in k + 1..<max(k + 1, a.rows) {
            let factor = a[i, k] / a[k, k]
            for j in k..<a.columns { a[i, j] -= factor * a[k, j] }
        }
    }
    return result
}
