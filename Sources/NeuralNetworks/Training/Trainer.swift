// Trains a network in single precision. A step has two parallel passes: first every piece of samples goes forward and
// backward through all layers; then every piece of the parameters gets its gradient and its update in one go, while the
// gradient is in the cache. The gradient of the whole network is never in memory, and no result depends on the number of
// threads.
import LinearAlgebra
import NetworkModels
import Randomness

/// A network in training.
///
/// Threading: used by one thread at a time; it starts its own threads.
public final class Trainer {
    public let network: NetworkRealisation
    public let objective: Objective
    public let optimiser: Optimiser
    /// eta.
    public let rate: Double
    public let layerRates: LayerRates
    public let batchSize: Int
    /// Steps done.
    public internal(set) var steps = 0

    let layout: ParameterLayout
    let parameters: FloatBuffer
    let moments: [FloatBuffer]
    private let pass: NetworkPass
    private let team: ThreadTeam
    private let units: [UpdateUnit]
    /// For each thread, room for the gradient of one strip of a unit.
    private let scratch: [FloatBuffer]
    private let images: LabelledImages
    private let map: InputMap
    private var sampler: BatchSampler
    /// b* of the hidden layers; empty without a penalty.
    private let biasTargets: [[Float]]
    /// Q_k in double precision.
    let skipMatrices: [Matrix]
    /// The images of the current step.
    private var batch: [Int]

    /// Rows of one layer's weights that are updated together.
    private struct UpdateUnit {
        let layer: Int
        let neurons: Range<Int>
    }

    /// Weights per unit, so few that a thread keeps the layer's inputs in its second-level cache meanwhile.
    package static let unitSize = 160_000

    /// - Parameters:
    ///   - seed: for the order of the images; the parameters follow from the network's own seed.
    ///   - threads: more than one help if the machine trains one network at a time; runs side by side do better with one each.
    /// - Throws: `invalidParameter` for an invalid description.
    public convenience init(
        _ network: NetworkRealisation, on images: LabelledImages, map: InputMap, objective: Objective = Objective(.crossEntropy),
        optimiser: Optimiser, rate: Double, layerRates: LayerRates = .equal, batchSize: Int = 128, seed: UInt64, threads: Int = 1
    ) throws(LinearAlgebraError) {
        try self.init(
            network, on: images, map: map, objective: objective, optimiser: optimiser, rate: rate, layerRates: layerRates,
            batchSize: batchSize, seed: seed, threads: threads, products: .best, unitSize: Self.unitSize)
    }

    /// The same with a choice of the products, which are otherwise the fastest.
    package init(
        _ network: NetworkRealisation, on images: LabelledImages, map: InputMap, objective: Objective, optimiser: Optimiser, rate: Double,
        layerRates: LayerRates, batchSize: Int, seed: UInt64, threads: Int, products: SingleProducts, unitSize: Int
    ) throws(LinearAlgebraError) {
        try network.validate()
        func require(_ holds: Bool, _ name: String, _ value: Any, _ requirement: String) throws(LinearAlgebraError) {
            if !holds { throw .invalidParameter(name: name, value: "\(value)", requirement: requirement) }
        }
        try require(rate > 0 && rate.isFinite, "rate", rate, "positive and finite")
        try require(batchSize >= 1, "batchSize", batchSize, "at least 1")
        try require(images.count >= 1, "images", images.count, "at least 1")
        try require(
            images.inputs == network.stack.inputs && images.classes == network.stack.outputs, "images",
            "\(images.inputs) numbers, \(images.classes) classes", "\(network.stack.inputs) numbers, \(network.stack.outputs) classes")
        BLAS.start()
        self.network = network
        self.objective = objective
        self.optimiser = optimiser
        self.rate = rate
        self.layerRates = layerRates
        self.batchSize = batchSize
        self.images = images
        self.map = map
        let layout = network.layout
        self.layout = layout
        parameters = try network.singleParameters()
        biasTargets = objective.biasPenalty.map { network.biasTargets($0).map { $0.map(Float.init) } } ?? []
        skipMatrices = try network.skipMatrices()
        moments = (0..<optimiser.momentCount).map { _ in FloatBuffer(layout.count) }
        pass = NetworkPass(network.stack, layout, skipMatrices: skipMatrices, batchSize: batchSize, products: products)
        team = ThreadTeam(threads)
        units = layout.layers.enumerated().flatMap { number, layer in
            // A multiple of 16, like the rows that a product computes together, so that no two units share a vector.
            let rows = max(16, unitSize / layer.inputs / 16 * 16)
            return stride(from: 0, to: layer.outputs, by: rows).map {
                UpdateUnit(layer: number, neurons: $0..<min($0 + rows, layer.outputs))
            }
        }
        let largest = units.map { products.neuronsAtOnce(of: $0.neurons.count) * Signals.padded(layout.layers[$0.layer].inputs) }.max() ?? 0
        scratch = (0..<team.count).map { _ in FloatBuffer(largest) }
        batch = Array(repeating: 0, count: batchSize)
        sampler = BatchSampler(count: images.count, batchSize: batchSize, stream: RandomStream(seed: seed))
    }

