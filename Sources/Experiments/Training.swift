// One training is one target: adding a rate to a grid trains at that rate alone, and adding replicates reruns none of the
// old ones. A long training resumes from its checkpoint after a kill.
import BuildGraph
import Datasets
import Manuscript
import NetworkModels
import NeuralNetworks

/// What the trainings of an experiment have in common: everything but rate and seed.
public struct TrainingPlan: Hashable, Codable, Sendable {
    package var hidden: HiddenLayers
    package var beginning: Beginning
    package var objective: Objective
    package var optimiser: Optimiser
    package var layerRates: LayerRates
    /// If it is at least the number of training images, every step uses all of them.
    package var batchSize: Int
    package var steps: Int
    /// The images for the probes.
    package var heldOut: HeldOut
    package var probes: [Probe]
    /// The accuracy at which the training ends; nil to do all steps.
    package var enough: Double?

    package init(
        hidden: HiddenLayers, beginning: Beginning, objective: Objective = Objective(.crossEntropy), optimiser: Optimiser,
        layerRates: LayerRates = .equal, batchSize: Int, steps: Int, heldOut: HeldOut, probes: [Probe], enough: Double? = nil
    ) {
        (self.hidden, self.beginning, self.objective) = (hidden, beginning, objective)
        (self.optimiser, self.layerRates, self.batchSize, self.steps) = (optimiser, layerRates, batchSize, steps)
        (self.heldOut, self.probes, self.enough) = (heldOut, probes, enough)
    }

    /// P1's classifiers, with the usual probes: the course of the accuracy, and the Jacobian after some steps.
    /// - Parameters:
    ///   - depth: L, the layers from N to N neurons after the first, which reads the images.
    ///   - imagesAtLast: how many images to evaluate on after the last step; if nil, as many as during training.
    ///   - jacobianImages: how many images to compute each Jacobian at.
    package init(
        initialisation: Initialisation, width: Int, depth: Int, optimiser: Optimiser, batchSize: Int, steps: Int, heldOut: HeldOut,
        imagesAtLast: Int? = nil, evaluationsPerDecade: Int = 12, enough: Double? = nil, jacobians: [Int] = [], jacobianImages: Int = 16
    ) {
        let course = Probe.accuracy(images: heldOut.count, atLast: steps, imagesAtLast: imagesAtLast, perDecade: evaluationsPerDecade)
        self.init(
            hidden: HiddenLayers(width: width, count: depth + 1, nonlinearity: initialisation.nonlinearity),
            beginning: .critical(initialisation.ensemble, initialisation.point, chi: initialisation.chi), optimiser: optimiser,
            batchSize: batchSize, steps: steps, heldOut: heldOut,
            probes: course + (jacobians.isEmpty ? [] : [Probe(.jacobian(images: jacobianImages), after: jacobians)]),
            enough: enough)
    }

    /// Held-out images, and how many of the first are evaluated during training.
    package enum HeldOut: Hashable, Codable, Sendable {
        case validation(Int)
        case test(Int)
        /// Of the images that are learnt (P3 reports training accuracy).
        case training(Int)

        var count: Int {
            switch self {
            case .validation(let count), .test(let count), .training(let count): count
            }
        }
    }

    /// Trains, or resumes training.
    package func record(rate: Double, seed: Int, images source: TrainingImages, inputs: Inputs) throws -> TrainingRecord {
        let data = try inputs[source.data]
        let all = LabelledImages(data.training)
        let learnt = source.learnt(of: all.count)
        let images = TrainingRun.Images(
            training: all.slice(learnt), heldOut: heldOutImages(of: data, all, after: learnt.upperBound),
            statistics: try inputs[source.statistics])
        let (network, inputMeanSquare) = try realisation(seed: seed, inputs: all.inputs, classes: all.classes)
        let run = TrainingRun(
            network: network, inputMeanSquare: inputMeanSquare, objective: objective,
            optimiser: optimiser, rate: rate, layerRates: layerRates, batchSize: batchSize, steps: steps, seed: Self.orderSeed(seed),
            probes: probes, enough: enough)
        return try run.record(on: images, from: inputs.checkpoint.resume(TrainingRun.Progress.self)) { progress in
            try inputs.checkpoint.save { progress() }
        }
    }

    /// The network that is trained, before its first step, and the mean square of its inputs.
    package func realisation(seed: Int, inputs: Int, classes: Int) throws -> (network: NetworkRealisation, inputMeanSquare: Double) {
        let (start, inputMeanSquare) = try beginning.numbers(hidden.nonlinearity)
        let stack = LayerStack(inputs: inputs, hidden: hidden, outputs: classes)
        return (NetworkRealisation(stack, start: start, seed: UInt64(seed)), inputMeanSquare)
    }

