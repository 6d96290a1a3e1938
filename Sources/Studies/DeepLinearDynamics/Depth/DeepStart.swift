// How the deep networks of figures 4 and 6 start, and what of a start takes part in learning.
//
// On whitened data gradient descent commutes with rotations of the inputs and of each hidden layer, and all updates stay in the spaces
// that Σ31, the first and the last matrix span. So a network whose hidden matrices are orthogonal is learnt *exactly* as a small one: in
// coordinates in which its hidden matrices are the identity, W^1 changes from and to the spaces
//
//     inputs: rows of Σ31, of W^D W^1 and of Σ31 W^1ᵀW^1;   hidden: rows of W^D and of W^D W^1 W^1ᵀ, columns of W^1 Σ31ᵀ,
//
// closed under W^1 and W^1ᵀ if W^1 has orthonormal rows or columns; at most 30 dimensions each for ten classes. Networks of 1000 hidden
// units cost what networks of 30 do. A random start has no such structure; only inputs that neither W^1 nor Σ31 sees are left out.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness

/// A kind of start of a deep linear network.
public enum DeepStart: String, Codable, Hashable, Sendable, CaseIterable {
    /// Haar-distributed orthogonal matrices.
    case orthogonal
    /// Every matrix but the last is what an autoencoder of its inputs learns from a small tied start on whitened data: the orthogonal
    /// factor of a Gaussian matrix, as all singular values tend to 1. The last is small and random, N(0, 0.01²).
    case pretrained
    /// Uniform with variance 2/(inputs + outputs).
    case glorotUniform

    package var displayName: String {
        switch self {
        case .orthogonal: "orthogonal"
        case .pretrained: "pretrained"
        case .glorotUniform: "scaled uniform"
        }
    }

    /// Deviation of the last matrix after pretraining (our choice: the deviation of figure 5's random start).
    static let lastDeviation = 0.01

    /// A network at this start with the task that it learns, both reduced to what takes part in learning.
    /// - Parameters:
    ///   - depth: D ≥ 2 matrices.
    ///   - width: N hidden units per layer.
    package func network(depth: Int, width: Int, task: LinearTask, seed: Int) throws -> (network: LinearNetwork, task: LinearTask) {
        guard depth >= 2 else { throw LinearAlgebraError.invalidParameter(name: "depth", value: "\(depth)", requirement: "at least 2") }
        let stream = RandomStream(seed: UInt64(seed)).substream(UInt64(depth))
        let (inputs, outputs) = (task.inputOutput.columns, task.inputOutput.rows)
        switch self {
        case .orthogonal, .pretrained:
            let first = try Matrix.semiOrthogonal(rows: width, columns: inputs, from: stream.substream(1))
            let last: Matrix =
                self == .orthogonal
                ? try .semiOrthogonal(rows: outputs, columns: width, from: stream.substream(2))
                : .gaussian(rows: outputs, columns: width, deviation: Self.lastDeviation, from: stream.substream(2))
            return try Self.reduced(first: first, last: last, depth: depth, task: task)
        case .glorotUniform:
            let weights = NetworkStart.Weights.glorotUniform
            var layers = [try weights.matrix(rows: width, columns: inputs, from: stream.substream(1))]
            for l in 1..<depth - 1 { layers.append(try weights.matrix(rows: width, columns: width, from: stream.substream(UInt64(2 + l)))) }
            layers.append(try weights.matrix(rows: outputs, columns: width, from: stream.substream(2)))
            return try Self.withoutUnseenInputs(LinearNetwork(weights: layers), task)
        }
    }

    /// The network on the inputs that W^1 or Σ31 sees.
    package static func withoutUnseenInputs(_ network: LinearNetwork, _ task: LinearTask) throws -> (network: LinearNetwork, task: LinearTask) {
        let first = network.weights[0]
        guard first.columns > first.rows + task.inputOutput.rows else { return (network, task) }
        let seen = try Matrix.orthonormalBasis([first.transposed, task.inputOutput.transposed])
        return (
            try LinearNetwork(weights: [first.times(seen)] + network.weights.dropFirst()),
            try LinearTask(inputOutput: task.inputOutput.times(seen), outputPower: task.outputPower)
        )
    }

    /// The network W^D · I ⋯ I · W^1 in the spaces that take part.
    package static func reduced(first: Matrix, last: Matrix, depth: Int, task: LinearTask) throws -> (network: LinearNetwork, task: LinearTask) {
        let target = task.inputOutput.transposed
        let (back, seen) = (try first.transposedTimes(last.transposed), try first.times(target))
        let inputs = try Matrix.orthonormalBasis([target, back, try first.transposedTimes(seen)])
        let hidden = try Matrix.orthonormalBasis([last.transposed, seen, try first.times(back)])
        let lower = try hidden.transposedTimes(first.times(inputs))
        let middle = [Matrix](repeating: .identity(hidden.columns), count: depth - 2)
        return (
            try LinearNetwork(weights: [lower] + middle + [try last.times(hidden)]),
            try LinearTask(inputOutput: task.inputOutput.times(inputs), outputPower: task.outputPower)
        )
    }
}

extension Matrix {
    /// Orthonormal rows or columns, whichever are fewer, uniformly distributed.
    static func semiOrthogonal(rows: Int, columns: Int, from stream: RandomStream) throws -> Matrix {
        rows >= columns
            ? try .haarByFactorisation(rows: rows, columns: columns, from: stream)
            : try haarByFactorisation(rows: columns, columns: rows, from: stream).transposed
    }

    /// An orthonormal basis of the space that the columns of some matrices span; directions below 1e-9 of the largest are round-off.
    static func orthonormalBasis(_ parts: [Matrix]) throws -> Matrix {
        let rows = parts.first?.rows ?? 0
        // Columns of unit length, so that a small matrix is not mistaken for round-off beside a large one.
        let columns = parts.flatMap { part in (0..<part.columns).map { part.column($0) } }.compactMap { column -> [Double]? in
            let norm = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return norm > 0 ? column.map { $0 / norm } : nil
        }
        let svd = try Matrix(rows: rows, columns: columns.count, elements: columns.flatMap(\.self)).singularValueDecomposition()
        let count = svd.values.prefix { $0 > 1e-9 * (svd.values.first ?? 0) }.count
        return Matrix(rows: rows, columns: count, elements: Array(svd.left.elements.prefix(rows * count)))
    }
}
