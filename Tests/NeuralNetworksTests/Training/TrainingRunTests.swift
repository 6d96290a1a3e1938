// A training as a value: its record, its interruptions, and its Jacobians.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Randomness
import Testing

@Suite struct TrainingRunTests {
    let images: TrainingRun.Images = {
        let stream = RandomStream(seed: 4)
        let all = LabelledImages(
            inputs: 12, classes: 3, bytes: (0..<200 * 12).map { UInt8(truncatingIfNeeded: stream.word(UInt64($0))) },
            labels: (0..<200).map { UInt8(stream.substream(1).word(UInt64($0)) % 3) })
        return TrainingRun.Images(
            training: all.slice(0..<120), heldOut: all.slice(120..<200), statistics: ImageStatistics(all.slice(0..<120)))
    }()

    func run(_ nonlinearity: Nonlinearity = .tanh, _ ensemble: WeightEnsemble = .orthogonal, rate: Double = 0.05, skip: Skip = .none) -> TrainingRun {
        TrainingRun(
            network: NetworkRealisation(
                LayerStack(inputs: 12, hidden: HiddenLayers(width: 14, count: 5, nonlinearity: nonlinearity, skip: skip), outputs: 3),
                start: NetworkStart(.ensemble(ensemble, sigmaW: 1.05), biasDeviation: 0.02), seed: 2),
            inputMeanSquare: 0.09,
            optimiser: .adam, rate: rate, batchSize: 32, steps: 12, seed: 9, 
            probes: [
                Probe(.accuracy(images: 1000), after: [0, 1, 5, 12]), Probe(.jacobian(images: 2), after: [0, 12]), Probe(.parameters, after: [12]),
            ])
    }

    struct Stopped: Error {}

