// The trainings of figure 6: orthogonal tanh networks of one depth from several q*, with their Jacobians. All have the same
// small rate (P1 does not give its own), so only the initialisation differs.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// The trainings behind figure 6.
public struct IsometryTrainings: Encodable, Sendable {
    let depth: Int
    let width: Int
    let steps: Int
    let jacobianImages: Int
    /// After how many steps the Jacobian is computed.
    let looks: [Int]
    let qStars: [Double]
    /// eta, the same for all `trainings`.
    let rate: Double
    /// By q* and network.
    let trainings: [[Input<TrainingRecord>]]
    /// Trainings of other networks, which choose the q* that keeps isometry best and the q* with the highest final accuracy.
    let choosers: [[Input<TrainingRecord>]]
    /// The rate at which the smallest q* learns fastest, and trainings at it.
    let fastestRate: Input<ChosenRate.Value>
    let fastTrainings: [Input<TrainingRecord>]

    /// - Parameter times: learning times of the networks that choose the fastest rate.
    init(
        _ isometry: IsometryScale, on images: TrainingImages, _ sizes: ImagesScale, times: Input<LearningTimes.Value>, judging: Judging
    ) {
        (depth, width, steps, qStars) = (isometry.depth, isometry.width, isometry.steps, isometry.qStars)
        jacobianImages = isometry.jacobianImages
        let looks = TrainingRun.logarithmicSteps(to: isometry.steps, perDecade: 4)
        let rate = isometry.scaledRate / Double(isometry.depth)
        func plan(_ qStar: Double, _ heldOut: TrainingPlan.HeldOut, atLast images: Int) -> TrainingPlan {
            TrainingPlan(
                initialisation: .orthogonalTanh(qStar: qStar), width: isometry.width, depth: isometry.depth, optimiser: .sgd, batchSize: batchSize,
                steps: isometry.steps, heldOut: heldOut, imagesAtLast: images, jacobians: looks, jacobianImages: isometry.jacobianImages)
        }
        let judged = { plan($0, .test(sizes.course), atLast: sizes.test) }
        // The choosers are evaluated on all validation images only at the end.
        let choosing = { plan($0, .validation(sizes.courseOfValidation), atLast: sizes.validation) }
        func trained(_ plan: (Double) -> TrainingPlan, seeds: [Int]) -> [[Input<TrainingRecord>]] {
            isometry.qStars.map { qStar in
                seeds.map { Input(Training(plan: plan(qStar), rate: rate, seed: $0, images: images)) }
            }
        }
        let seeds = (0..<judging.count(isometry.networks)).map(judging.seed)
        self.looks = looks
        self.rate = rate
        trainings = trained(judged, seeds: seeds)
        choosers = trained(choosing, seeds: (0..<isometry.choosers).map(Judging.choosingSeed))
        let fastest = Input(FastestRate(times: times, depth: isometry.depth, qStar: isometry.qStars[0]))
        fastestRate = fastest
        fastTrainings = seeds.map {
            Input(ChosenTraining(plan: judged(isometry.qStars[0]), rate: fastest, seed: $0, images: images))
        }
    }
}
