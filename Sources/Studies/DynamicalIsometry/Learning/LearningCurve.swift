// A curve of figure 4: one kind of network under one optimiser, at the rate that suits it best.
import BuildGraph
import Foundation
import NeuralNetworks

/// The trainings of one curve.
public struct LearningCurve: Encodable, Sendable {
    let initialisation: Initialisation
    let optimiser: Optimiser
    let depth: Int
    let width: Int
    /// Steps of a training.
    let steps: Int
    let rate: Input<ChosenRate.Value>
    /// Of different networks, at that rate, seen on test images.
    let trainings: [Input<TrainingRecord>]

    /// - Parameter factor: how many times the scale's replicates.
    init(
        _ initialisation: Initialisation, _ optimiser: Optimiser, _ scale: LearningScale, _ images: TrainingImages, factor: Int = 1
    ) {
        self.initialisation = initialisation
        self.optimiser = optimiser
        (depth, width, steps) = (scale.depth, scale.width, scale.steps)
        var plan = TrainingPlan(
            initialisation: initialisation, width: scale.width, depth: scale.depth, optimiser: optimiser,
            batchSize: scale.batchSize, steps: scale.steps, heldOut: .validation(scale.validationImages))
        let rate = Input(
            ChosenRate(scale.rates(of: optimiser)) { [plan] rate in Training(plan: plan, rate: rate, seed: 0, images: images) })
        plan.heldOut = .test(scale.testImages)
        self.rate = rate
        trainings = (1...scale.replicates * factor).map { seed in Input(ChosenTraining(plan: plan, rate: rate, seed: seed, images: images)) }
    }

    /// The optimisers of some curves, in their order.
    static func optimisers(of curves: [LearningCurve]) -> [Optimiser] {
        curves.reduce(into: []) { if !$0.contains($1.optimiser) { $0.append($1.optimiser) } }
    }

    /// Logarithms of the steps to an accuracy, network by network; those of all steps for one that never had it, which is too
    /// short: a curve is never shown as slower than it is.
    func logarithmicTimes(to accuracy: Double, _ records: [TrainingRecord]) -> [Double] {
        records.map { log($0.steps(toAccuracy: accuracy) ?? Double(steps)) }
    }
}

/// The mark of P1's figure 5, and of the table beside figure 4: test accuracy 1/4, where guessing has 1/10.
let learningMark = 0.25

extension TrainingRecord {
    /// The accuracies of several trainings, step by step. One that diverged guesses from then on.
    static func accuracies(_ records: [TrainingRecord]) -> [(step: Int, values: [Double])] {
        let steps = records.map { $0.evaluations.map(\.step) }.max { $0.count < $1.count } ?? []
        return steps.enumerated().map { k, step in
            (step, records.map { k < $0.evaluations.count ? $0.evaluations[k].accuracy : $0.finalAccuracy })
        }
    }

    /// The accuracy at the end; that of guessing after a divergence.
    var finalAccuracy: Double { divergedAt == nil ? evaluations.last?.accuracy ?? 0 : 0.1 }
}
