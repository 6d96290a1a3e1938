// Small networks with full matrices on which statements about all linear networks are tried.
import Foundation
import LinearAlgebra
import NeuralNetworks
import Randomness

enum LinearSamples {
    /// Strengths of the modes of the small task: all different, as the theory of fixed points asks.
    static let strengths = [3.0, 2, 1.2, 0.7, 0.3]

    /// Σ31 with these strengths between random directions, Σ11 = 1.
    static func task(strengths: [Double] = strengths, seed: UInt64 = 1) throws -> (task: LinearTask, left: Matrix, right: Matrix) {
        let stream = RandomStream(seed: seed), n = strengths.count
        let left = try Matrix.haarByFactorisation(rows: n, columns: n, from: stream.substream(1))
        let right = try Matrix.haarByFactorisation(rows: n, columns: n, from: stream.substream(2))
        let target = try left.times(Matrix(diagonal: strengths)).timesTransposed(right)
        return (try LinearTask(inputOutput: target, outputPower: 2 * strengths.reduce(0) { $0 + $1 * $1 }), left, right)
    }

    /// A random network of two matrices on a random task.
    static func shallow() throws -> (network: LinearNetwork, task: LinearTask) {
        let stream = RandomStream(seed: 2)
        func gaussian(_ rows: Int, _ columns: Int, _ number: UInt64) -> Matrix {
            .gaussian(rows: rows, columns: columns, deviation: 0.5, from: stream.substream(number))
        }
        return (
            try LinearNetwork(weights: [gaussian(4, 5, 1), gaussian(3, 4, 2)]),
            try LinearTask(inputOutput: gaussian(3, 5, 3), inputVariances: [1, 0.5, 2, 0.1, 0.3], outputPower: 10)
        )
    }

    /// A decoupled balanced start W^l = R_{l+1} diag(u0^{1/D}) R_lᵀ with random hidden rotations, R_1 = V and R_{D+1} = U.
    static func decoupled(depth: Int, start: [Double], left: Matrix, right: Matrix) throws -> LinearNetwork {
        let stream = RandomStream(seed: 3), n = start.count
        let hidden = try (1..<depth).map { try Matrix.haarByFactorisation(rows: n, columns: n, from: stream.substream(UInt64($0))) }
        let frames = [right] + hidden + [left], layer = Matrix(diagonal: start.map { pow($0, 1 / Double(depth)) })
        return try LinearNetwork(weights: (0..<depth).map { try frames[$0 + 1].times(layer).timesTransposed(frames[$0]) })
    }
}
