import LinearAlgebra
import NetworkModels
import Randomness
import Testing

@Suite struct WeightEnsembleTests {
    @Test func gaussianWeightsHaveVarianceByFanIn() throws {
        let (rows, columns, sigmaW) = (200, 300, 1.7)
        let w = try WeightEnsemble.gaussian.weightMatrix(rows: rows, columns: columns, sigmaW: sigmaW, from: RandomStream(seed: 1))
        let count = Double(rows * columns)
        let variance = w.elements.reduce(0) { $0 + $1 * $1 } / count
        let expected = sigmaW * sigmaW / Double(columns)
        // A mean of squares of normals has relative standard error √(2 / count).
        #expect(abs(variance / expected - 1) < 5 * (2 / count).squareRoot())
    }

    /// Up to the factor by which the outputs of each shape have the same variance.
    @Test(arguments: [(20, 20), (30, 12), (12, 30)])
    func orthogonalWeightsAreIsometriesOnTheSmallerSide(rows: Int, columns: Int) throws {
        let w = try WeightEnsemble.orthogonal.weightMatrix(rows: rows, columns: columns, sigmaW: 2, from: RandomStream(seed: 2))
        #expect(w.rows == rows && w.columns == columns)
        let gram = rows >= columns ? try w.transposedTimes(w) : try w.timesTransposed(w)
        let square = 4 * max(1, Double(rows) / Double(columns))
        let expected = Matrix(diagonal: [Double](repeating: square, count: min(rows, columns)))
        #expect(gram.largestDifference(from: expected) < 1000 * square * Double.ulpOfOne)
    }

    @Test func squareOrthogonalWeightsEqualTheReflectorsMatrix() throws {
        let stream = RandomStream(seed: 3)
        let w = try WeightEnsemble.orthogonal.weightMatrix(rows: 33, columns: 33, sigmaW: 1, from: stream)
        #expect(try w == HaarReflectors(dimension: 33, from: stream).matrix())
    }

    @Test(arguments: WeightEnsemble.allCases)
    func emptyShapesAreRefused(ensemble: WeightEnsemble) {
        #expect(throws: LinearAlgebraError.self) {
            try ensemble.weightMatrix(rows: 0, columns: 3, sigmaW: 1, from: RandomStream(seed: 1))
        }
    }
}
