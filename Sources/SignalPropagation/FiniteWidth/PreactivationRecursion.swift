// The recursions of the preactivations alone, to first order in 1/n: they contain no derivative of phi, so they hold for ReLU too.
//
//   K' = C_W <s²>,   V' = C_W² (<s⁴> - <s²>² [orthogonal: - 2 <s²>²]) + chi² V,   chi = C_W <s² (z² - K)>/(2K²),
//   G1' = chi G1 + C_W V <s² (z⁴ - 6 z² K + 3 K²)>/(8 K⁴)
//
// (Roberts, Yaida and Hanin, chapter 4; the orthogonal term as in `TangentRecursion`). For ReLU at C_W = 2 all of this is
// explicit: K stays, chi = 1, <s⁴> = 3K²/2, so that V/K² grows by 5 per layer from 0, and for orthogonal weights by 3 from -2.
import NetworkModels

/// The preactivations of one layer, at one input.
public struct PreactivationStatistics: Hashable, Codable, Sendable {
    /// l, counted from 1.
    public let layer: Int
    /// K = E z².
    public let kernel: Double
    /// V, the connected four-point correlator, and G1, the kernel's correction: coefficients of 1/n.
    public let fourPoint, correction: Double
}

/// Carries K, V and G1 from layer to layer.
public struct PreactivationRecursion: Sendable {
    public let setting: TangentSetting

    /// - Throws: `notSmooth` for hard tanh, whose averages this quadrature does not resolve; `invalidWeightVariance`;
    ///   `unsupportedVariance` for the first kernel.
    public init(_ setting: TangentSetting) throws(SignalPropagationError) {
        guard setting.nonlinearity != .hardTanh else { throw .notSmooth(setting.nonlinearity.rawValue) }
        guard setting.weightVariance > 0, setting.weightVariance.isFinite else { throw .invalidWeightVariance(setting.weightVariance) }
        guard CriticalPoint.supportedVariances.contains(setting.firstKernel) else { throw .unsupportedVariance(setting.firstKernel) }
        self.setting = setting
    }

    /// Layers 1 … `depth` of a network of equal widths.
    /// - Throws: `invalidDepth`.
    public func statistics(depth: Int) throws(SignalPropagationError) -> [PreactivationStatistics] {
        guard depth >= 1 else { throw .invalidDepth(depth) }
        let kernel = setting.firstKernel
        var layers = [
            PreactivationStatistics(layer: 1, kernel: kernel, fourPoint: setting.ensemble == .orthogonal ? -2 * kernel * kernel : 0, correction: 0),
        ]
        while layers.count < depth { layers.append(next(layers[layers.count - 1])) }
        return layers
    }

    private func next(_ old: PreactivationStatistics) -> PreactivationStatistics {
        let layer = PreactivationLayer(LayerAverages(setting.nonlinearity, kernel: old.kernel), setting)
        return PreactivationStatistics(
            layer: old.layer + 1, kernel: layer.kernel, fourPoint: layer.fourPoint(after: old.fourPoint),
            correction: layer.correction(after: old.correction, fourPoint: old.fourPoint))
    }
}

/// One step of the recursions.
struct PreactivationLayer {
    private let K, C: Double
    private let isOrthogonal: Bool
    private let variance, quartic: Double
    /// <s²>, and <s² (z² - K)>.
    let activity, tiltedSquare: Double

    init(_ means: LayerAverages, _ setting: TangentSetting) {
        let square: (Nonlinearity.Jet) -> Double = { $0.value * $0.value }
        let k = means.kernel
        K = k
        C = setting.weightVariance
        isOrthogonal = setting.ensemble == .orthogonal
        activity = means.average { _, s in square(s) }
        tiltedSquare = means.tilted(square)
        variance = means.covariance(square, square)
        quartic = means.average { z, s in square(s) * (z * z * z * z - 6 * z * z * k + 3 * k * k) }
    }

    /// K of the next layer.
    var kernel: Double { C * activity }
    /// chi, the growth of a small change of K.
    var chi: Double { C * tiltedSquare / (2 * K * K) }

    func fourPoint(after V: Double) -> Double {
        C * C * (variance - (isOrthogonal ? 2 * activity * activity : 0)) + chi * chi * V
    }

    func correction(after G1: Double, fourPoint V: Double) -> Double { chi * G1 + C * V * quartic / (8 * K * K * K * K) }
}
