// What the claims about trainings observe on known courses.
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import OrthogonalWeights
import StudySupport
import Testing

@Suite struct TrainingRecordsTests {
    /// Six networks whose test loss falls from 0.1 to `ends`, and passes 0.06 after about `time` steps.
    private func kind(_ ensemble: WeightEnsemble, _ depth: Int, time: Double, ends: Double, spread: Double, accuracy: Double = 0.5, rateAtEdge: Bool = false) -> TrainingRecords.Kind {
        let records = (0..<6).map { network -> TrainingRecord in
            var record = TrainingRecord.course()
            let factor = exp(jitter(network + (ensemble == .orthogonal ? 7 : 0)))
            record.evaluations = [0, 1, 2, 4, 8, 16, 32, 64].map { step in
                let passed = Double(step) / (time * factor)
                return .init(step: step, loss: max(ends * factor, 0.1 - 0.04 * passed), accuracy: accuracy * factor)
            }
            return record
        }
        let deviations = (0..<3).map { _ in (0..<6).map { spread * exp(jitter($0)) } }
        return TrainingRecords.Kind(
            name: "\(ensemble), \(depth)", ensemble: ensemble, depth: depth,
            rate: ChosenRate.Value(rate: 1, isAtEdge: rateAtEdge, merit: 0, finalAccuracy: nil, networks: 1), records: records,
            spread: KernelSpread.Value(steps: [0, 6, 64], deviations: deviations, changes: Array(repeating: 0.1, count: 6)))
    }

    private func records(
        gaussianTime: Double = 16, gaussianEnd: Double = 0.02, orthogonalEnd: Double = 0.015, shallowEnd: Double = 0.01, orthogonalSpread: Double = 0.1,
        atEdge: Bool = false
    ) -> TrainingRecords {
        TrainingRecords(
            kinds: [
                kind(.gaussian, 5, time: 6, ends: 0.01, spread: 0.05), kind(.orthogonal, 5, time: 6, ends: shallowEnd, spread: 0.04),
                kind(.gaussian, 30, time: gaussianTime, ends: gaussianEnd, spread: 0.9, rateAtEdge: atEdge),
                kind(.orthogonal, 30, time: 8, ends: orthogonalEnd, spread: orthogonalSpread),
            ], steps: 64, shallow: 5, deep: 30)
    }

    private func verdict(_ question: TrainingQuestion, _ records: TrainingRecords) -> Verdict? {
        TrainingClaim.statements.first { $0.0 == question }.map { $0.1.verdict(records.observation(of: question)) }
    }

    @Test func whatTheOriginalSaysHoldsOnCoursesThatAreSo() {
        let records = records()
        for (question, stated) in TrainingClaim.statements { #expect(verdict(question, records) == .holds, "\(stated.id)") }
    }

    @Test func coursesThatAreOtherwiseFail() {
        #expect(verdict(.shallowNetworksEndAlike, records(shallowEnd: 0.02)) == .fails)
        #expect(verdict(.deepOrthogonalIsSooner, records(gaussianTime: 4)) == .fails)
        #expect(verdict(.deepOrthogonalEndsLower, records(gaussianEnd: 0.01)) == .fails)
        #expect(verdict(.kernelStaysSuppressed, records(orthogonalSpread: 0.8)) == .fails)
        #expect(verdict(.spreadPredictsLoss, records(gaussianEnd: 0.002, orthogonalEnd: 0.003)) == .fails)
    }

    @Test func accuraciesAreComparedWhateverTheLoss() {
        func verdict(_ gaussian: Double, _ orthogonal: Double) -> Verdict? {
            let records = TrainingRecords(
                kinds: [
                    kind(.gaussian, 30, time: 8, ends: 0.02, spread: 0.9, accuracy: gaussian),
                    kind(.orthogonal, 30, time: 8, ends: 0.02, spread: 0.1, accuracy: orthogonal),
                ], steps: 64, shallow: 5, deep: 30)
            return TrainingClaim.onColour.first { $0.0 == .deepOrthogonalIsMoreAccurate }.map { $0.1.verdict(records.observation(of: $0.0)) }
        }
        #expect(verdict(0.3, 0.5) == .holds)
        #expect(verdict(0.5, 0.3) == .fails)
    }

    @Test func aRateAtTheEndOfItsGridLeavesAClaimUndecided() {
        #expect(verdict(.deepOrthogonalEndsLower, records(atEdge: true)) == .undecided)
    }
}
