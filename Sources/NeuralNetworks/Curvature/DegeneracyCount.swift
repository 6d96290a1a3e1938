// How many eigenvalues of a Hessian count as degenerate and as negative, and how many must be zero whatever was learnt.
import LinearAlgebra
import NetworkModels

/// Shares of a spectrum.
public struct DegeneracyCount: Hashable, Codable, Sendable {
    /// Parameters, and so eigenvalues.
    public var parameters: Int
    /// The largest and the smallest eigenvalue.
    public var largest: Double
    public var smallest: Double
    /// Eigenvalues with |λ| < 1e-3, P3's definition.
    public var absolute: Int
    /// Eigenvalues with |λ| < 1e-4 λ_max: it does not depend on the loss's scale.
    public var relative: Int
    /// Eigenvalues below -1e-3, and below -1e-4 λ_max.
    public var negative: Int
    public var relativeNegative: Int
    /// Eigenvalues that are zero whatever was learnt: rows of zeros, which dead neurons and unused inputs leave, and shifts of all
    /// outputs, which the softmax does not see.
    public var forced: Int

    public static let absoluteThreshold = 1e-3
    public static let relativeThreshold = 1e-4

    public init(_ eigenvalues: [Double], forced: Int) {
        parameters = eigenvalues.count
        (largest, smallest) = (eigenvalues.max() ?? 0, eigenvalues.min() ?? 0)
        let scaled = Self.relativeThreshold * largest
        absolute = eigenvalues.count { abs($0) < Self.absoluteThreshold }
        relative = eigenvalues.count { abs($0) < scaled }
        negative = eigenvalues.count { $0 <= -Self.absoluteThreshold }
        relativeNegative = eigenvalues.count { $0 <= -scaled }
        self.forced = forced
    }

    private func share(_ count: Int) -> Double { Double(count) / Double(max(1, parameters)) }
    public var absoluteFraction: Double { share(absolute) }
    public var relativeFraction: Double { share(relative) }
    public var negativeFraction: Double { share(negative) }
    public var relativeNegativeFraction: Double { share(relativeNegative) }
    public var forcedFraction: Double { share(forced) }
    /// Of the eigenvalues that are not forced to be zero, the share with |λ| < 1e-3.
    public var unforcedFraction: Double { Double(max(0, absolute - forced)) / Double(max(1, parameters - forced)) }
}

extension BatchHessian {
    /// The dimension of what this Hessian cannot see, whatever the weights: parameters whose rows are zero, and the shifts of all
    /// outputs under the softmax, one for each neuron of the last hidden layer that is ever active, and one for the biases.
    ///
    /// Not counted: directions that are flat only at a stationary point, such as the rescaling of a ReLU neuron's weights.
    /// - Parameter matrix: the whole Hessian.
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func forcedNullity(of matrix: Matrix) -> Int {
        let p = matrix.rows
        let isZero = (0..<p).map { j in (0..<p).allSatisfy { matrix[$0, j] == 0 } }
        let zeros = isZero.count { $0 }
        guard plan.loss == .crossEntropy, let readout = plan.layout.layers.last else { return zeros }
        let hasBiases = plan.stack.hidden.hasBiases, start = p - readout.outputs * (readout.inputs + (hasBiases ? 1 : 0))
        let shifts = (0..<readout.inputs).count { i in (0..<readout.outputs).contains { !isZero[start + $0 * readout.inputs + i] } }
        return zeros + shifts + (hasBiases ? 1 : 0)
    }
}