    private func heldOutImages(of data: LabelledData, _ all: LabelledImages, after learnt: Int) -> LabelledImages {
        switch heldOut {
        case .validation: all.slice(learnt..<all.count).prefix(heldOutCount)
        case .test: LabelledImages(data.test).prefix(heldOutCount)
        case .training: all.prefix(min(heldOutCount, learnt))
        }
    }

    /// The order of the images has its own random numbers.
    private static func orderSeed(_ seed: Int) -> UInt64 { UInt64(seed) | 1 << 63 }

    /// The number of held-out images that the probes use.
    private var heldOutCount: Int {
        probes.map { probe in
            switch probe.quantity {
            case .accuracy(let images), .jacobian(let images): images
            case .parameters: 0
            }
        }.max() ?? 0
    }

    /// "orthogonal tanh", "q* = 1/16", "L = 32", "N = 64", "SGD".
    package var words: [String] {
        let start =
            switch beginning {
            case .critical(let ensemble, let point, let chi):
                Initialisation(hidden.nonlinearity, ensemble, point, chi: chi).words
            case .drawn(let start, _): [start.ensemble.map { "\($0.displayName) \(hidden.nonlinearity.displayName)" } ?? hidden.nonlinearity.displayName]
            }
        return start + ["L = \(hidden.count - 1)", "N = \(hidden.width)", optimiser.name]
    }

    /// Flops for all steps; training may end earlier, when it reaches its accuracy or diverges. A Jacobian is L products of
    /// N × N matrices.
    package func work(_ images: TrainingImages) -> Double {
        let width = self.hidden.width
        let hidden = Double((self.hidden.count - 1) * width * width), weights = Double(images.numbersPerImage * width) + hidden
        return 6 * weights * Double(steps * batchSize)
            + probes.reduce(0) { sum, probe in
                switch probe.quantity {
                case .accuracy(let images): sum + 2 * weights * Double(images * probe.steps.count)
                case .jacobian(let images): sum + 2 * hidden * Double(width * images * probe.steps.count)
                case .parameters: sum
                }
            }
    }

    /// Parameters, moments and signals in single precision, and the images twice. Trainings of a few seconds run on threads and
    /// share their images; longer ones run in their own process.
    package func resources(_ images: TrainingImages) -> Resources {
        let width = hidden.width
        let parameters = 4 * (images.numbersPerImage * width + hidden.count * width * width) * 4
        let memory = parameters + 16 * (batchSize + 63) * width * hidden.count + (400 << 20)
        return Resources(memory: memory, isolation: width < 128 ? .thread : .process)
    }
}

extension LabelledImages {
    package init(_ set: ImageSet) {
        self.init(inputs: set.numbersPerImage, classes: set.classes, bytes: set.bytes, labels: set.labels)
    }
}

/// A training at a given rate.
public struct Training: Target {
    let plan: TrainingPlan
    /// eta.
    let rate: Double
    let seed: Int
    let images: TrainingImages

    package init(plan: TrainingPlan, rate: Double, seed: Int, images: TrainingImages) {
        (self.plan, self.rate, self.seed, self.images) = (plan, rate, seed, images)
    }

    public var resources: Resources { plan.resources(images) }
    public var work: Double? { plan.work(images) }
    public var words: [String] { plan.words + ["η = \(NumberText.short(rate))", "seed \(seed)"] }

    public func make(_ inputs: Inputs) throws -> TrainingRecord {
        try plan.record(rate: rate, seed: seed, images: images, inputs: inputs)
    }
}

/// A training at a rate that other trainings chose.
public struct ChosenTraining: Target {
    let plan: TrainingPlan
    let rate: Input<ChosenRate.Value>
    let seed: Int
    let images: TrainingImages

    package init(plan: TrainingPlan, rate: Input<ChosenRate.Value>, seed: Int, images: TrainingImages) {
        (self.plan, self.rate, self.seed, self.images) = (plan, rate, seed, images)
    }

    public var resources: Resources { plan.resources(images) }
    public var work: Double? { plan.work(images) }
    public var words: [String] { plan.words + ["seed \(seed)"] }

    public func make(_ inputs: Inputs) throws -> TrainingRecord {
        try plan.record(rate: try inputs[rate].rate, seed: seed, images: images, inputs: inputs)
    }
}
