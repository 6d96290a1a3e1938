// A curve of figure 4: one kind of network under one optimiser, at the rate that suits it best.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
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

    /// - Parameter judging: which networks are trained at the chosen rate.
    init(
        _ initialisation: Initialisation, _ optimiser: Optimiser, _ scale: LearningScale, _ images: TrainingImages, judging: Judging
    ) {
        self.initialisation = initialisation
        self.optimiser = optimiser
        (depth, width, steps) = (scale.depth, scale.width, scale.steps)
        func plan(_ heldOut: TrainingPlan.HeldOut, jacobians: [Int] = []) -> TrainingPlan {
            TrainingPlan(
                initialisation: initialisation, width: scale.width, depth: scale.depth, optimiser: optimiser,
                batchSize: scale.batchSize, steps: scale.steps, heldOut: heldOut, jacobians: jacobians)
        }
        let rate = Input(
            ChosenRate(scale.rates(of: optimiser)) { rate in
                [Training(plan: plan(.validation(scale.validationImages)), rate: rate, seed: Judging.choosingSeed(0), images: images)]
            })
        // How isometric it begins.
        let judged = plan(.test(scale.testImages), jacobians: [0])
        self.rate = rate
        trainings = (0..<judging.count(scale.replicates)).map { replicate in
            Input(ChosenTraining(plan: judged, rate: rate, seed: judging.seed(replicate), images: images))
        }
    }

    /// The optimisers of some curves, in their order.
    static func optimisers(of curves: [LearningCurve]) -> [Optimiser] {
        curves.reduce(into: []) { if !$0.contains($1.optimiser) { $0.append($1.optimiser) } }
    }
}
