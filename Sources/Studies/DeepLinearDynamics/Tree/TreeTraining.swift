// Gradient descent on the tree's items, y = W³² φ(W²¹ x), φ linear or tanh, from small random weights.
//
// The readout is linear, so that a rotation of the features is a symmetry of the training. The features are rotated to U and the
// space beside it that the first W³² reaches, which has no more dimensions than there are hidden units: of 1000 outputs, 64
// remain, and the training is the same up to round-off.
import BuildGraph
import Foundation
import LinearAlgebra
import NetworkModels
import Randomness
import SignalPropagation

/// How a network with one hidden layer learns the tree.
public struct TreeSetting: Encodable, Hashable, Sendable {
    /// N_2.
    var hidden: Int
    /// Rate, per epoch of full-batch gradient descent; its inverse is tau.
    package var rate = 0.5e-3
    /// u0: the mean initial strength of the growing part of each mode.
    package var start = 1e-6
    /// Modes that are observed, from 1.
    var modes: [Int]
    /// Epochs after which a training ends in any case.
    var longest = 4000
    /// Epochs between points of a course.
    var stride = 5

    package init(hidden: Int = 32, modes: [Int] = [1, 2, 3, 5, 12, 18, 31]) { (self.hidden, self.modes) = (hidden, modes) }

    /// Deviation of the weights. Of a mode with layers a, b in N_2 dimensions the part (a + b)/2 grows and begins with the strength
    /// |a + b|²/4, whose mean is N_2 σ²/2.
    package var deviation: Double { (2 * start / Double(hidden)).squareRoot() }

    /// The epochs in which a mode of the theory gets from u0 to half of its strength.
    func halfTime(strength: Double) throws -> Double {
        try ModeDynamics(depth: 2, strength: strength, timeConstant: 1 / rate).time(from: start, to: strength / 2)
    }
}

/// What is recorded of a training.
public struct TreeCourse: Codable, Sendable, Equatable {
    /// Epochs to half of each observed mode's strength, interpolated; nil if it was not reached.
    public var halfTimes: [Double?]
    /// Strengths over the mode's own, every `stride` epochs: one list per observed mode.
    public var shares: [[Double]]

    package init(halfTimes: [Double?], shares: [[Double]]) { (self.halfTimes, self.shares) = (halfTimes, shares) }
}

/// One training from one random start.
public struct TreeTraining: Target {
    let data: Input<TreeData.Value>
    let setting: TreeSetting
    /// Linear or tanh.
    let nonlinearity: Nonlinearity
    let seed: Int

    public var words: [String] { [nonlinearity.displayName, "seed \(seed)"] }

    public func make(_ inputs: Inputs) throws -> TreeCourse {
        let tree = try inputs[data]
        var network = try TreeNetwork(tree, setting, nonlinearity, stream: RandomStream(seed: UInt64(seed)))
        let wanted = setting.modes.map { $0 - 1 }
        var course = TreeCourse(halfTimes: wanted.map { _ in nil }, shares: wanted.map { _ in [] })
        var before = [Double](repeating: 0, count: wanted.count)
        for epoch in 0...setting.longest {
            let output = try network.output()
            for (k, mode) in wanted.enumerated() {
                let share = network.strength(of: mode, in: output) / tree.strengths[mode]
                if epoch % setting.stride == 0 { course.shares[k].append(share) }
                if course.halfTimes[k] == nil, share >= 0.5 {
                    course.halfTimes[k] = Double(epoch) - (share > before[k] ? (share - 0.5) / (share - before[k]) : 0)
                }
                before[k] = share
            }
            if course.halfTimes.allSatisfy({ $0 != nil }), before.allSatisfy({ $0 > 0.95 }) { break }
            try network.step(output: output, rate: setting.rate)
        }
        return course
    }
}

/// The network in rotated coordinates.
package struct TreeNetwork {
    /// W²¹, hidden × items, and W³², (items + hidden) × hidden.
    package private(set) var lower, upper: Matrix
    /// Σ31 in the same coordinates.
    let target: Matrix
    private let right: Matrix
    private let nonlinearity: Nonlinearity

    package init(_ tree: TreeData.Value, _ setting: TreeSetting, _ nonlinearity: Nonlinearity, stream: RandomStream) throws {
        let (features, items, hidden) = (tree.left.rows, tree.right.rows, setting.hidden)
        self.nonlinearity = nonlinearity
        right = tree.right
        lower = .gaussian(rows: hidden, columns: items, deviation: setting.deviation, from: stream.substream(1))
        let whole = Matrix.gaussian(rows: features, columns: hidden, deviation: setting.deviation, from: stream.substream(2))
        let inside = try tree.left.transposedTimes(whole), projected = try tree.left.times(inside)
        let beside = Matrix(rows: features, columns: hidden) { whole[$0, $1] - projected[$0, $1] }
        let triangle = try beside.triangularFactor()
        upper = Matrix(rows: items + hidden, columns: hidden) { $0 < items ? inside[$0, $1] : triangle[$0 - items, $1] }
        let (strengths, v) = (tree.strengths, tree.right)
        target = Matrix(rows: items + hidden, columns: items) { $0 < items ? strengths[$0] * v[$1, $0] : 0 }
    }

    private var activations: Matrix {
        Matrix(rows: lower.rows, columns: lower.columns, elements: lower.elements.map(nonlinearity.value))
    }

    /// W³² φ(W²¹), the outputs for all items.
    package func output() throws -> Matrix { try upper.times(activations) }

    /// u_k: element k of the diagonal of Uᵀ Σ31 V with the outputs for the features.
    package func strength(of mode: Int, in output: Matrix) -> Double {
        (0..<output.columns).reduce(0) { $0 + output[mode, $1] * right[$1, mode] }
    }

    /// One epoch of gradient descent on half the squared error of all items.
    package mutating func step(output: Matrix, rate: Double) throws {
        let error = Matrix(rows: target.rows, columns: target.columns, elements: zip(target.elements, output.elements).map { $0 - $1 })
        let back = try upper.transposedTimes(error), change = try error.timesTransposed(activations)
        upper = Matrix(rows: upper.rows, columns: upper.columns, elements: zip(upper.elements, change.elements).map { $0 + rate * $1 })
        let slopes = lower.elements.map(nonlinearity.derivative)
        lower = Matrix(
            rows: lower.rows, columns: lower.columns,
            elements: zip(lower.elements, zip(back.elements, slopes)).map { $0 + rate * $1.0 * $1.1 })
    }
}
