// The networks, and what is measured of each along its training. All kinds are trained by the same rule: plain gradient descent on
// batches, at the rate that other networks of the kind found best. Networks with the same number share their seed and the order of
// their images.
import BuildGraph
import Datasets
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Trainings of several kinds of networks, and the measurements on them.
package struct MeasuredNetworks: Encodable, Sendable {
    /// One kind of network.
    package struct Kind: Encodable, Sendable {
        let initialisation: Initialisation
        let rate: Input<ChosenRate.Value>
        /// By network.
        let trainings: [Input<TrainingRecord>]
        let kernels: [Input<[KernelPoint]>]
        let curvatures: [Input<[HessianPoint]>]
    }

    let kinds: [Kind]
    /// L, the layers of the Jacobian, and N.
    let depth, width: Int
    let steps: Int
    let inputs: Int
    let origin: Input<ImageOrigin.Value>

    init(_ scale: SameNetworksScale, on data: ImageData, judging: Judging) {
        let reduced = Input(PrincipalComponents(data: Input(data), count: scale.inputs))
        func part(isForChoosing: Bool) -> TrainingImages {
            TrainingImages(
                derived: Input(SplitImages(data: reduced, validationImages: scale.validationImages, isForChoosing: isForChoosing)),
                numbersPerImage: scale.inputs)
        }
        let images = part(isForChoosing: false), imagesForChoosing = part(isForChoosing: true)
        origin = Input(ImageOrigin(data: reduced, label: "same-images"))
        (depth, width, steps, inputs) = (scale.depth, scale.width, scale.steps, scale.inputs)
        let seeds = (0..<judging.count(scale.networks)).map(judging.seed)
        kinds = Initialisation.compared.map { initialisation in
            let choosing = TrainingPlan(
                initialisation: initialisation, width: scale.width, depth: scale.depth, optimiser: .sgd, batchSize: scale.batchSize,
                steps: scale.steps, heldOut: .test(scale.validationImages), evaluationsPerDecade: 3)
            let rate = Input(ChosenRate(scale.rates) { rate in
                (0..<scale.choosers).map { Training(plan: choosing, rate: rate, seed: Judging.choosingSeed($0), images: imagesForChoosing) }
            })
            var plan = TrainingPlan(
                initialisation: initialisation, width: scale.width, depth: scale.depth, optimiser: .sgd, batchSize: scale.batchSize,
                steps: scale.steps, heldOut: .test(scale.testImages), evaluationsPerDecade: 8, jacobians: scale.shownSteps,
                jacobianImages: scale.jacobianImages)
            plan.probes.append(Probe(.parameters, after: scale.shownSteps))
            let trainings = seeds.map { Input(ChosenTraining(plan: plan, rate: rate, seed: $0, images: images)) }
            return Kind(
                initialisation: initialisation, rate: rate, trainings: trainings,
                kernels: trainings.map { Input(NetworkKernels(plan: plan, training: $0, source: images, count: scale.kernelImages)) },
                curvatures: zip(seeds, trainings).map { seed, training in
                    Input(NetworkHessians(
                        plan: plan, seed: seed, training: training, source: images, samples: scale.samples, steps: scale.hessianSteps))
                })
        }
    }
}

extension Initialisation {
    /// The six networks of P1's figure 4, in the order of its legend.
    package static let compared: [Initialisation] = [WeightEnsemble.orthogonal, .gaussian].flatMap { ensemble in
        [
            Initialisation(.tanh, ensemble, weightVariance: 1.05), Initialisation(.tanh, ensemble, weightVariance: 2),
            Initialisation(.relu, ensemble, weightVariance: 2),
        ]
    }
}
