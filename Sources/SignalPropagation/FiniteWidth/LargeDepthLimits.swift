// Where the tensors of finite width tend at large depth, for critical sigmoids: C_W = 1, phi(z) = z - a z³/6 + …, a > 0.
//
// Then K → 1/(a l), and with biases that learn at the rate lambda_b/l Theta → lambda_b + lambda_W/a. The biases' share of Theta,
// v = lambda_b/(lambda_b + lambda_W/a), is all that remains of the setting. To leading order in 1/l the recursions are, for tensors in
// their units (small letters; r, s, t with the factor K) and x' the change per layer,
//
//   b' = -2b/l + 1 [orthogonal: 2/l²]                    f' = -3f/l + 1 [orthogonal: -2/l]
//   g' = -g/l - V/(K² l)                                 d' = -2d/l - v (2 + V/K²)/l
//   α' = -2α/l + v² (2 + V/K²)/l² - 2vd/l                p' = -3p/l - (1 + b)/l
//   q' = -3q/l - v (1 + f)/l                             r' = -3r/l - (1 + b + v p)/l
//   s' = -3s/l + (1 - v)(1 + b)/l                        t' = -3t/l + v² (1 + f)/l² - 2vq/l
//
// with V/K² → 2l/3, and -2 for orthogonal weights. Each has one solution that grows as l, or one limit.
import NetworkModels

/// The limits of the tensors in their units.
public struct LargeDepthLimits: Sendable {
    /// v.
    public let biasShare: Double
    public let ensemble: WeightEnsemble

    /// - Throws: `notSmooth` for nonlinearities other than tanh and erf; `invalidWeightVariance` away from criticality; `invalidRate` for
    ///   biases that learn at a constant rate, with which Theta grows without limit.
    public init(_ setting: TangentSetting) throws(SignalPropagationError) {
        let curvature: Double
        switch setting.nonlinearity {
        case .tanh: curvature = 2
        case .erf: curvature = .pi / 2
        case .linear, .relu, .hardTanh: throw .notSmooth(setting.nonlinearity.rawValue)
        }
        guard setting.weightVariance == 1 else { throw .invalidWeightVariance(setting.weightVariance) }
        switch setting.biasRate {
        case .constant(let rate):
            guard rate == 0 else { throw .invalidRate(rate) }
            biasShare = 0
        case .overLayer(let rate): biasShare = rate / (rate + setting.weightRate / curvature)
        }
        ensemble = setting.ensemble
    }

    /// The limit for orthogonal weights; the growth per layer for Gaussian ones.
    public subscript(correlator: Correlator) -> Double {
        let v = biasShare
        switch (correlator, ensemble) {
        case (.V, .gaussian): return 2.0 / 3
        case (.G1, .gaussian): return -1.0 / 3
        case (.A, .gaussian): return 4 * v * v / 27
        case (.B, .gaussian): return 1.0 / 3
        case (.D, .gaussian): return -2 * v / 9
        case (.F, .gaussian): return 0.25
        case (.P, .gaussian): return -1.0 / 12
        case (.Q, .gaussian): return -v / 16
        case (.R, .gaussian): return v / 48 - 1.0 / 12
        case (.S, .gaussian): return (1 - v) / 12
        case (.T, .gaussian): return v * v / 32
        case (.V, .orthogonal): return -2
        case (.G1, .orthogonal): return 2
        case (.F, .orthogonal): return -2.0 / 3
        case (.P, .orthogonal): return -1.0 / 3
        case (.Q, .orthogonal): return -v / 9
        case (.R, .orthogonal): return v / 9 - 1.0 / 3
        case (.S, .orthogonal): return (1 - v) / 3
        case (.T, .orthogonal): return 2 * v * v / 27
        case (.A, .orthogonal), (.B, .orthogonal), (.D, .orthogonal), (.U, _): return 0
        }
    }
}
