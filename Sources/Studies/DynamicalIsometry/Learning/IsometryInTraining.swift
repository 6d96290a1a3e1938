// Figure 6's trainings: orthogonal tanh networks of one depth from several q*, at the rate at which each learns fastest,
// with their Jacobians.
import BuildGraph
import NeuralNetworks

/// The trainings behind figure 6.
public struct IsometryTrainings: Encodable, Sendable {
    let depth: Int
    let width: Int
    let steps: Int
    let qStars: [Double]
    /// By q*.
    let rates: [Input<ChosenRate.Value>]
    /// By q* and network.
    let trainings: [[Input<TrainingRecord>]]

    /// - Parameter factor: how many times the scale's replicates.
    init(_ scale: LearningScale, _ images: TrainingImages, times: Input<LearningTimes.Value>, factor: Int = 1) {
        (depth, width, steps, qStars) = (scale.isometryDepth, scale.width, scale.steps, scale.qStars)
        let rates = scale.qStars.map { Input(FastestRate(times: times, depth: scale.isometryDepth, qStar: $0)) }
        self.rates = rates
        trainings = zip(scale.qStars, rates).map { qStar, rate in
            let plan = TrainingPlan(
                initialisation: .orthogonalTanh(qStar: qStar), width: scale.width, depth: scale.isometryDepth, optimiser: .sgd,
                batchSize: scale.batchSize, steps: scale.steps, heldOut: .test(scale.testImages),
                jacobians: TrainingRun.logarithmicSteps(to: scale.steps, perDecade: 4))
            return (1...scale.isometryReplicates * factor).map { Input(ChosenTraining(plan: plan, rate: rate, seed: 1000 + $0, images: images)) }
        }
    }
}
