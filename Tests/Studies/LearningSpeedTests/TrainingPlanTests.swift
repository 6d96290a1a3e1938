// What a plan of P1's trainings means in numbers.
import Experiments
import NetworkModels
import NeuralNetworks
import SignalPropagation
import Testing

@Suite struct TrainingPlanTests {
    /// sigma_w² times the inputs' mean square, plus sigma_b², is the mean square of h_1.
    @Test(arguments: [Nonlinearity.tanh, .hardTanh, .relu], WeightEnsemble.allCases)
    func aCriticalBeginningGivesTheFirstLayerItsVariance(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble) throws {
        let (start, inputMeanSquare) = try Beginning.critical(ensemble, .qStar(0.25), chi: 1).numbers(nonlinearity)
        guard case .ensemble(let drawn, let sigmaW) = start.weights else {
            Issue.record("not drawn from an ensemble")
            return
        }
        #expect(drawn == ensemble && start.biasMean == 0)
        #expect(abs(sigmaW * sigmaW * inputMeanSquare + start.biasDeviation * start.biasDeviation - 0.25) < 1e-15)
        #expect(try sigmaW == CriticalPoint(nonlinearity, qStar: 0.25).sigmaW)
    }

    @Test func chiScalesTheWeightsAndNotTheVarianceOfTheFirstLayer() throws {
        let critical = try Beginning.critical(.orthogonal, .qStar(0.25), chi: 1).numbers(.tanh)
        let chaotic = try Beginning.critical(.orthogonal, .qStar(0.25), chi: 1.21).numbers(.tanh)
        guard case .ensemble(_, let a) = critical.start.weights, case .ensemble(_, let b) = chaotic.start.weights else {
            Issue.record("not drawn from an ensemble")
            return
        }
        #expect(abs(b / a - 1.1) < 1e-15)
        #expect(abs(b * b * chaotic.inputMeanSquare - a * a * critical.inputMeanSquare) < 1e-15)
    }

    @Test func afterTheLastStepAllImagesAreEvaluated() {
        let plan = TrainingPlan(
            initialisation: .init(.tanh, .orthogonal, qStar: 0.25), width: 8, depth: 3, optimiser: .sgd, batchSize: 4, steps: 100,
            heldOut: .test(20), imagesAtLast: 100, jacobians: [0, 100])
        #expect(plan.hidden == HiddenLayers(width: 8, count: 4, nonlinearity: .tanh))
        #expect(plan.probes.map(\.quantity) == [.accuracy(images: 20), .accuracy(images: 100), .jacobian(images: 16)])
        #expect(plan.probes[1].steps == [100] && plan.probes[0].steps.last == 100 && plan.probes[2].steps == [0, 100])
    }
}
