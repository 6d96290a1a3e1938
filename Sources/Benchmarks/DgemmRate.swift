// The upper limit of every rate here: that of dgemm on N × N matrices, in this process, now.
import LinearAlgebra
import Randomness

/// Flops per second of the best of `repeats` products of two N × N matrices.
func dgemmRate(_ n: Int, repeats: Int = 5) throws -> Double {
    let stream = RandomStream(seed: 1)
    let a = Matrix.gaussian(rows: n, columns: n, from: stream.substream(0))
    let b = Matrix.gaussian(rows: n, columns: n, from: stream.substream(1))
    let best = try (0..<repeats).map { _ in try timed { try a.times(b) }.seconds }.min() ?? .infinity
    return 2 * Double(n * n * n) / best
}
