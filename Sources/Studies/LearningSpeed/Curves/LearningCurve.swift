// A curve of figure 4: one kind of network under one optimiser, at its best rate.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// The optimisers of figure 4, in the order of its panels.
package let figureOptimisers: [Optimiser] = [.sgd, .momentum, .adam, .rmsProp]

/// The trainings of one curve.
public struct LearningCurve: Encodable, Sendable {
    let initialisation: Initialisation
    let optimiser: Optimiser
    let depth: Int
    let width: Int
    /// Steps per training.
    let steps: Int
    let rate: Input<ChosenRate.Value>
    /// Trainings of different networks at that rate, evaluated on test images.
    let trainings: [Input<TrainingRecord>]

    init(
        _ initialisation: Initialisation, _ optimiser: Optimiser, _ curves: CurvesScale, on images: TrainingImages, _ sizes: ImagesScale,
        judging: Judging
    ) {
        self.initialisation = initialisation
        self.optimiser = optimiser
        (depth, width, steps) = (curves.depth, curves.width, curves.steps)
        let choosing = TrainingPlan(
            initialisation: initialisation, width: curves.width, depth: curves.depth, optimiser: optimiser, batchSize: batchSize,
            steps: curves.choosers.steps, heldOut: .validation(sizes.validation), evaluationsPerDecade: 2)
        // With the Jacobian before the first step.
        let shown = TrainingPlan(
            initialisation: initialisation, width: curves.width, depth: curves.depth, optimiser: optimiser, batchSize: batchSize,
            steps: curves.steps, heldOut: .test(sizes.course), imagesAtLast: sizes.test, jacobians: [0])
        let rate = Input(
            ChosenRate(curves.rates(of: optimiser)) { rate in
                curves.choosers.seeds.map { Training(plan: choosing, rate: rate, seed: $0, images: images) }
            })
        self.rate = rate
        trainings = (0..<judging.count(curves.networks)).map {
            Input(ChosenTraining(plan: shown, rate: rate, seed: judging.seed($0), images: images))
        }
    }
}
