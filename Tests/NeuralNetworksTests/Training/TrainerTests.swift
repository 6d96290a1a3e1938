// The fast trainer against its plain reference, against itself on other threads, and against a copy that was stopped.
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct TrainerTests {
    /// Widths and a batch that fill neither vectors nor pieces.
    func classifier(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble = .orthogonal, width: Int = 21) -> Classifier {
        Classifier(
            network: RandomNetwork(
                width: width, depth: 3, nonlinearity: nonlinearity, ensemble: ensemble, sigmaW: 1.1, sigmaB: 0.1, qStar: 0.4, seed: 7),
            inputs: 19, classes: 5)
    }

    func images(_ count: Int = 300) -> LabelledImages {
        let stream = RandomStream(seed: 3)
        return LabelledImages(
            inputs: 19, classes: 5, bytes: (0..<count * 19).map { UInt8(truncatingIfNeeded: stream.word(UInt64($0))) },
            labels: (0..<count).map { UInt8(stream.substream(1).word(UInt64($0)) % 5) })
    }

    func trainer(
        _ classifier: Classifier, _ optimiser: Optimiser = .sgd, rate: Double = 0.1, threads: Int = 1, batchSize: Int = 77,
        products: SingleProducts = .best, unitSize: Int = Trainer.unitSize
    ) throws -> Trainer {
        let images = images()
        return try Trainer(
            classifier, on: images, map: InputMap(ImageStatistics(images), meanSquare: classifier.inputMeanSquare), optimiser: optimiser,
            rate: rate, batchSize: batchSize, seed: 5, threads: threads, products: products, unitSize: unitSize)
    }

    /// The inputs of a batch as the reference wants them.
    func batch(_ step: Int, size: Int, _ classifier: Classifier) -> (images: [[Double]], labels: [Int]) {
        let images = images(), map = InputMap(ImageStatistics(images), meanSquare: classifier.inputMeanSquare)
        var sampler = BatchSampler(count: images.count, batchSize: size, stream: RandomStream(seed: 5))
        var numbers = Array(repeating: 0, count: size)
        sampler.fill(&numbers, step: step)
        return (
            numbers.map { n in (0..<19).map { Double((Float(images.bytes[n * 19 + $0]) - map.mean[$0]) * map.scale) } },
            numbers.map { Int(images.labels[$0]) }
        )
    }

    /// Central differences with step e are off by e²/6 of the third derivative and by the rounding 2^-53/e of the loss:
    /// with e = 1e-5, 1e-10 at most for the slopes of order 1 here.
    @Test(arguments: [Nonlinearity.linear, .tanh, .erf]) func theReferenceGradientIsThatOfFiniteDifferences(_ nonlinearity: Nonlinearity) throws {
        let classifier = classifier(nonlinearity)
        var reference = ReferenceClassifier(classifier, parameters: try trainer(classifier).state.parameters, optimiser: .sgd)
        let (images, labels) = batch(0, size: 11, classifier)
        let gradient = reference.gradient(images, labels)
        let step = 1e-5
        for i in stride(from: 0, to: reference.parameters.count, by: 7) {
            let kept = reference.parameters[i]
            reference.parameters[i] = kept + step
            let above = reference.loss(images, labels)
            reference.parameters[i] = kept - step
            let below = reference.loss(images, labels)
            reference.parameters[i] = kept
            #expect(abs((above - below) / (2 * step) - gradient[i]) < 1e-9)
        }
    }

    /// Rounding: each of the 5 layers' sums of n ≤ 131 products is off by about √n 2^-24 of its size, forth and back, so a
    /// gradient by some 1e-5 of the largest of its layer; a step moves parameters by rate × gradient, and is rounded
    /// itself (2^-24 of parameters below 1). Adam and RMSProp divide by the gradient's own size, so that one near zero may
    /// have the wrong sign and its step be wrong by twice the rate: there the bound is rate × 1e-4 on average.
    @Test(arguments: Nonlinearity.allCases, [Optimiser.sgd, .momentum, .adam, .rmsProp])
    func theFastPathAgreesWithTheReference(_ nonlinearity: Nonlinearity, _ optimiser: Optimiser) throws {
        for products in SingleProducts.allCases {
            try expectAgreement(classifier(nonlinearity, .gaussian), optimiser) { try trainer($0, optimiser, rate: $1, products: products) }
        }
    }

    /// Layers of several strips and units, the last ones not full.
    @Test(arguments: SingleProducts.allCases, [Optimiser.sgd, .adam])
    func theFastPathOfAWideNetworkAgreesWithTheReference(_ products: SingleProducts, _ optimiser: Optimiser) throws {
        try expectAgreement(classifier(.erf, .gaussian, width: 131), optimiser) {
            try trainer($0, optimiser, rate: $1, threads: 2, products: products, unitSize: 64 * 131)
        }
    }

    func expectAgreement(_ classifier: Classifier, _ optimiser: Optimiser, _ trainer: (Classifier, Double) throws -> Trainer) throws {
        let rate = 0.01
        let trainer = try trainer(classifier, rate)
        var reference = ReferenceClassifier(classifier, parameters: trainer.state.parameters, optimiser: optimiser)
        for step in 0..<4 {
            let (images, labels) = batch(step, size: 77, classifier)
            let expected = reference.step(images, labels, optimiser, rate: rate)
            #expect(abs(trainer.step() - expected) < 1e-5)
        }
        let differences = zip(trainer.state.parameters, reference.parameters).map { abs(Double($0) - $1) }
        let (largest, mean) = (differences.max() ?? 0, differences.reduce(0, +) / Double(differences.count))
        switch optimiser {
        case .sgd, .momentum: #expect(largest < 1e-6, "largest difference \(largest)")
        case .adam, .rmsProp: #expect(mean < 1e-4 * rate, "mean difference \(mean)")
        }
    }

    /// The loss of 5 layers in single precision: a part in 10⁵.
    @Test(arguments: SingleProducts.allCases) func anEvaluationIsTheReferencesLossAlsoOfABatchThatIsNotFull(_ products: SingleProducts) throws {
        let classifier = classifier(.tanh)
        let (inputs, labels) = batch(0, size: 80, classifier)
        var sampler = BatchSampler(count: 300, batchSize: 80, stream: RandomStream(seed: 5))
        var numbers = Array(repeating: 0, count: 80)
        sampler.fill(&numbers, step: 0)
        let all = images()
        let some = LabelledImages(
            inputs: 19, classes: 5, bytes: numbers.flatMap { all.bytes[$0 * 19..<($0 + 1) * 19] }, labels: numbers.map { all.labels[$0] })
        // Four pieces: one full, one not, two empty.
        let trainer = try trainer(classifier, batchSize: 200, products: products), undisturbed = try self.trainer(classifier, batchSize: 200, products: products)
        let reference = ReferenceClassifier(classifier, parameters: trainer.state.parameters, optimiser: .sgd)
        #expect(abs(trainer.evaluate(some).loss - reference.loss(inputs, labels)) < 1e-5)
        // Nor does it leave anything behind.
        #expect(trainer.step() == undisturbed.step() && trainer.state == undisturbed.state)
    }

    @Test(arguments: [2, 3]) func theNumberOfThreadsChangesNoBit(threads: Int) throws {
        let classifier = classifier(.tanh, width: 131)
        let one = try trainer(classifier, .adam, batchSize: 200, unitSize: 48 * 131)
        let several = try trainer(classifier, .adam, threads: threads, batchSize: 200, unitSize: 48 * 131)
        for _ in 0..<5 { #expect(one.step() == several.step()) }
        #expect(one.state == several.state)
        #expect(one.evaluate(images()) == several.evaluate(images()))
    }

    @Test(arguments: [Optimiser.sgd, .momentum, .adam, .rmsProp]) func aResumedTrainingIsTheUndisturbedOneBitForBit(_ optimiser: Optimiser) throws {
        let undisturbed = try trainer(classifier(.tanh), optimiser)
        for _ in 0..<3 { undisturbed.step() }
        let resumed = try trainer(classifier(.tanh), optimiser)
        resumed.resume(undisturbed.state)
        for _ in 0..<4 { #expect(undisturbed.step() == resumed.step()) }
        #expect(undisturbed.state == resumed.state)
    }

    /// Of a first layer that is tall, square or wide.
    @Test(arguments: WeightEnsemble.allCases, [12, 19, 50])
    func theMeanSquareOfTheFirstPreactivationsIsQStar(_ ensemble: WeightEnsemble, width: Int) throws {
        // h⁰ sums 19 inputs with random weights: over 200 networks its mean square is within 5 standard errors of q*.
        let squares = try (0..<200).map { seed in
            var classifier = classifier(.tanh, ensemble, width: width)
            classifier.network.seed = UInt64(seed)
            let layer = classifier.layout.layers[0]
            let parameters = try classifier.initialParameters(classifier.layout).elements
            let (inputs, _) = batch(0, size: 77, classifier)
            return inputs.reduce(0.0) { total, a in
                total + (0..<width).reduce(0.0) { sum, i in
                    let h = (0..<19).reduce(Double(parameters[layer.biases + i])) { $0 + Double(parameters[layer.weights + i * 19 + $1]) * a[$1] }
                    return sum + h * h
                }
            } / Double(width * inputs.count)
        }
        let mean = squares.reduce(0, +) / 200
        let deviation = (squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
        #expect(abs(mean - 0.4) < 5 * deviation / 200.0.squareRoot() + 0.4 * 0.03, "mean square \(mean)")
    }

    @Test func aDivergedTrainingHasALossThatIsNotFiniteAndStaysSo() throws {
        let trainer = try trainer(classifier(.relu), rate: 1e6)
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
        let classifier = classifier(.tanh)
        let trainer = try Trainer(
            classifier, on: images.slice(0..<1500), map: InputMap(ImageStatistics(images), meanSquare: classifier.inputMeanSquare), optimiser: .adam,
            rate: 3e-3, seed: 1)
        let before = trainer.evaluate(images.slice(1500..<2000))
        for _ in 0..<300 { trainer.step() }
        let after = trainer.evaluate(images.slice(1500..<2000))
        #expect(before.accuracy < 0.4 && after.accuracy > 0.7, "\(before) to \(after)")
    }

    @Test func whatNamesNoTrainingIsRefused() throws {
        #expect(throws: LinearAlgebraError.self) { try trainer(classifier(.tanh), rate: 0) }
        #expect(throws: LinearAlgebraError.self) { try trainer(classifier(.tanh), rate: .nan) }
        #expect(throws: LinearAlgebraError.self) { try trainer(classifier(.tanh), batchSize: 0) }
        var other = classifier(.tanh)
        other.inputs = 20
        #expect(throws: LinearAlgebraError.self) { try trainer(other) }
    }
}
