// Figure 6's trainings: orthogonal tanh networks of one depth from several q*, with their Jacobians. All have one small
// rate (P1 does not tell it): what differs is the beginning alone.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// The trainings behind figure 6.
public struct IsometryTrainings: Encodable, Sendable {
    let depth: Int
    let width: Int
    let steps: Int
    let testImages: Int
    let evaluationsADecade: Int
    /// After how many steps the Jacobian is looked at.
    let looks: [Int]
    let qStars: [Double]
    /// eta, of all `trainings`.
    let rate: Double
    /// By q* and network.
    let trainings: [[Input<TrainingRecord>]]
    /// From the smallest q*, at the rate at which it learns fastest.
    let fastTrainings: [Input<TrainingRecord>]

    /// - Parameter judging: which networks they are.
    init(_ scale: LearningScale, _ images: TrainingImages, times: Input<LearningTimes.Value>, judging: Judging) {
        (depth, width, steps, qStars) = (scale.isometryDepth, scale.width, scale.steps, scale.qStars)
        testImages = scale.testImages
        let looks = TrainingRun.logarithmicSteps(to: scale.steps, perDecade: 4)
        self.looks = looks
        let rate = scale.isometryScaledRate / Double(scale.isometryDepth)
        let fastest = Input(FastestRate(times: times, depth: scale.isometryDepth, qStar: scale.qStars[0]))
        let seeds = (0..<judging.count(scale.isometryReplicates)).map(judging.seed)
        let evaluationsADecade = 12
        func plan(_ qStar: Double) -> TrainingPlan {
            TrainingPlan(
                initialisation: .orthogonalTanh(qStar: qStar), width: scale.width, depth: scale.isometryDepth, optimiser: .sgd,
                batchSize: scale.batchSize, steps: scale.steps, heldOut: .test(scale.testImages),
                evaluationsADecade: evaluationsADecade, jacobians: looks)
        }
        self.rate = rate
        self.evaluationsADecade = evaluationsADecade
        trainings = scale.qStars.map { qStar in seeds.map { Input(Training(plan: plan(qStar), rate: rate, seed: $0, images: images)) } }
        fastTrainings = seeds.map { Input(ChosenTraining(plan: plan(scale.qStars[0]), rate: fastest, seed: $0, images: images)) }
    }
}
