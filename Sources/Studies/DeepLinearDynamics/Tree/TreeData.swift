// The data of figure 3: items at the leaves of a binary tree, with features that change their sign on its branches now and
// then, as properties of animals do in evolution (P2, section 2.2).
import BuildGraph
import Foundation
import LinearAlgebra
import Randomness

/// Items with features from a branching diffusion, and their modes.
public struct TreeData: Target {
    /// 2^levels items.
    let levels: Int
    let features: Int
    /// How likely a feature flips on a branch.
    let flips: Double
    let seed: Int

    public init(levels: Int = 5, features: Int = 1000, flips: Double = 0.1, seed: Int) {
        (self.levels, self.features, self.flips, self.seed) = (levels, features, flips, seed)
    }

    /// Σ31 = U S Vᵀ, features × items, for orthonormal inputs, of which each is one item.
    public struct Value: Codable, Sendable {
        /// U, features × items.
        public var left: Matrix
        /// s, descending.
        public var strengths: [Double]
        /// V, items × items.
        public var right: Matrix
    }

    public func make(_ inputs: Inputs) throws -> Value { try value() }

    package func value() throws -> Value {
        let svd = try featureMatrix().singularValueDecomposition()
        return Value(left: svd.left, strengths: svd.values, right: svd.right)
    }

    /// The features ±1, features × items.
    package func featureMatrix() -> Matrix {
        let stream = RandomStream(seed: UInt64(seed)).substream(0x7265)
        var columns = [(0..<features).map { stream.uniform(UInt64($0)) < 0.5 ? -1.0 : 1 }]
        for level in 1...levels {
            columns = (0..<1 << level).map { node in
                let uniforms = stream.substream(UInt64(1 << level + node)).uniforms(features)
                return zip(columns[node / 2], uniforms).map { $1 < flips ? -$0 : $0 }
            }
        }
        return Matrix(rows: features, columns: columns.count, elements: columns.flatMap(\.self))
    }

    /// The strengths of the modes for infinitely many features, of norm `features` each: √(features λ), with the eigenvalues λ of the
    /// items' correlations (1 - 2 flips)^{2d}, d the height of the nearest common ancestor; one per group, with its multiplicity.
    package static func limit(levels: Int = 5, features: Int = 1000, flips: Double = 0.1) -> [(strength: Double, multiplicity: Int)] {
        func correlation(_ height: Int) -> Double { pow(1 - 2 * flips, 2 * Double(height)) }
        func sum(below height: Int) -> Double { (1..<max(1, height)).reduce(1.0) { $0 + exp2(Double($1 - 1)) * correlation($1) } }
        let top = sum(below: levels + 1)
        let others = (1...levels).reversed().map { height in
            (sum(below: height) - exp2(Double(height - 1)) * correlation(height), 1 << (levels - height))
        }
        return ([(top, 1)] + others).map { (strength: (Double(features) * $0.0).squareRoot(), multiplicity: $0.1) }
    }
}
