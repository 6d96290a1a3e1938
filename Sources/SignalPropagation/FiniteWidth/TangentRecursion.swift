// The recursions of the tensors of finite width, to first order in 1/n, at one input.
//
// Gaussian weights: Roberts, Yaida and Hanin, The Principles of Deep Learning Theory, chapters 4, 8 and 11. Orthogonal weights:
// with Haar moments
//
//   E (OAOᵀ)_11 (OBOᵀ)_22 = [(n + 1) tr A tr B - 2 tr AB]/(n(n - 1)(n + 2)),
//   E (OAOᵀ)_12 (OBOᵀ)_12 = [n tr AB - tr A tr B]/(n(n - 1)(n + 2))
//
// the pairing of weight -1/n counts only beside a product of two traces of order n², as in (tr phi phiᵀ)², (tr M)² and
// tr(phi phiᵀ) tr M with M = diag(phi') H diag(phi'). So V, B and F have additional terms, and all others depend on
// orthogonality only through these three. Rates of biases enter through Theta alone: a bias adds the same constant to every
// kernel, and the second derivatives of a preactivation with respect to a bias of its own layer vanish.
//
// Symbols: s = phi, s1 = phi', s2, s3 its further derivatives; C = C_W, w = lambda_W; <f> averages over N(0, K);
// Omega = w s² + C Theta s1², the tangent kernel's share of a neuron; tilted f = <f (z² - K)>.
import NetworkModels

/// Carries the statistics of finite width from layer to layer.
public struct TangentRecursion: Sendable {
    public let setting: TangentSetting

    /// - Throws: `SignalPropagationError`, naming a setting that the recursions do not cover.
    public init(_ setting: TangentSetting) throws(SignalPropagationError) {
        try setting.validate()
        self.setting = setting
    }

    /// The statistics of layers 1 … `depth` of a network of equal widths.
    /// - Throws: `invalidDepth`.
    public func statistics(depth: Int) throws(SignalPropagationError) -> [FiniteWidthStatistics] {
        guard depth >= 1 else { throw .invalidDepth(depth) }
        var layers = [first]
        while layers.count < depth { layers.append(next(layers[layers.count - 1])) }
        return layers
    }

    /// Layer 1, whose input is fixed: with orthogonal weights z is uniform on a sphere.
    public var first: FiniteWidthStatistics {
        let kernel = setting.firstKernel
        let tangent = setting.biasRate.value(layer: 1) + setting.weightRate * kernel / setting.weightVariance
        let fourPoint = setting.ensemble == .orthogonal ? -2 * kernel * kernel : 0
        return FiniteWidthStatistics(layer: 1, kernel: kernel, tangentKernel: tangent) { $0 == .V ? fourPoint : 0 }
    }