    /// Does one step and returns the mean loss of its batch before the step, in nats; not finite when training has diverged.
    @discardableResult
    public func step() -> Double {
        sampler.fill(&batch, step: steps)
        steps += 1
        let loss = propagate(batch)
        let number = steps
        team.run(units.count) { [self] unit, worker in update(units[unit], step: number, scratch: scratch[worker]) }
        return loss
    }

    /// The forward and the backward pass; leaves all deltas in `pass`.
    private func propagate(_ numbers: [Int]) -> Double {
        let pieces = pass.pieces
        if pass.normalisation != nil { return propagateNormalised(numbers) }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: pieces) { losses in
            team.run(pieces) { [self] piece, _ in
                pass.load(images, numbers, map: map, piece: piece)
                pass.forward(parameters.start, piece: piece)
                losses[piece] = pass.score(images, numbers, piece: piece, count: pass.range(ofPiece: piece).count, objective.loss, delta: true).loss
                pass.backward(parameters.start, piece: piece)
            }
            return losses.reduce(0, +) / Double(batchSize)
        }
    }

    /// The same with a normalised layer, at which all pieces wait for each other.
    private func propagateNormalised(_ numbers: [Int]) -> Double {
        forwardNormalised(numbers, of: images)
        let loss = withUnsafeTemporaryAllocation(of: Double.self, capacity: pass.pieces) { losses in
            team.run(pass.pieces) { [self] piece, _ in
                losses[piece] = pass.score(images, numbers, piece: piece, count: pass.range(ofPiece: piece).count, objective.loss, delta: true).loss
                pass.backward(parameters.start, piece: piece, .first)
            }
            return losses.reduce(0, +) / Double(batchSize)
        }
        atNormalisation { [self] normalisation, neuron, gain in
            normalisation.denormalise(neuron, gain: gain) { pass.delta(ofLayer: normalisation.layer, piece: $0) }
        }
        team.run(pass.pieces) { [self] piece, _ in pass.backward(parameters.start, piece: piece, .second) }
        return loss
    }

    private func forwardNormalised(_ numbers: [Int], of images: LabelledImages) {
        team.run(pass.pieces) { [self] piece, _ in
            pass.load(images, numbers, map: map, piece: piece)
            pass.forward(parameters.start, piece: piece, .first)
        }
        atNormalisation { [self] normalisation, neuron, gain in
            normalisation.normalise(neuron, gain: gain) { pass.output(ofLayer: normalisation.layer, piece: $0) }
        }
        team.run(pass.pieces) { [self] piece, _ in pass.forward(parameters.start, piece: piece, .second) }
    }

    /// Calls `body` for each neuron of the normalised layer.
    private func atNormalisation(_ body: (_ normalisation: BatchNormalisation, _ neuron: Int, _ gain: Float) -> Void) {
        guard let normalisation = pass.normalisation, let gains = layout.layers[normalisation.layer].gains else { return }
        for neuron in 0..<network.stack.hidden.width { body(normalisation, neuron, parameters.start[gains + neuron]) }
    }

    /// Computes the gradient of some rows of a layer's weights and their biases, and updates them.
    private func update(_ unit: UpdateUnit, step number: Int, scratch: FloatBuffer) {
        let layer = layout.layers[unit.layer]
        let step = OptimiserStep(optimiser, rate: rate * layerRates.weights(inputs: layer.inputs), number: number)
        let biasStep = OptimiserStep(optimiser, rate: rate * layerRates.biases(layer: unit.layer + 1), number: number)
        pass.products.inStrips(unit.neurons) { neurons in
            let first = neurons.lowerBound
            let weights = layer.weights + first * layer.inputs
            pass.gradient(ofLayer: unit.layer, neurons: neurons, into: scratch.start, ahead: parameters.start + weights)
            for row in 0..<neurons.count {
                apply(step, scratch.start + row * Signals.padded(layer.inputs), count: layer.inputs, at: weights + row * layer.inputs)
            }
            if let gains = layer.gains, let normalisation = pass.normalisation {
                let gainStep = OptimiserStep(optimiser, rate: rate, number: number)
                apply(gainStep, normalisation.gainGradient.start + first, count: neurons.count, at: gains + first)
            }
            guard network.stack.hidden.hasBiases else { return }
            pass.biasGradient(ofLayer: unit.layer, neurons: neurons, into: scratch.start)
            addPenalty(ofLayer: unit.layer, neurons, to: scratch.start)
            apply(biasStep, scratch.start, count: neurons.count, at: layer.biases + first)
        }
    }

    /// Adds the gradient of the penalty on some of a layer's biases, 2 lambda (b - b*).
    private func addPenalty(ofLayer layer: Int, _ neurons: Range<Int>, to gradient: UnsafeMutablePointer<Float>) {
        guard let penalty = objective.biasPenalty, layer < biasTargets.count else { return }
        let (biases, factor) = (parameters.start + layout.layers[layer].biases, Float(2 * penalty.strength))
        for neuron in neurons { gradient[neuron - neurons.lowerBound] += factor * (biases[neuron] - biasTargets[layer][neuron]) }
    }

    private func apply(_ step: OptimiserStep, _ gradient: UnsafeMutablePointer<Float>, count: Int, at offset: Int) {
        step.update(
            parameters.start + offset, first: moments.first.map { $0.start + offset },
            second: moments.count > 1 ? moments[1].start + offset : nil, gradient: gradient, count: count)
    }

    /// The forward pass of some images, for their signals.
    func forward(_ numbers: [Int], of images: LabelledImages) {
        let filled = (0..<batchSize).map { numbers[min($0, numbers.count - 1)] }
        if pass.normalisation != nil { return forwardNormalised(filled, of: images) }
        team.run(pass.pieces) { [self] piece, _ in
            guard pass.range(ofPiece: piece).lowerBound < numbers.count else { return }
            pass.load(images, filled, map: map, piece: piece)
            pass.forward(parameters.start, piece: piece)
        }
    }

    /// phi'(h^l) of a sample of the last forward pass.
    func slopes(ofLayer layer: Int, sample: Int) -> [Double] { pass.slopes(ofLayer: layer, sample: sample) }

    /// Loss and accuracy on other images with the current parameters. A normalised layer takes the statistics of each batch, as
    /// in training; in the last one, if it is not full, the last image counts as often as it is repeated.
    public func evaluate(_ images: LabelledImages) -> Evaluation {
        var total = BatchScore()
        for start in stride(from: 0, to: images.count, by: batchSize) {
            let count = min(batchSize, images.count - start)
            // An incomplete batch is filled by repeating the last image; the repetitions are not counted.
            let numbers = (0..<batchSize).map { start + min($0, count - 1) }
            let pieces = pass.pieces
            if pass.normalisation != nil { forwardNormalised(numbers, of: images) }
            total = withUnsafeTemporaryAllocation(of: BatchScore.self, capacity: pieces) { scores in
                scores.initialize(repeating: BatchScore())
                team.run(pieces) { [self] piece, _ in
                    let samples = min(Signals.samples, count - piece * Signals.samples)
                    guard samples > 0 else { return }
                    if pass.normalisation == nil {
                        pass.load(images, numbers, map: map, piece: piece)
                        pass.forward(parameters.start, piece: piece)
                    }
                    scores[piece] = pass.score(images, numbers, piece: piece, count: samples, objective.loss, delta: false)
                }
                return scores.reduce(total, +)
            }
        }
        return Evaluation(loss: total.loss / Double(images.count), accuracy: Double(total.correct) / Double(images.count))
    }
}

/// Loss and accuracy of a network on some images.
public struct Evaluation: Hashable, Codable, Sendable {
    /// Mean over the images.
    public var loss: Double
    /// Share of images whose class has the greatest output; of equal outputs the first counts.
    public var accuracy: Double
}
