// What the claims about figure 6 observe in records of trainings.
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Trainings from several q*, network by network under common seeds.
package struct IsometryRecords {
    let qStars: [Double]
    /// Steps of a training.
    let steps: Int
    /// By q* and network.
    let records: [[TrainingRecord]]
    /// The q* with the greatest mean conditioning over the course of the training.
    package let mostIsometric: Int

    /// - Parameter qStars: ascending.
    package init(qStars: [Double], steps: Int, records: [[TrainingRecord]]) {
        (self.qStars, self.steps, self.records) = (qStars, steps, records)
        let conditioning = records.map { Moments.mean($0.map(\.meanConditioning)) }
        mostIsometric = conditioning.indices.max { (conditioning[$0], -$0) < (conditioning[$1], -$1) } ?? 0
    }

    private func name(_ k: Int) -> String { "q* = \(Fraction.text(qStars[k]))" }

    /// P1-17a: the conditioning from the smallest q* when the network has learnt. One that never did is looked at in the end.
    package var conditioningWhenLearnt: LearningObservation {
        LearningObservation(.value(.sample(records[0].map { $0.conditioning(afterSteps: $0.steps(toAccuracy: learningMark) ?? .infinity) })))
    }

    /// P1-17e, f: the conditioning at the end.
    package static func conditioningAtTheEnd(_ records: [TrainingRecord]) -> LearningObservation {
        LearningObservation(.value(.sample(records.map(\.finalConditioning))))
    }

    /// P1-17b: by how much the q* that keeps isometry best learns sooner than each other one.
    package var leadOfTheMostIsometric: LearningObservation {
        let isCut = records[mostIsometric].contains { !$0.hasLearnt }
        return LearningObservation(
            mostIsometric(beside: { $1.logLearningTime(atMost: steps) - $0.logLearningTime(atMost: steps) }),
            doubt: isCut ? "not all networks of \(name(mostIsometric)) learnt" : nil)
    }

    /// P1-17c: by how much it ends more accurate than each other one.
    package var accuracyOfTheMostIsometric: LearningObservation { LearningObservation(mostIsometric(beside: { $0.finalAccuracy - $1.finalAccuracy })) }

    private func mostIsometric(beside advantage: (TrainingRecord, TrainingRecord) -> Double) -> Observation.Form {
        .list(records.indices.filter { $0 != mostIsometric }.map { other in
            Observation.Item(
                "\(name(mostIsometric)) beside \(name(other))", .sample(zip(records[mostIsometric], records[other]).map(advantage)))
        })
    }

    /// P1-17d: how much more accurate than the smallest q* a larger one ends. Which one, the first half of the networks choose;
    /// the others judge.
    package var accuracyOfALargerVariance: LearningObservation {
        let half = (records.map(\.count).min() ?? 0) / 2
        let ends = records.map { Moments.mean($0.prefix(half).map(\.finalAccuracy)) }
        guard let best = ends.indices.dropFirst().max(by: { (ends[$0], -$0) < (ends[$1], -$1) }) else {
            return LearningObservation(.value(.sample([])), doubt: "there is one q* only")
        }
        return LearningObservation(
            .value(.sample(zip(records[best], records[0]).dropFirst(half).map { $0.finalAccuracy - $1.finalAccuracy })),
            note: "\(name(best)), chosen by \(half) networks and judged by the others")
    }
}
