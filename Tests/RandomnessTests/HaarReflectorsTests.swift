import LinearAlgebra
import Randomness
import Testing

@Suite struct HaarReflectorsTests {
    @Test(arguments: [1, 2, 3, 63, 64, 65, 66, 129, 200])
    func theMatrixIsOrthogonal(n: Int) throws {
        let q = try HaarReflectors(dimension: n, from: RandomStream(seed: UInt64(n))).matrix()
        // N reflectors, each orthogonal to a few ulps: errors add up to less than N ulps per element.
        #expect(try q.transposedTimes(q).largestDifference(from: .identity(n)) < 20 * Double(n) * Double.ulpOfOne)
    }

    @Test(arguments: [1, 2, 17, 64, 65, 130, 193], [3, 16, 64, 100])
    func blocksAgreeWithOneReflectorAfterTheOther(n: Int, block: Int) throws {
        var reflectors = try HaarReflectors(dimension: n, blockSize: block)
        reflectors.drawVectors(from: RandomStream(seed: 4))
        try reflectors.combineBlocks()
        let operand = Matrix.gaussian(rows: n, columns: 7, from: RandomStream(seed: 5))
        var (blocked, plain) = (operand, operand)
        try reflectors.apply(to: &blocked)
        plain.withBlock {
            $0.scaleRows(by: reflectors.signs)
            reflectors.applyReflectorsOneByOne(to: $0)
        }
        // Both are backward stable; columns have norm √N, so elements differ by at most O(N √N) ulps.
        let tolerance = 20 * Double(n) * Double(n).squareRoot() * Double.ulpOfOne
        #expect(blocked.largestDifference(from: plain) < tolerance)
        #expect(try reflectors.matrix().times(operand).largestDifference(from: plain) < tolerance)
        // The two orientations are each other's inverses.
        var rows = operand.transposed
        rows.withBlock {
            reflectors.multiplyFromRight($0, .transposed)
            reflectors.multiplyFromRight($0, .plain)
        }
        #expect(rows.largestDifference(from: operand.transposed) < tolerance)
        var vector = operand.column(2)
        try reflectors.apply(to: &vector)
        #expect(vector == plain.column(2))
    }

    @Test func theFirstColumnIsTheFirstGaussianVectorNormalised() throws {
        // Q e₁ = z₁/|z₁| pins the signs: Q is the QR factor with positive diagonal, not merely some orthogonal matrix.
        let stream = RandomStream(seed: 21)
        let z = stream.normals(50, from: HaarReflectors.firstNormal(ofLength: 50))
        let norm = z.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let column = try HaarReflectors(dimension: 50, from: stream).matrix().column(0)
        for (q, z) in zip(column, z) { #expect(abs(q - z / norm) < 1000 * Double.ulpOfOne) }
    }

    @Test func drawingAgainIntoTheSameStorageForgetsTheOldMatrix() throws {
        var reused = try HaarReflectors(dimension: 70, from: RandomStream(seed: 1))
        reused.drawVectors(from: RandomStream(seed: 2))
        try reused.combineBlocks()
        #expect(try reused.matrix() == HaarReflectors(dimension: 70, from: RandomStream(seed: 2)).matrix())
    }

    @Test(arguments: [1, 2, 3, 33, 200])
    func aVectorMeetsTheSameMatrixWhetherItIsKeptOrNot(n: Int) throws {
        let stream = RandomStream(seed: 6)
        var (kept, passing) = (RandomStream(seed: 7).normals(n), RandomStream(seed: 7).normals(n))
        try HaarReflectors(dimension: n, from: stream).apply(to: &kept)
        HaarReflectors.apply(drawnFrom: stream, to: &passing)
        // N reflectors, each accurate to a few ulps of the vector's norm √N.
        let tolerance = 20 * Double(n) * Double(n).squareRoot() * Double.ulpOfOne
        #expect(zip(kept, passing).allSatisfy { abs($0 - $1) < tolerance })
    }

    @Test func eachVectorTakesItsOwnNormals() {
        // Each length takes whole groups of 32, and begins where the previous one ends.
        var expected: UInt64 = 0
        for length in 1...200 {
            #expect(HaarReflectors.firstNormal(ofLength: length) == expected)
            expected += UInt64((length + 31) / 32 * 32)
        }
    }

    @Test func operandsOfAnotherShapeAreRejected() throws {
        let q = try HaarReflectors(dimension: 4, from: RandomStream(seed: 1))
        var (matrix, vector) = (Matrix(rows: 5, columns: 2), [1.0, 2])
        #expect(throws: LinearAlgebraError.self) { try q.apply(to: &matrix) }
        #expect(throws: LinearAlgebraError.self) { try q.apply(to: &vector) }
        #expect(throws: LinearAlgebraError.self) { try HaarReflectors(dimension: 0, from: RandomStream(seed: 1)) }
    }
}
