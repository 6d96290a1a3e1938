// The setting of theory and simulation of the tangent kernel: the ensemble, and the rates at which weights and biases learn.

/// A multilayer perceptron without random biases, and its learning rates (P4).
///
/// z^{l+1} = W^{l+1} phi(z^l), E W Wᵀ = C_W/n; weights learn at the rate lambda_W/n and biases, which start at zero, at
/// lambda_b(l).
public struct TangentSetting: Hashable, Codable, Sendable {
    public var nonlinearity: Nonlinearity
    public var ensemble: WeightEnsemble
    /// C_W; 1 is critical for tanh and erf.
    public var weightVariance: Double
    /// lambda_W.
    public var weightRate: Double
    public var biasRate: BiasRate
    /// K¹ = C_W |x|²/n_0, the kernel of the first layer.
    public var firstKernel: Double

    /// lambda_b(l), the rate of the biases of layer l = 1 ….
    public enum BiasRate: Hashable, Codable, Sendable {
        /// lambda_b = constant; 0 for biases that do not learn.
        case constant(Double)
        /// lambda_b(l) = constant/l: the choice of P4, and of PDLT where the kernel vanishes with depth.
        case overLayer(Double)

        /// lambda_b of layer l.
        public func value(layer: Int) -> Double {
            switch self {
            case .constant(let rate): rate
            case .overLayer(let rate): rate / Double(layer)
            }
        }
    }

    public init(
        _ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, weightVariance: Double = 1, weightRate: Double = 1,
        biasRate: BiasRate = .overLayer(1), firstKernel: Double = 1
    ) {
        self.nonlinearity = nonlinearity
        self.ensemble = ensemble
        self.weightVariance = weightVariance
        self.weightRate = weightRate
        self.biasRate = biasRate
        self.firstKernel = firstKernel
    }
}