    @Test(arguments: 0..<12) func aTrainingInterruptedAnywhereGivesTheSameRecord(stop: Int) throws {
        let undisturbed = try run().record(on: images)
        var saved: TrainingRun.Progress?
        #expect(throws: Stopped.self) {
            try run().record(on: images) { progress in
                saved = progress()
                if progress().steps == stop + 1 { throw Stopped() }
            }
        }
        #expect(try run().record(on: images, from: saved, threads: 2) == undisturbed)
    }

    @Test func theRecordHasWhatWasAskedFor() throws {
        let record = try run().record(on: images)
        #expect(record.evaluations.map(\.step) == [0, 1, 5, 12])
        #expect(record.jacobians.map(\.step) == [0, 12])
        #expect(record.jacobians[0].singularValues.count == 28)
        #expect(record.batchLosses.count == 12 && record.divergedAt == nil)
        #expect(record.rate == 0.05 && record.classes == 3)
        #expect(record.snapshots.map(\.step) == [12])
        #expect(record.steps(toAccuracy: 0) == 0)
        #expect(record.steps(toAccuracy: 1.1) == nil)
    }

    @Test func ofSeveralProbesAtOneStepTheOneWithTheMostImagesCounts() throws {
        var run = run()
        run.probes = [Probe(.accuracy(images: 10), after: [0, 12]), Probe(.accuracy(images: 80), after: [12])]
        let mixed = try run.record(on: images).evaluations
        run.probes = [Probe(.accuracy(images: 10), after: [0, 12])]
        let few = try run.record(on: images).evaluations
        run.probes = [Probe(.accuracy(images: 80), after: [12])]
        let all = try run.record(on: images).evaluations
        #expect(mixed == [few[0], all[0]] && few[1] != all[0])
    }

    @Test func aSnapshotIsOfTheParametersAfterItsStep() throws {
        var run = run()
        let last = try #require(try run.record(on: images).snapshots.first)
        run.steps = 5
        run.probes = [Probe(.parameters, after: [5, 12])]
        let fifth = try #require(try run.record(on: images).snapshots.first)
        #expect(fifth.step == 5 && fifth.parameters.count == last.parameters.count && fifth.parameters != last.parameters)
    }

    /// Two images: at one J is an isometry scaled by 2, at the other it has rank 1 in four dimensions.
    @Test func theStatisticsOfAJacobianAreMeansOverItsImages() {
        let point = TrainingRecord.JacobianPoint(step: 0, spectra: [[2, 2, 2, 2], [8, 0, 0, 0]])
        #expect(abs(point.conditioning - (1 + 0.25) / 2) < 1e-12)
        #expect(abs(point.largest - 4) < 1e-12)
        // 1 and √4.
        #expect(abs(point.normalisedLargest - 2.squareRoot()) < 1e-12)
        let dead = TrainingRecord.JacobianPoint(step: 0, spectra: [[0, 0, 0, 0]])
        #expect(dead.largest == 0 && dead.conditioning == 0 && abs(dead.normalisedLargest - 2) < 1e-12)
    }

    @Test func jacobiansAtMoreImagesThanABatchAreThoseOfEachImage() throws {
        var run = run()
        run.probes = [Probe(.jacobian(images: 40), after: [0])]
        let many = try #require(try run.record(on: images).jacobians.first).singularValues
        let two = try #require(try self.run().record(on: images).jacobians.first).singularValues
        // Products with another number of columns round differently: 5 sums of 14 products in double precision.
        #expect(many.count == 40 * 14)
        for (a, b) in zip(many, two) { #expect(abs(a - b) < 1e-12 * two[0]) }
    }

    @Test func aTrainingEndsWhenItsAccuracyIsEnough() throws {
        var run = run()
        let whole = try run.record(on: images)
        run.enough = whole.evaluations[1].accuracy
        let ended = try run.record(on: images)
        #expect(ended.evaluations.last.map { $0.accuracy >= whole.evaluations[1].accuracy } == true)
        #expect(ended.evaluations.count <= 2 && ended.batchLosses == Array(whole.batchLosses.prefix(ended.batchLosses.count)))
    }

    @Test func theLearningTimeIsBetweenTheEvaluationsAroundIt() throws {
        let json = #"""
            {"rate": 1, "classes": 10, "snapshots": [], "batchLosses": [], "jacobians": [], "evaluations": [
                {"step": 0, "loss": 1, "accuracy": 0.1}, {"step": 4, "loss": 1, "accuracy": 0.2}, {"step": 16, "loss": 1, "accuracy": 0.4}
            ]}
            """#
        let record = try JSONDecoder().decode(TrainingRecord.self, from: Data(json.utf8))
        #expect(abs((record.steps(toAccuracy: 0.15) ?? 0) - 2) < 1e-12)
        // Halfway in accuracy is halfway in the logarithm.
        #expect(abs((record.steps(toAccuracy: 0.3) ?? 0) - 8) < 1e-12)
        #expect(record.steps(toAccuracy: 0.4) == 16 && record.steps(toAccuracy: 0.5) == nil)
    }

    @Test func divergenceEndsATrainingAndIsRecorded() throws {
        let record = try run(.relu, rate: 1e30).record(on: images)
        #expect(record.divergedAt != nil)
        #expect(record.evaluations.last?.step != 12)
    }

    /// The loss of a step is the loss before it, so a step that ruins the network shows only in the next probe.
    @Test func aStepThatRuinsTheNetworkIsADivergenceWithEveryProbe() throws {
        for ruined in [Probe.Quantity.accuracy(images: 80), .jacobian(images: 2)] {
            // A step beyond the range of single precision.
            var run = run(.relu, rate: 1e39)
            run.probes = [Probe(.accuracy(images: 80), after: [0]), Probe(.jacobian(images: 2), after: [0]), Probe(ruined, after: [1])]
            let record = try run.record(on: images)
            #expect(record.divergedAt == 1)
            #expect(record.evaluations.map(\.step) == [0] && record.jacobians.map(\.step) == [0])
        }
    }

    /// The weights of layers 1 … L at the beginning are those of the simulations of untrained networks, rounded to single
    /// precision: with linear neurons J is their product, with orthogonal weights sigma_w^L times an orthogonal matrix.
    @Test func theJacobianOfAnUntrainedLinearOrthogonalNetworkIsAnIsometry() throws {
        let first = try #require(try run(.linear).record(on: images).jacobians.first)
        let expected = 1.05 * 1.05 * 1.05 * 1.05
        for value in first.singularValues { #expect(abs(value / expected - 1) < 4 * 14 * 0x1p-24) }
        #expect(abs(first.conditioning - 1) < 1e-6)
    }

    /// The layers 1 … L are those of the simulations' network with the same seed, number for number.
    @Test func aTrainingBeginsWithTheWeightsAndBiasesOfTheSimulations() throws {
        let run = run(.tanh, .gaussian)
        let simulated = RandomNetwork(
            width: 14, depth: 4, nonlinearity: .tanh, ensemble: .gaussian, sigmaW: 1.05, sigmaB: 0.02, qStar: 0.1, seed: 2)
        for layer in 1...4 {
            let (weights, biases) = try run.network.parameters(ofLayer: layer)
            #expect(try weights == simulated.weights(layer: layer) && biases == simulated.biases(layer: layer))
        }
    }

    /// Against the definition, in double precision: the signals of single precision are off by some 1e-7 per layer.
    @Test(arguments: [Nonlinearity.tanh, .erf, .relu, .hardTanh], [Skip.none, .identity, .fixed(.orthogonal(folds: 0))])
    func theJacobianIsTheProductOfWeightsAndSlopes(_ nonlinearity: Nonlinearity, _ skip: Skip) throws {
        let run = run(nonlinearity, .gaussian, skip: skip)
        let values = try #require(try run.record(on: images).jacobians.first).singularValues.prefix(14)
        // One image, forward, in double precision.
        let reference = try ReferenceNetwork(run.network)
        let parameters = try run.network.singleParameters().elements.map { Double($0) }
        let map = InputMap(images.statistics, meanSquare: run.inputMeanSquare)
        let first = Array(images.heldOut.bytes.prefix(12))
        let image = Matrix(rows: 12, columns: 1) { i, _ in Double((Float(first[i]) - map.mean[i]) * map.scale) }
        let signals = try reference.signals(parameters, image)
        let skips = skip == .identity ? Array(repeating: Matrix.identity(14), count: 4) : try run.network.skipMatrices()
        var product = Matrix.identity(14)
        for l in 2...5 {
            let slopes = signals.preactivations[l - 1].column(0).map { nonlinearity.derivative($0) }
            let factor = try Matrix(diagonal: slopes).times(reference.weights(l, parameters))
            let sum = Matrix(rows: 14, columns: 14) { factor[$0, $1] + (skips.isEmpty ? 0 : skips[l - 2][$0, $1]) }
            product = try sum.times(product)
        }
        for (value, expected) in zip(values, try product.singularValues()) {
            #expect(abs(value - expected) < 1e-5 * (values.first ?? 1), "\(value) against \(expected)")
        }
    }

    @Test func logarithmicStepsAreDenseAtFirstAndEndAtTheLast() {
        let steps = TrainingRun.logarithmicSteps(to: 300, perDecade: 8)
        #expect(steps.prefix(5) == [0, 1, 2, 3, 4] && steps.last == 300)
        #expect(steps == Set(steps).sorted() && steps.count < 30)
    }
}
