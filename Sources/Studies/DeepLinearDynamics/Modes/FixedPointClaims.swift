// P2-3: gradient descent ends at the best map of the rank that the hidden layer allows, since every other fixed point is a saddle.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import Randomness
import SignalPropagation

/// The curvature at every fixed point.
struct OnlyTheStrongestModesAreStable: Claim {
    let hidden = 2
    var id: String { "P2-3a" }
    var statement: String {
        """
        Of the fixed points of a linear network with $N_2$ hidden units only the one that keeps the $N_2$ strongest modes is stable; at the \
        others the least curvature is that of the theory, and negative.
        """
    }
    var source: String { "P2, section 2.1; curvatures derived" }
    var criterion: Criterion {
        .equals(0, within: 1e-12, because: "round-off of eigenvalues of order one of a Hessian of 20 × 20 elements, each a sum of products of order one")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (task, left, right) = try LinearSamples.task(), strengths = LinearSamples.strengths
        let points = TwoLayerFixedPoint.all(strengths: strengths, hidden: hidden)
        var items = try points.map { point in
            let found = try Self.leastCurvature(network(point, left, right), task)
            return Observation.Item("modes \(point.kept.map { String($0 + 1) }.joined(separator: ", "))", .exact(found - point.leastCurvature))
        }
        items.append(.init("stable ones besides modes 1, 2", .exact(Double(points.count { $0.isStable && $0.kept != [0, 1] }))))
        return .list(items, data: "least eigenvalue of the Hessian of all weights minus the theory's, at \(points.count) fixed points; \(hidden) hidden units, \(strengths.count) modes")
    }

    /// The network whose hidden unit i carries the i-th mode that is kept, √s in both layers.
    private func network(_ point: TwoLayerFixedPoint, _ left: Matrix, _ right: Matrix) throws -> LinearNetwork {
        func root(_ unit: Int) -> Double { unit < point.kept.count ? point.strengths[point.kept[unit]].squareRoot() : 0 }
        func mode(_ unit: Int) -> Int { unit < point.kept.count ? point.kept[unit] : 0 }
        return try LinearNetwork(weights: [
            Matrix(rows: hidden, columns: right.rows) { root($0) * right[$1, mode($0)] },
            Matrix(rows: left.rows, columns: hidden) { root($1) * left[$0, mode($1)] },
        ])
    }

    private static func leastCurvature(_ network: LinearNetwork, _ task: LinearTask) throws -> Double {
        let shapes = network.weights.map { ($0.rows, $0.columns) }, sizes = shapes.map { $0.0 * $0.1 }
        let count = sizes.reduce(0, +)
        var hessian = Matrix(rows: count, columns: count)
        for j in 0..<count {
            let direction = shapes.enumerated().map { l, shape in
                Matrix(rows: shape.0, columns: shape.1) { j == (l == 0 ? 0 : sizes[0]) + $0 + $1 * shape.0 ? 1 : 0 }
            }
            let column = try network.twoLayerHessian(times: direction, on: task).flatMap(\.elements)
            for i in 0..<count { hessian[i, j] = column[i] }
        }
        return try hessian.symmetricEigenvalues()[0]
    }
}

/// Gradient descent finds it.
struct DescentFindsTheBestMap: Claim {
    let hidden = 2
    let seeds = 10
    var id: String { "P2-3b" }
    var statement: String { "From small random weights gradient descent ends at the best map of rank $N_2$." }
    var source: String { "P2, section 2.1" }
    var criterion: Criterion {
        .less(than: 1e-6, because: "the slowest error decays as e^{−(s_2 − s_3)t/τ} once the modes are learnt, with s_2 − s_3 = 0.8 and t = 100τ, to far below this")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (task, left, right) = try LinearSamples.task(), strengths = LinearSamples.strengths
        let best = Matrix(rows: left.rows, columns: right.rows) { i, j in
            (0..<hidden).reduce(0) { $0 + strengths[$1] * left[i, $1] * right[j, $1] }
        }
        return .list(try (0..<seeds).map { seed in
            let stream = RandomStream(seed: UInt64(100 + seed))
            var network = try LinearNetwork(weights: [
                .gaussian(rows: hidden, columns: right.rows, deviation: 0.01, from: stream.substream(1)),
                .gaussian(rows: left.rows, columns: hidden, deviation: 0.01, from: stream.substream(2)),
            ])
            for _ in 0..<2000 { try network.step(rate: 0.05, on: task) }
            return .init("start \(seed + 1)", .exact(try network.map().largestDifference(from: best)))
        }, data: "largest difference from the best map after 2000 steps, 100τ; \(hidden) hidden units, \(strengths.count) modes, weights N(0, 0.01²)")
    }
}
