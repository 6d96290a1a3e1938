// Our question, which joins P3 to P1: what the isometry of a network's Jacobian does to the Hessian of the same network, before
// it learns anything. The networks differ in their weights, nonlinearity and skips; all are as deep and as wide as each other.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Untrained networks, their Jacobians and their Hessians.
public struct IsometricNetworks: Encodable, Sendable {
    /// A kind of untrained network.
    struct Kind: Hashable, Codable, Sendable {
        var name: String
        var skip: Skip
        /// At criticality; nil for P3's ReLU networks with Glorot's weights.
        var initialisation: Initialisation?
    }

    let kinds: [Kind]
    let depth: Int
    let width: Int
    let inputs: Int
    let samples: Int
    /// Indexed by kind and network.
    let trainings: [[Input<TrainingRecord>]]
    let curvatures: [[Input<[CurvaturePoint]>]]

    init(_ scale: CurvatureScale, on images: TrainingImages, inputs: Int, seeds: [Int]) {
        let setting = scale.setting
        (depth, width, samples, self.inputs) = (setting.depth, setting.width, scale.samples, inputs)
        let critical = [
            Initialisation(.tanh, .orthogonal, qStar: 1.0 / 64), Initialisation(.tanh, .orthogonal, qStar: 1),
            Initialisation(.tanh, .gaussian, qStar: 1.0 / 64), Initialisation(.tanh, .gaussian, qStar: 1),
            Initialisation(.relu, .orthogonal), Initialisation(.relu, .gaussian),
        ]
        let kinds = critical.map { Kind(name: $0.name, skip: .none, initialisation: $0) }
            + [NetworkKind.plain, .residual, .hyperResidual].map { Kind(name: "\($0.name) ReLU, Glorot", skip: $0.skip, initialisation: nil) }
        let plans = kinds.map { kind in
            TrainingPlan(
                hidden: HiddenLayers(
                    width: setting.width, count: setting.depth, nonlinearity: kind.initialisation?.nonlinearity ?? .relu, skip: kind.skip),
                beginning: kind.initialisation.map { .critical($0.ensemble, $0.point, chi: 1) } ?? .drawn(NetworkStart(.glorotNormal), inputMeanSquare: 1),
                optimiser: .adam, batchSize: setting.batchSize, steps: 0, heldOut: .training(setting.accuracyImages),
                probes: [Probe(.parameters, after: [0]), Probe(.jacobian(images: setting.jacobianImages), after: [0])])
        }
        let trainings = plans.map { plan in seeds.map { Input(Training(plan: plan, rate: setting.rate, seed: $0, images: images)) } }
        (self.kinds, self.trainings) = (kinds, trainings)
        curvatures = plans.indices.map { kind in
            seeds.indices.map { k in
                Input(NetworkCurvature(plan: plans[kind], seed: seeds[k], images: images, training: trainings[kind][k], samples: scale.samples))
            }
        }
    }
}

/// What the claims about them observe.
package struct IsometryOfHessians {
    /// One kind of network, network by network.
    package struct Kind {
        package var name: String
        /// <λ>²/<λ²> of J Jᵀ: 1 for an isometry.
        package var conditioning: [Double]
        /// The share of the Hessian's eigenvalues with |λ| < 1e-4 λ_max.
        package var degeneracy: [Double]

        package init(_ name: String, conditioning: [Double], degeneracy: [Double]) {
            (self.name, self.conditioning, self.degeneracy) = (name, conditioning, degeneracy)
        }
    }

    /// The first is orthogonal tanh near isometry, the third Gaussian tanh at the same q*.
    package var kinds: [Kind]

    package init(_ kinds: [Kind]) { self.kinds = kinds }

    package func observation(of question: IsometryQuestion) -> Observation {
        switch question {
        case .isometryHelpsTheHessian:
            return Observation(.value(.sample(zip(kinds[2].degeneracy, kinds[0].degeneracy).map { $0 - $1 })))
        case .degeneracyFollowsIsometry:
            let count = kinds.map(\.degeneracy.count).min() ?? 0
            return Observation(.value(.sample((0..<count).map { k in
                Moments.rankCorrelation(kinds.map { -$0.conditioning[k] }, kinds.map { $0.degeneracy[k] })
            })))
        }
    }
}

extension Inputs {
    func records(of networks: IsometricNetworks) throws -> IsometryOfHessians {
        IsometryOfHessians(try networks.kinds.indices.map { kind in
            IsometryOfHessians.Kind(
                networks.kinds[kind].name, conditioning: try self[networks.trainings[kind]].map { $0.jacobians.first?.conditioning ?? .nan },
                degeneracy: try self[networks.curvatures[kind]].map { $0.first?.count.relativeFraction ?? .nan })
        })
    }
}
