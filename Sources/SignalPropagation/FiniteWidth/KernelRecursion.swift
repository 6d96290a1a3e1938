// The kernels of infinite width at several inputs: K of the preactivations and Theta, the tangent kernel, as m × m matrices,
//
//   K'_ab = C_W <phi(z_a) phi(z_b)>,   Theta'_ab = lambda_b(l + 1) + lambda_W <phi(z_a) phi(z_b)> + C_W Theta_ab <phi'(z_a) phi'(z_b)>,
//
// with (z_a, z_b) Gaussian of covariance K (Jacot, Gabriel and Hongler 2018). They are the same for Gaussian and orthogonal weights
// (Huang, Du and Xu 2021). ReLU and erf have closed forms (Cho and Saul 2009; Williams 1997); for tanh each pair is a short series
// (`HermiteSeries`), whose coefficients are computed once per input.
import Foundation
import LinearAlgebra
import NetworkModels

/// The kernels of one layer at m inputs.
public struct KernelMatrices: Sendable {
    /// l, counted from 1.
    public let layer: Int
    /// K and Theta, m × m.
    public let kernel, tangentKernel: Matrix
}

/// Carries the kernels of several inputs from layer to layer.
public struct KernelRecursion: Sendable {
    /// The setting; its first kernel does not count, as the inputs give it.
    public let setting: TangentSetting

    /// - Throws: `notSmooth` for hard tanh; `invalidWeightVariance`; `invalidRate`.
    public init(_ setting: TangentSetting) throws(SignalPropagationError) {
        guard setting.nonlinearity != .hardTanh else { throw .notSmooth(setting.nonlinearity.rawValue) }
        guard setting.weightVariance > 0, setting.weightVariance.isFinite else { throw .invalidWeightVariance(setting.weightVariance) }
        guard setting.weightRate > 0, setting.weightRate.isFinite else { throw .invalidRate(setting.weightRate) }
        let rate = setting.biasRate.value(layer: 1)
        guard rate >= 0, rate.isFinite else { throw .invalidRate(rate) }
        self.setting = setting
    }

    /// Layer 1.
    /// - Parameter inputs: the inputs' Gram matrix over their number of components, x_a · x_b/n_0, m × m.
    /// - Throws: `unsupportedVariance` for an input that is zero or far too large.
    public func first(inputs: Matrix) throws(SignalPropagationError) -> KernelMatrices {
        for a in 0..<inputs.rows {
            let variance = setting.weightVariance * inputs[a, a]
            guard CriticalPoint.supportedVariances.contains(variance) else { throw .unsupportedVariance(variance) }
        }
        let rate = setting.biasRate.value(layer: 1)
        return KernelMatrices(
            layer: 1, kernel: Matrix(rows: inputs.rows, columns: inputs.rows) { setting.weightVariance * inputs[$0, $1] },
            tangentKernel: Matrix(rows: inputs.rows, columns: inputs.rows) { rate + setting.weightRate * inputs[$0, $1] })
    }

    /// The layer after `old`.
    public func next(_ old: KernelMatrices) -> KernelMatrices {
        let count = old.kernel.rows, rate = setting.biasRate.value(layer: old.layer + 1)
        let averages = PairAverageRule(setting.nonlinearity, variances: (0..<count).map { old.kernel[$0, $0] })
        var (kernel, tangent) = (Matrix(rows: count, columns: count), Matrix(rows: count, columns: count))
        for a in 0..<count {
            for b in 0...a {
                let means = averages(a, b, covariance: old.kernel[a, b])
                let own = setting.weightVariance * means.activities
                let learnt = rate + setting.weightRate * means.activities + setting.weightVariance * old.tangentKernel[a, b] * means.slopes
                (kernel[a, b], kernel[b, a]) = (own, own)
                (tangent[a, b], tangent[b, a]) = (learnt, learnt)
            }
        }
        return KernelMatrices(layer: old.layer + 1, kernel: kernel, tangentKernel: tangent)
    }

    /// Layer `depth`.
    /// - Throws: `invalidDepth`; as `first(inputs:)`.
    public func matrices(inputs: Matrix, depth: Int) throws(SignalPropagationError) -> KernelMatrices {
        guard depth >= 1 else { throw .invalidDepth(depth) }
        var layer = try first(inputs: inputs)
        while layer.layer < depth { layer = next(layer) }
        return layer
    }
}
