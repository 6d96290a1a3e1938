// The fast trainer against its plain reference, against itself on other threads, and against a copy that was stopped.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct TrainerTests {
    /// (q* - sigma_b²)/sigma_w² for q* = 0.4.
    static let meanSquare = 0.39 / 1.21

    /// Widths and a batch size that fill neither vectors nor pieces.
    func network(
        _ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble = .orthogonal, width: Int = 21, skip: Skip = .none, normalised: Int? = nil,
        hasBiases: Bool = true
    ) -> NetworkRealisation {
        NetworkRealisation(
            LayerStack(
                inputs: 19,
                hidden: HiddenLayers(
                    width: width, count: 4, nonlinearity: nonlinearity, skip: skip, normalised: normalised, hasBiases: hasBiases),
                outputs: 5),
            start: NetworkStart(.ensemble(ensemble, sigmaW: 1.1), biasDeviation: 0.1), seed: 7)
    }

    func trainer(
        _ network: NetworkRealisation, _ optimiser: Optimiser = .sgd, rate: Double = 0.1, objective: Objective = Objective(.crossEntropy),
        layerRates: LayerRates = .equal, threads: Int = 1, batchSize: Int = 77, products: SingleProducts = .best,
        unitSize: Int = Trainer.unitSize
    ) throws -> Trainer {
        let images = Batches.images()
        return try Trainer(
            network, on: images, map: InputMap(ImageStatistics(images), meanSquare: Self.meanSquare), objective: objective,
            optimiser: optimiser, rate: rate, layerRates: layerRates, batchSize: batchSize, seed: 5, threads: threads, products: products,
            unitSize: unitSize)
    }

    /// The inputs and targets of a batch in the form of the reference.
    func batch(_ step: Int, size: Int) -> (inputs: Matrix, targets: Matrix) {
        Batches.matrices(Batches.images(), Batches.numbers(ofStep: step, size: size, of: 300), meanSquare: Self.meanSquare)
    }

    /// Rounding: each of the 5 layers' sums of n ≤ 131 products is off by about √n 2^-24 of its size, forward and backward,
    /// so a gradient is off by some 1e-5 of the largest of its layer. A step moves parameters by rate × gradient, and is
    /// rounded itself (2^-24 of parameters below 1). Adam and RMSProp divide by the gradient's own size, so a gradient near
    /// zero may have the wrong sign and its step be wrong by twice the rate: there the bound is rate × 1e-4 on average.
    @Test(arguments: Nonlinearity.allCases, [Optimiser.sgd, .momentum, .adam, .rmsProp])
    func theFastPathAgreesWithTheReference(_ nonlinearity: Nonlinearity, _ optimiser: Optimiser) throws {
        for products in SingleProducts.allCases { try expectAgreement(network(nonlinearity, .gaussian), optimiser, products: products) }
    }

    /// Layers of several strips and units, of which the last are not full.
    @Test(arguments: SingleProducts.allCases, [Optimiser.sgd, .adam])
    func theFastPathOfAWideNetworkAgreesWithTheReference(_ products: SingleProducts, _ optimiser: Optimiser) throws {
        for skip in [Skip.none, .identity, .fixed(.orthogonal(folds: 0))] {
            try expectAgreement(
                network(.erf, .gaussian, width: 131, skip: skip), optimiser, threads: 2, products: products, unitSize: 64 * 131)
        }
    }

    /// Each of three skips about doubles the mean square of the signals and of their gradients, so all of these are at most
    /// 2^3 times as large, and so is the rounding.
    @Test(arguments: Nonlinearity.allCases, [Skip.identity, .fixed(.orthogonal(folds: 0)), .fixed(.unitCircle(decay: 0.1)), .hyperResidual(.orthogonal(folds: 0))])
    func theFastPathWithSkipsAgreesWithTheReference(_ nonlinearity: Nonlinearity, _ skip: Skip) throws {
        for products in SingleProducts.allCases {
            try expectAgreement(network(nonlinearity, .gaussian, skip: skip), .sgd, products: products, scale: 8)
        }
    }

    /// The normalised layer's deviation is near 1, so its rounding is that of other layers. With Adam, gains and biases learn too.
    @Test(arguments: 1...4, [Skip.none, .identity, .fixed(.orthogonal(folds: 0)), .hyperResidual(.orthogonal(folds: 0))])
    func theFastPathWithANormalisedLayerAgreesWithTheReference(layer: Int, skip: Skip) throws {
        for products in SingleProducts.allCases {
            for hasBiases in [true, false] {
                try expectAgreement(network(.erf, .gaussian, skip: skip, normalised: layer, hasBiases: hasBiases), .sgd, products: products, scale: 8)
            }
        }
        try expectAgreement(network(.tanh, .gaussian, skip: skip, normalised: layer), .adam, threads: 2, scale: 8)
    }

    @Test("The Jacobian of hyper-residual layers is that of finite differences; a normalised network has none of a single image")
    func jacobianOfHyperResidualLayers() throws {
        let network = network(.tanh, skip: .hyperResidual(.orthogonal(folds: 0))), images = Batches.images()
        let values = try trainer(network).jacobianSingularValues(at: [3], of: images)[0]
        // The sum of squared singular values by finite differences of the reference, from x_1 on: a network that reads x_1.
        let reference = try ReferenceNetwork(network), parameters = try network.singleParameters().elements.map(Double.init)
        let (inputs, _) = Batches.matrices(images, [3], meanSquare: Self.meanSquare)
        let first = try reference.signals(parameters, inputs).activations[1], step = 1e-5
        let square = try (0..<21).reduce(0.0) { total, j in
            func last(_ sign: Double) throws -> Matrix {
                var x = [inputs, first]
                x[1][j, 0] += sign * step
                for l in 2...4 {
                    let h = try reference.weights(l, parameters).times(x[l - 1])
                    let own = Matrix(rows: 21, columns: 1) { i, _ in
                        Nonlinearity.tanh.value(h[i, 0] + parameters[network.layout.layers[l - 1].biases + i])
                    }
                    x.append(try own.plus(reference.skip(l, x)))
                }
                return x[4]
            }
            let (above, below) = (try last(1), try last(-1))
            return total + (0..<21).reduce(0) { $0 + pow((above[$1, 0] - below[$1, 0]) / (2 * step), 2) }
        }
        // Single precision of the slopes.
        #expect(abs(values.reduce(0) { $0 + $1 * $1 } / square - 1) < 1e-5)
        #expect(throws: LinearAlgebraError.self) {
            try trainer(self.network(.tanh, normalised: 2)).jacobianSingularValues(at: [0], of: images)
        }
    }

    @Test(arguments: [Skip.none, .identity]) func theFastPathUnderOtherObjectivesAgreesWithTheReference(_ skip: Skip) throws {
        let penalty = BiasPenalty(strength: 0.5, mean: 0.2, deviation: 0.3)
        for objective in [Objective(.squaredError), Objective(.crossEntropy, biasPenalty: penalty), Objective(.squaredError, biasPenalty: penalty)] {
            try expectAgreement(network(.tanh, .gaussian, skip: skip), .sgd, objective: objective, scale: 8)
        }
    }

    @Test func theFastPathAtRatesOfTheLayersAgreesWithTheReference() throws {
        try expectAgreement(network(.tanh), .sgd, objective: Objective(.squaredError), layerRates: .tangentKernel)
    }

    @Test func aNetworkWithoutBiasesGetsNone() throws {
        let network = network(.tanh, hasBiases: false)
        try expectAgreement(network, .adam)
        let trainer = try trainer(network, .adam)
        for _ in 0..<3 { trainer.step() }
        let parameters = trainer.state.parameters
        for layer in network.layout.layers { #expect(parameters[layer.biases..<layer.biases + layer.outputs].allSatisfy { $0 == 0 }) }
    }

    @Test func aBatchOfAllImagesIsTheSameInEveryStep() throws {
        try expectAgreement(network(.tanh), .sgd, batchSize: 300)
        #expect(Batches.numbers(ofStep: 0, size: 300, of: 300) == Array(0..<300))
        #expect(Batches.numbers(ofStep: 4, size: 300, of: 300) == Array(0..<300))
    }

    /// - Parameter scale: the size of signals and gradients, relative to those of a plain network.
    func expectAgreement(
        _ network: NetworkRealisation, _ optimiser: Optimiser, objective: Objective = Objective(.crossEntropy),
        layerRates: LayerRates = .equal, batchSize: Int = 77, threads: Int = 1, products: SingleProducts = .best,
        unitSize: Int = Trainer.unitSize, scale: Double = 1
    ) throws {
        let rate = 0.01
        let trainer = try trainer(
            network, optimiser, rate: rate, objective: objective, layerRates: layerRates, threads: threads, batchSize: batchSize,
            products: products, unitSize: unitSize)
        var reference = try ReferenceTraining(
            network, objective: objective, optimiser: optimiser, rate: rate, layerRates: layerRates)
        #expect(reference.parameters == trainer.state.parameters.map { Double($0) })
        for step in 0..<4 {
            let (inputs, targets) = batch(step, size: batchSize)
            let expected = try reference.step(inputs, targets: targets)
            #expect(abs(trainer.step() - expected) < 1e-5 * scale)
        }
        let differences = zip(trainer.state.parameters, reference.parameters).map { abs(Double($0) - $1) }
        let (largest, mean) = (differences.max() ?? 0, differences.reduce(0, +) / Double(differences.count))
        switch optimiser {
        case .sgd, .momentum: #expect(largest < 1e-6 * scale, "largest difference \(largest)")
        case .adam, .rmsProp: #expect(mean < 1e-4 * rate * scale, "mean difference \(mean)")
        }
    }

    /// The loss of 5 layers in single precision is accurate to 1e-5.
    @Test(arguments: SingleProducts.allCases) func anEvaluationIsTheReferencesLossAlsoOfABatchThatIsNotFull(_ products: SingleProducts) throws {
        let network = network(.tanh)
        let numbers = Batches.numbers(ofStep: 0, size: 80, of: 300), all = Batches.images()
        let (inputs, targets) = batch(0, size: 80)
        let some = LabelledImages(
            inputs: 19, classes: 5, bytes: numbers.flatMap { all.bytes[$0 * 19..<($0 + 1) * 19] }, labels: numbers.map { all.labels[$0] })
        for objective in [Objective(.crossEntropy), Objective(.squaredError)] {
            // Four pieces: one full, one not, two empty.
            let trainer = try trainer(network, objective: objective, batchSize: 200, products: products)
            let undisturbed = try self.trainer(network, objective: objective, batchSize: 200, products: products)
            let reference = try ReferenceTraining(network, objective: objective, optimiser: .sgd, rate: 1)
            #expect(abs(trainer.evaluate(some).loss - (try reference.loss(inputs, targets: targets))) < 1e-5)
            // It leaves the training undisturbed.
            #expect(trainer.step() == undisturbed.step() && trainer.state == undisturbed.state)
        }
    }

    @Test(arguments: [2, 3]) func theNumberOfThreadsChangesNoBit(threads: Int) throws {
        for (skip, normalised) in [(Skip.none, Int?.none), (.identity, 3), (.fixed(.orthogonal(folds: 0)), nil), (.hyperResidual(.orthogonal(folds: 0)), 2)] {
            let network = network(.tanh, width: 131, skip: skip, normalised: normalised)
            let one = try trainer(network, .adam, batchSize: 200, unitSize: 48 * 131)
            let several = try trainer(network, .adam, threads: threads, batchSize: 200, unitSize: 48 * 131)
            for _ in 0..<5 { #expect(one.step() == several.step()) }
            #expect(one.state == several.state)
            #expect(one.evaluate(Batches.images()) == several.evaluate(Batches.images()))
        }
    }

    @Test(arguments: [Optimiser.sgd, .momentum, .adam, .rmsProp]) func aResumedTrainingHasTheBitsOfAnUninterruptedOne(_ optimiser: Optimiser) throws {
        let undisturbed = try trainer(network(.tanh), optimiser)
        for _ in 0..<3 { undisturbed.step() }
        let resumed = try trainer(network(.tanh), optimiser)
        resumed.resume(undisturbed.state)
        for _ in 0..<4 { #expect(undisturbed.step() == resumed.step()) }
        #expect(undisturbed.state == resumed.state)
    }

    /// The first layer is tall, square or wide.
    @Test(arguments: WeightEnsemble.allCases, [12, 19, 50])
    func theMeanSquareOfTheFirstPreactivationsIsQStar(_ ensemble: WeightEnsemble, width: Int) throws {
        // h⁰ sums 19 inputs with random weights: over 200 networks its mean square is within 5 standard errors of q*.
        let squares = try (0..<200).map { seed in
            var network = network(.tanh, ensemble, width: width)
            network.seed = UInt64(seed)
            let h = try ReferenceNetwork(network).signals(network.singleParameters().elements.map { Double($0) }, batch(0, size: 77).inputs)
                .preactivations[0]
            return h.frobeniusNorm * h.frobeniusNorm / Double(h.rows * h.columns)
        }
        let mean = squares.reduce(0, +) / 200
        let deviation = (squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
        #expect(abs(mean - 0.4) < 5 * deviation / 200.0.squareRoot() + 0.4 * 0.03, "mean square \(mean)")
    }

    @Test func aDivergedTrainingHasALossThatIsNotFiniteAndStaysSo() throws {
        let trainer = try trainer(network(.relu), rate: 1e6)
        let losses = (0..<40).map { _ in trainer.step() }
        let first = try #require(losses.firstIndex { !$0.isFinite })
        #expect(first < 39 && losses[first...].allSatisfy { !$0.isFinite })
    }

    @Test func trainingLearnsWhatCanBeLearnt() throws {
        // The class is the brightest of five pixels.
        let stream = RandomStream(seed: 11)
        let bytes = (0..<2000 * 19).map { UInt8(truncatingIfNeeded: stream.word(UInt64($0))) }
        let labels = (0..<2000).map { n in UInt8((0..<5).max { bytes[n * 19 + $0] < bytes[n * 19 + $1] } ?? 0) }
        let images = LabelledImages(inputs: 19, classes: 5, bytes: bytes, labels: labels)
        let trainer = try Trainer(
            network(.tanh), on: images.slice(0..<1500), map: InputMap(ImageStatistics(images), meanSquare: Self.meanSquare), optimiser: .adam,
            rate: 3e-3, seed: 1)
        let before = trainer.evaluate(images.slice(1500..<2000))
        for _ in 0..<300 { trainer.step() }
        let after = trainer.evaluate(images.slice(1500..<2000))
        #expect(before.accuracy < 0.4 && after.accuracy > 0.7, "\(before) to \(after)")
    }

    @Test func invalidTrainingsAreRejected() throws {
        #expect(throws: LinearAlgebraError.self) { try trainer(network(.tanh), rate: 0) }
        #expect(throws: LinearAlgebraError.self) { try trainer(network(.tanh), rate: .nan) }
        #expect(throws: LinearAlgebraError.self) { try trainer(network(.tanh), batchSize: 0) }
        var other = network(.tanh)
        other.stack.inputs = 20
        #expect(throws: LinearAlgebraError.self) { try trainer(other) }
    }
}
