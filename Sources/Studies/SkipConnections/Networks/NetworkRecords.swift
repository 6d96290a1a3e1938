// What the claims about trained networks observe in records of trainings. Kinds are compared network by network.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The trainings of many kinds of networks.
public struct ComparedNetworks: Encodable, Sendable {
    let setting: TrainingSetting
    let inputs: Int
    let penalty: Input<ChosenPenalty.Value>
    let kinds: [NetworkKind]
    /// Indexed by kind and network.
    let trainings: [[Input<TrainingRecord>]]
    let gradients: [[Input<SignalGradients.Value>]]
    /// The decays of unit-circle skips, ascending.
    let decays: [Double]

    init(_ scale: NetworksScale, on images: TrainingImages, inputs: Int, seeds: [Int]) {
        let setting = scale.setting
        (self.setting, self.inputs, decays) = (setting, inputs, scale.decays)
        let penalty = Input(ChosenPenalty(
            strengths: scale.strengths, deviations: scale.deviations, networks: scale.choosers, setting, on: images))
        let kinds: [NetworkKind] =
            [.plain, .residual, .maliciouslyInitialised, .biasRegularised, .biasRegularisedNormalised, .biasDecayed, .biasInitialised]
            + (0...scale.folds).map { .fixedSkips(.orthogonal(folds: $0)) } + scale.decays.map { .fixedSkips(.unitCircle(decay: $0)) }
        let trainings = kinds.map { kind in
            seeds.map { seed -> Input<TrainingRecord> in
                kind.asksForBiases
                    ? Input(PenalisedTraining(kind: kind, setting: setting, penalty: penalty, seed: seed, images: images))
                    : Input(Training(plan: setting.plan(kind), rate: setting.rate, seed: seed, images: images))
            }
        }
        (self.penalty, self.kinds, self.trainings) = (penalty, kinds, trainings)
        gradients = zip(kinds, trainings).map { kind, trainings in
            zip(seeds, trainings).map { seed, training in
                Input(SignalGradients(
                    kind: kind, setting: setting, penalty: penalty, seed: seed, images: images, training: training,
                    samples: scale.gradientSamples))
            }
        }
    }
}

extension NetworkKind {
    var asksForBiases: Bool { [.biasRegularised, .biasRegularisedNormalised, .biasDecayed, .biasInitialised].contains(self) }
}

/// The records of those trainings.
package struct NetworkRecords {
    /// One kind of network.
    package struct Kind {
        package var kind: NetworkKind
        /// The training accuracy after the last step, network by network.
        package var ends: [Double]
        /// ln of the gradient with respect to the last hidden layer's signals over that with respect to the first's, averaged over
        /// the snapshots after the first step, network by network.
        package var decays: [Double]

        package init(_ kind: NetworkKind, ends: [Double], decays: [Double]) { (self.kind, self.ends, self.decays) = (kind, ends, decays) }
    }

    package var kinds: [Kind]
    /// Whether the chosen penalty is at the edge of its grid.
    var isPenaltyAtEdge: Bool

    package init(_ kinds: [Kind], isPenaltyAtEdge: Bool = false) { (self.kinds, self.isPenaltyAtEdge) = (kinds, isPenaltyAtEdge) }

    private func ends(_ kind: NetworkKind) -> [Double] { kinds.first { $0.kind == kind }?.ends ?? [] }
    private func decays(_ kind: NetworkKind) -> [Double] { kinds.first { $0.kind == kind }?.decays ?? [] }

    private func sample(_ kinds: NetworkKind..., value: ([Double]) -> Double) -> Observation {
        let all = kinds.map(ends), count = all.map(\.count).min() ?? 0
        return Observation(.value(.sample((0..<count).map { k in value(all.map { $0[k] }) })))
    }

    package func observation(of question: NetworkQuestion) -> Observation {
        switch question {
        case .biasRegularisedBeatsPlain: byPenalty(sample(.biasRegularised, .plain) { $0[0] - $0[1] })
        case .biasDecayIsNearPlain: byPenalty(sample(.biasRegularised, .plain, .biasDecayed) { 0.5 * ($0[0] - $0[1]) - ($0[2] - $0[1]) })
        case .biasRegularisedBeatsBiasInitialised: byPenalty(sample(.biasRegularised, .biasInitialised) { $0[0] - $0[1] })
        case .residualBeatsBiasRegularised: byPenalty(sample(.residual, .biasRegularised) { $0[0] - $0[1] })
        case .gradientsVanishWithoutSkips:
            Observation(.list([NetworkKind.plain, .biasRegularised].map { Observation.Item($0.name, .sample(decays($0))) }))
        case .gradientsStayWithSkips: Observation(.value(.sample(decays(.residual))))
        case .normalisationClosesTheGap:
            byPenalty(sample(.residual, .biasRegularised, .biasRegularisedNormalised) { ($0[2] - $0[1]) - 0.5 * ($0[0] - $0[1]) })
        case .orthogonalSkipsServe: sample(.fixedSkips(.orthogonal(folds: 0)), .residual) { $0[0] - $0[1] }
        case .foldsCost: slopes { if case .fixedSkips(.orthogonal(let folds)) = $0 { Double(folds) } else { nil } }
        case .decayCosts: slopes { if case .fixedSkips(.unitCircle(let decay)) = $0 { decay } else { nil } }
        case .maliciousStartCostsLittle:
            sample(.residual, .plain, .maliciouslyInitialised) { 0.5 * ($0[0] - $0[1]) - ($0[0] - $0[2]) }
        }
    }

    /// In doubt if a better penalty may lie outside the grid, which can only have made BiasReg look worse.
    private func byPenalty(_ observation: Observation) -> Observation {
        isPenaltyAtEdge ? observation.doubted(because: "the chosen penalty is at the edge of its grid") : observation
    }

    /// The slope of the accuracy over a property of the kinds that have it, network by network.
    private func slopes(_ x: (NetworkKind) -> Double?) -> Observation {
        let known = kinds.compactMap { kind in x(kind.kind).map { (x: $0, ends: kind.ends) } }
        let mean = Moments.mean(known.map(\.x)), count = known.map(\.ends.count).min() ?? 0
        let spread = known.reduce(0) { $0 + ($1.x - mean) * ($1.x - mean) }
        return Observation(.value(.sample((0..<count).map { k in known.reduce(0) { $0 + ($1.x - mean) * $1.ends[k] } / spread })))
    }
}

extension Inputs {
    func records(of networks: ComparedNetworks) throws -> NetworkRecords {
        NetworkRecords(
            try networks.kinds.indices.map { kind in
                NetworkRecords.Kind(
                    networks.kinds[kind], ends: try self[networks.trainings[kind]].map(\.finalAccuracy),
                    decays: try self[networks.gradients[kind]].map { gradients in
                        Moments.mean(gradients.points.filter { $0.step > 0 }.map(\.logDecay))
                    })
            }, isPenaltyAtEdge: try self[networks.penalty].isAtEdge)
    }
}
