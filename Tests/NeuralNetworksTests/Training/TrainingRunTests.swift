// A training as a value: its record, its interruptions, and the Jacobian it follows.
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

    func run(_ nonlinearity: Nonlinearity = .tanh, _ ensemble: WeightEnsemble = .orthogonal, rate: Double = 0.05) -> TrainingRun {
        TrainingRun(
            classifier: Classifier(
                network: RandomNetwork(
                    width: 14, depth: 4, nonlinearity: nonlinearity, ensemble: ensemble, sigmaW: 1.05, sigmaB: 0.02, qStar: 0.1, seed: 2),
                inputs: 12, classes: 3),
            optimiser: .adam, rate: rate, batchSize: 32, steps: 12, seed: 9, 
            probes: [
                Probe(.accuracy(images: 1000), after: [0, 1, 5, 12]), Probe(.jacobian(images: 2), after: [0, 12]), Probe(.parameters, after: [12]),
            ])
    }

    struct Stopped: Error {}

    @Test(arguments: 0..<12) func aTrainingThatIsStoppedAnywhereGoesOnToTheSameRecord(stop: Int) throws {
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

    @Test func ofSeveralProbesOfOneStepTheOneWithTheMostImagesCounts() throws {
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

    /// Two images: an isometry scaled by 2, and one where all goes into one of four directions.
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
        // Products of another number of columns round otherwise: 5 sums of 14 products in double precision.
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
        let json = #"{"rate":1,"classes":10,"snapshots":[],"batchLosses":[],"jacobians":[],"evaluations":[{"step":0,"loss":1,"accuracy":0.1},{"step":4,"loss":1,"accuracy":0.2},{"step":16,"loss":1,"accuracy":0.4}]}"#
        let record = try JSONDecoder().decode(TrainingRecord.self, from: Data(json.utf8))
        #expect(abs((record.steps(toAccuracy: 0.15) ?? 0) - 2) < 1e-12)
        // Half way in accuracy is half way in the logarithm.
        #expect(abs((record.steps(toAccuracy: 0.3) ?? 0) - 8) < 1e-12)
        #expect(record.steps(toAccuracy: 0.4) == 16 && record.steps(toAccuracy: 0.5) == nil)
    }

    @Test func divergenceEndsATrainingAndIsRecorded() throws {
        let record = try run(.relu, rate: 1e30).record(on: images)
        #expect(record.divergedAt != nil)
        #expect(record.evaluations.last?.step != 12)
    }

    /// The loss of a step is that of before it: a step that ruins the network shows in what is looked at after it.
    @Test func aStepThatRuinsTheNetworkIsADivergenceWhereverItIsLookedAt() throws {
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

    /// Against the definition, in double precision: the signals of single precision are off by some 1e-7 a layer.
    @Test(arguments: [Nonlinearity.tanh, .erf, .relu, .hardTanh]) func theJacobianIsTheProductOfWeightsAndSlopes(_ nonlinearity: Nonlinearity) throws {
        let run = run(nonlinearity, .gaussian)
        let network = run.classifier.network
        let values = try #require(try run.record(on: images).jacobians.first).singularValues.prefix(14)
        // One image, forth, in double precision.
        let parameters = try run.classifier.initialParameters(run.classifier.layout).elements.map { Double($0) }
        let map = InputMap(images.statistics, meanSquare: run.classifier.inputMeanSquare)
        let first = Array(images.heldOut.bytes.prefix(12))
        var signal = (0..<12).map { Double((Float(first[$0]) - map.mean[$0]) * map.scale) }
        var product = Matrix.identity(14)
        for (number, layer) in run.classifier.layout.layers.dropLast().enumerated() {
            let weights = Matrix(rows: layer.outputs, columns: layer.inputs) { parameters[layer.weights + $0 * layer.inputs + $1] }
            let h = zip(try weights.times(signal), 0..<14).map { $0 + parameters[layer.biases + $1] }
            signal = h.map { network.nonlinearity.value($0) }
            if number > 0 {
                product = try Matrix(diagonal: h.map { network.nonlinearity.derivative($0) }).times(weights.times(product))
            }
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