    /// The layer after `old`.
    /// - Parameter widthRatio: n_l/n_{l-1}, where n_l is the width of the layer that `old` describes: tensors count in units of
    ///   one over the width before.
    public func next(_ old: FiniteWidthStatistics, widthRatio: Double = 1) -> FiniteWidthStatistics {
        let means = LayerAverages(setting.nonlinearity, kernel: old.kernel)
        let isOrthogonal = setting.ensemble == .orthogonal
        let (C, w, K, Theta) = (setting.weightVariance, setting.weightRate, old.kernel, old.tangentKernel)
        func carried(_ correlator: Correlator) -> Double { widthRatio * old[correlator] }
        let (V, B, D, F) = (carried(.V), carried(.B), carried(.D), carried(.F))
        let (P, Q) = (carried(.P), carried(.Q))

        // Kernels of infinite width.
        let square: (Nonlinearity.Jet) -> Double = { $0.value * $0.value }
        let slopeSquare: (Nonlinearity.Jet) -> Double = { $0.first * $0.first }
        let omega: (Nonlinearity.Jet) -> Double = { w * $0.value * $0.value + C * Theta * $0.first * $0.first }
        let p = means.average { _, s in slopeSquare(s) }
        let layer = PreactivationLayer(means, setting)
        let (kernel, activity, chi, tiltedSquare) = (layer.kernel, layer.activity, layer.chi, layer.tiltedSquare)
        let tangent = setting.biasRate.value(layer: old.layer + 1) + w * activity + C * Theta * p
        let (G1, newV) = (layer.correction(after: carried(.G1), fourPoint: V), layer.fourPoint(after: V))

        // The tangent kernel's covariances with preactivations and with itself.
        let tiltedOmega = means.tilted(omega)
        let newD = C * means.covariance(square, omega) + C * V * tiltedSquare * tiltedOmega / (4 * K * K * K * K) + C * chi * p * D
        let newA = means.covariance(omega, omega) + V * tiltedOmega * tiltedOmega / (4 * K * K * K * K) + C * C * p * p * carried(.A)
            + C * p * tiltedOmega * D / (K * K)
        let slopeQuartic = means.average { _, s in slopeSquare(s) * slopeSquare(s) }
        let newB = C * C * ((slopeQuartic - (isOrthogonal ? p * p : 0)) * Theta * Theta + p * p * B)
        let zss1 = means.average { z, s in z * s.value * s.first }
        let plainF = C * C * (means.average { _, s in square(s) * slopeSquare(s) } * Theta + zss1 * zss1 / (K * K) * F)
        let newF = plainF - (isOrthogonal ? C * C * activity * p * Theta : 0)

        // Descendants.
        let curved = means.average { _, s in s.second * s.value * slopeSquare(s) }
        let s2s = means.average { _, s in s.second * s.value }
        let zs2s1 = means.average { z, s in z * s.second * s.first }
        let s2s2 = means.average { _, s in s.second * s.second }
        let s3s1 = means.average { _, s in s.third * s.first }
        let bent = means.average { _, s in s.second * s.second * slopeSquare(s) }
        let newP = C * C * (curved * Theta * Theta + p * ((s2s + p) * P + s2s * B))
        let mixed = curved * Theta * Theta + Theta * zs2s1 * zss1 * F / (K * K) + p * (s2s + p) * Q
        let newQ = C * C * mixed + w / C * plainF
        let cube = Theta * Theta * Theta
        let newU = C * C * (bent * cube + p * p * carried(.U))
        let newS = C * w * slopeQuartic * Theta * Theta + C * p * (w * p + C * Theta * s2s2) * B + C * C * (bent * cube + p * p * carried(.S))
        let newR = w * C * curved * Theta * Theta + C * p * w * (s2s * B + (s2s + p) * P)
            + C * C * (means.average { _, s in s.third * s.first * slopeSquare(s) } * cube
                + p * Theta * (s3s1 * B + (s3s1 + s2s2) * P) + p * p * carried(.R))
        let newT = w * w / (C * C) * plainF + 2 * C * w * mixed
            + C * C * (bent * cube + Theta * Theta * zs2s1 * zs2s1 * F / (K * K) + 2 * Theta * p * (s3s1 + s2s2) * Q + p * p * carried(.T))

        return FiniteWidthStatistics(layer: old.layer + 1, kernel: kernel, tangentKernel: tangent) { correlator in
            switch correlator {
            case .G1: G1
            case .V: newV
            case .A: newA
            case .B: newB
            case .D: newD
            case .F: newF
            case .P: newP
            case .Q: newQ
            case .R: newR
            case .S: newS
            case .T: newT
            case .U: newU
            }
        }
    }
}

extension TangentSetting {
    /// Rejects settings that the recursions do not cover.
    /// - Throws: `notSmooth` for a nonlinearity with kinks; `invalidWeightVariance`; `invalidRate`; `unsupportedVariance` for the
    ///   first kernel.
    fileprivate func validate() throws(SignalPropagationError) {
        guard nonlinearity.isSmooth else { throw .notSmooth(nonlinearity.rawValue) }
        guard weightVariance > 0, weightVariance.isFinite else { throw .invalidWeightVariance(weightVariance) }
        guard weightRate > 0, weightRate.isFinite else { throw .invalidRate(weightRate) }
        let biasRate = biasRate.value(layer: 1)
        guard biasRate >= 0, biasRate.isFinite else { throw .invalidRate(biasRate) }
        guard CriticalPoint.supportedVariances.contains(firstKernel) else { throw .unsupportedVariance(firstKernel) }
    }
}
