// What is trained: one kind of network per depth and ensemble, on one set of images with one loss.
import BuildGraph
import Datasets
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Trainings of one kind of network at the rate that others chose.
package struct NetworkKind: Encodable, Sendable {
    let ensemble: WeightEnsemble
    /// K, hidden layers.
    let depth: Int
    let plan: TrainingPlan
    let rate: Input<ChosenRate.Value>
    let trainings: [Input<TrainingRecord>]
    let images: TrainingImages

    /// "orthogonal, 30 layers".
    var name: String { "\(ensemble.displayName), \(depth) layers" }
}

/// Both ensembles at several depths, on one set of images with one loss.
package struct TrainingPanel: Encodable, Sendable {
    let loss: Objective.Loss
    let steps: Int
    let depths: [Int]
    /// By depth, then by ensemble.
    let kinds: [NetworkKind]
    let origin: Input<ImageOrigin.Value>

    init(
        _ loss: Objective.Loss, on data: ImageData, standsFor name: String, depths: [Int], networks: Int, rates: [Double],
        _ scale: OrthogonalTrainingScale, judging: Judging
    ) {
        let images = TrainingImages(data, validationImages: scale.validationImages)
        self.loss = loss
        steps = scale.steps
        self.depths = depths
        origin = Input(LearntImages(data: images.data, standsFor: name))
        func plan(_ ensemble: WeightEnsemble, _ depth: Int, steps: Int, choosing: Bool) -> TrainingPlan {
            let count = choosing ? scale.validationImages : scale.testImages
            return TrainingPlan(
                hidden: HiddenLayers(width: scale.width, count: depth, nonlinearity: .tanh),
                beginning: .drawn(NetworkStart(.ensemble(ensemble, sigmaW: 1)), inputMeanSquare: 1), objective: Objective(loss), optimiser: .sgd,
                layerRates: .tangentKernel, batchSize: scale.trainingImages, steps: steps, heldOut: choosing ? .validation(count) : .test(count),
                probes: Probe.accuracy(images: count, atLast: steps, perDecade: choosing ? 2 : 10)
                    + (choosing ? [] : [Probe(.parameters, after: scale.kernelSteps)]))
        }
        kinds = depths.flatMap { depth in
            WeightEnsemble.inOrder.map { ensemble in
                let choosing = plan(ensemble, depth, steps: scale.choosingSteps, choosing: true)
                let rate = Input(LeastLossRate(rates: rates, trainings: rates.map { rate in
                    (0..<scale.choosers(depth: depth)).map { Input(Training(plan: choosing, rate: rate, seed: Judging.choosingSeed($0), images: images)) }
                }))
                let shown = plan(ensemble, depth, steps: scale.steps, choosing: false)
                return NetworkKind(
                    ensemble: ensemble, depth: depth, plan: shown, rate: rate,
                    trainings: (0..<judging.count(networks)).map { Input(ChosenTraining(plan: shown, rate: rate, seed: judging.seed($0), images: images)) },
                    images: images)
            }
        }
    }

    func kind(_ ensemble: WeightEnsemble, depth: Int) -> NetworkKind? { kinds.first { $0.ensemble == ensemble && $0.depth == depth } }
}

/// Where images come from, without the label that another study's images have.
struct LearntImages: Target {
    let data: Input<LabelledData>
    let standsFor: String

    func make(_ inputs: Inputs) throws -> ImageOrigin.Value {
        var value = try ImageOrigin(data: data).make(inputs)
        if value.provenance == .synthetic {
            value.name = standsFor
            value.text = "\(value.provenance.description) for \(standsFor)"
        }
        return value
    }
}
