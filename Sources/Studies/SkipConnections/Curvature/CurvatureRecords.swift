// What the claims about Hessians observe. Kinds of networks are compared network by network, since networks with the same number
// share their seed and the order of their images.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// The Hessians along the trainings of the kinds that are compared.
public struct CurvatureNetworks: Encodable, Sendable {
    let setting: TrainingSetting
    /// Training images on which the Hessian is taken.
    let samples: Int
    let inputs: Int
    let kinds: [NetworkKind]
    /// Indexed by kind and network.
    let trainings: [[Input<TrainingRecord>]]
    let curvatures: [[Input<[CurvaturePoint]>]]

    init(_ scale: CurvatureScale, on images: TrainingImages, inputs: Int, seeds: [Int]) {
        (setting, samples, self.inputs) = (scale.setting, scale.samples, inputs)
        let kinds: [NetworkKind] = [.plain, .residual, .hyperResidual]
        let plans = kinds.map { scale.setting.plan($0) }
        let trainings = plans.map { plan in seeds.map { Input(Training(plan: plan, rate: scale.setting.rate, seed: $0, images: images)) } }
        self.kinds = kinds
        self.trainings = trainings
        curvatures = plans.indices.map { kind in
            seeds.indices.map { k in
                Input(NetworkCurvature(
                    plan: plans[kind], seed: seeds[k], images: images, training: trainings[kind][k], samples: scale.samples))
            }
        }
    }
}

/// The records of those networks.
package struct CurvatureRecords {
    /// One kind of network.
    package struct Kind {
        package var name: String
        package var trainings: [TrainingRecord]
        package var curvatures: [[CurvaturePoint]]

        package init(_ name: String, trainings: [TrainingRecord], curvatures: [[CurvaturePoint]]) {
            (self.name, self.trainings, self.curvatures) = (name, trainings, curvatures)
        }
    }

    /// Plain, residual, hyper-residual.
    package var kinds: [Kind]

    package init(_ kinds: [Kind]) { self.kinds = kinds }

    /// The mean over the snapshots after the first step of a number of each network.
    private func alongTraining(_ kind: Int, _ value: (CurvaturePoint) -> Double) -> [Double] {
        kinds[kind].curvatures.map { points in Moments.mean(points.filter { $0.step > 0 }.map(value)) }
    }

    private func atTheEnd(_ kind: Int, _ value: (Singularities) -> Double) -> [Double] {
        kinds[kind].curvatures.map { $0.last.map { value($0.singularities) } ?? .nan }
    }

    private func difference(_ a: [Double], _ b: [Double]) -> Observation { Observation(.value(.sample(zip(a, b).map { $0 - $1 }))) }

    package func observation(of question: CurvatureQuestion) -> Observation {
        switch question {
        case .degeneracy(let step, let measure):
            difference(alongTraining(step.before, measure.value), alongTraining(step.after, measure.value))
        case .speed(let step):
            difference(kinds[step.after].trainings.map(\.meanAccuracy), kinds[step.before].trainings.map(\.meanAccuracy))
        case .lessDegenerateIsMoreAccurate: leadOfTheLessDegenerate
        case .overlap: difference(atTheEnd(0) { $0.overlap }, atTheEnd(1) { $0.overlap })
        case .smallestIncoming: difference(atTheEnd(1) { $0.smallestIncoming }, atTheEnd(0) { $0.smallestIncoming })
        case .effectiveRank: difference(atTheEnd(1) { $0.effectiveRank }, atTheEnd(0) { $0.effectiveRank })
        case .overlapOfWeights: difference(atTheEnd(0) { $0.overlapOfWeights }, atTheEnd(1) { $0.overlapOfWeights })
        case .mixtureAgrees:
            Observation(.list(kinds.indices.map { kind in
                Observation.Item(kinds[kind].name, .sample(alongTraining(kind) {
                    abs(($0.mixture?.degenerateFraction ?? 1) - $0.count.absoluteFraction)
                }))
            }))
        }
    }

    /// Networks of a kind in pairs: how much more accurate after the last step the one is that was less degenerate on average. Pairs
    /// share nothing, so they are independent.
    private var leadOfTheLessDegenerate: Observation {
        Observation(.list(kinds.indices.map { kind in
            let degeneracy = alongTraining(kind) { $0.count.absoluteFraction }, ends = kinds[kind].trainings.map(\.finalAccuracy)
            let leads = (0..<min(degeneracy.count, ends.count) / 2).map { pair in
                let (a, b) = (2 * pair, 2 * pair + 1)
                return degeneracy[a] == degeneracy[b] ? 0 : degeneracy[a] < degeneracy[b] ? ends[a] - ends[b] : ends[b] - ends[a]
            }
            return Observation.Item(kinds[kind].name, .sample(leads))
        }))
    }
}

extension CurvatureRecords.Kind {
    /// A number of each network at each snapshot of the training.
    func atSnapshots(_ value: (CurvaturePoint) -> Double) -> [(step: Int, values: [Double])] {
        (curvatures.first ?? []).enumerated().map { k, first in (first.step, curvatures.map { value($0[k]) }) }
    }
}

extension Inputs {
    func records(of networks: CurvatureNetworks) throws -> CurvatureRecords {
        CurvatureRecords(try networks.kinds.indices.map { kind in
            CurvatureRecords.Kind(
                networks.kinds[kind].name, trainings: try self[networks.trainings[kind]], curvatures: try self[networks.curvatures[kind]])
        })
    }
}
