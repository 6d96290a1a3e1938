// The networks that P3 compares. All are ReLU networks with Glorot's normal weights and biases that start at 0, under Adam and
// the cross-entropy; they differ in their skips, in what is asked of their biases, and in one normalised layer.
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// A kind of network.
public enum NetworkKind: Hashable, Codable, Sendable {
    case plain
    case residual
    /// With fixed orthogonal matrices folded twice, as in the paper.
    case hyperResidual
    /// Residual, with W - I in place of W at the start (the paper's ResMalInit).
    case maliciouslyInitialised
    /// Plain, with biases drawn to random targets (BiasReg), and the same with the middle layer normalised over the batch.
    case biasRegularised
    case biasRegularisedNormalised
    /// Plain, with biases drawn to 0 (BiasL2Reg), and with biases that start at the targets and are left alone (BiasInit).
    case biasDecayed
    case biasInitialised
    /// x_l = phi(h_l) + Q x_{l-1} with other matrices than the identity.
    case fixedSkips(SkipMatrix)

    /// As figures and tables call it.
    public var name: String {
        switch self {
        case .plain: "plain"
        case .residual: "residual"
        case .hyperResidual: "hyper-residual"
        case .maliciouslyInitialised: "residual, malicious start"
        case .biasRegularised: "BiasReg"
        case .biasRegularisedNormalised: "BiasReg + BN"
        case .biasDecayed: "BiasL2Reg"
        case .biasInitialised: "BiasInit"
        case .fixedSkips(.orthogonal(let folds)): folds == 0 ? "orthogonal skips" : "orthogonal skips, 1 in \(1 << folds) distinct"
        case .fixedSkips(.unitCircle(let decay)): "unit-circle skips, τ = \(NumberText.short(decay))"
        }
    }

    var skip: Skip {
        switch self {
        case .residual, .maliciouslyInitialised: .identity
        case .hyperResidual: .hyperResidual(.orthogonal(folds: 2))
        case .fixedSkips(let matrix): .fixed(matrix)
        case .plain, .biasRegularised, .biasRegularisedNormalised, .biasDecayed, .biasInitialised: .none
        }
    }

    /// Hidden layers of a network of this kind.
    func hidden(width: Int, depth: Int) -> HiddenLayers {
        HiddenLayers(
            width: width, count: depth, nonlinearity: .relu, skip: skip, normalised: self == .biasRegularisedNormalised ? depth / 2 : nil)
    }

    /// The objective, with the strength and the deviation that the choosers found.
    func objective(_ penalty: BiasPenalty) -> Objective {
        switch self {
        case .biasRegularised, .biasRegularisedNormalised: Objective(.crossEntropy, biasPenalty: penalty)
        case .biasDecayed: Objective(.crossEntropy, biasPenalty: BiasPenalty(strength: penalty.strength, deviation: 0))
        default: Objective(.crossEntropy)
        }
    }

    func start(_ penalty: BiasPenalty) -> NetworkStart {
        NetworkStart(
            .glorotNormal, biasDeviation: self == .biasInitialised ? penalty.deviation : 0, subtractsIdentity: self == .maliciouslyInitialised)
    }
}
