// What claims about learning observe, on courses of trainings that are known: each must be able to hold, to fail and to stay
// undecided.
import DynamicalIsometry
import Experiments
import Foundation
import LearningSpeed
import Manuscript
import NeuralNetworks
import Testing

extension LearningObservation {
    /// The values of a sample; of a list, of its items one after the other.
    var samples: [[Double]] {
        func values(_ quantity: Quantity) -> [Double] {
            if case .sample(let values) = quantity { return values }
            return []
        }
        switch form {
        case .value(let quantity): return [values(quantity)]
        case .list(let items): return items.map { values($0.quantity) }
        default: return []
        }
    }
}

@Suite struct CourseTests {
    @Test func aLearningTimeIsAtLeastOneStepAndAtMostThoseThatWereGiven() {
        #expect(abs(TrainingRecord.course(learns: 8).logLearningTime(atMost: 64) - log(8) + log(2) / 2) < 1e-12)
        #expect(TrainingRecord.course(learns: 0).logLearningTime(atMost: 64) == 0)
        // Exactly so: it is by this number that a training is known not to have learnt.
        #expect(TrainingRecord.course(learns: nil, ends: 0.2).learningTime(atMost: 200) == 200)
    }

    @Test func aDivergedTrainingGuessesAndIsNoIsometry() {
        let record = TrainingRecord.course(ends: 0.9, conditioning: [0: 1, 8: 0.9], diverges: true)
        #expect(record.finalAccuracy == 0.1 && record.finalConditioning == 0 && record.meanAccuracy == 0 && record.meanConditioning == 0)
    }

    @Test func theMeanIsOverTheLogarithmOfTheStep() {
        // 1 from step 1 to 4, then down to 0.5 at 64: one third of the decades at 1, two at 0.75.
        let record = TrainingRecord.course(conditioning: [0: 0.6, 1: 1, 4: 1, 64: 0.5])
        #expect(abs(record.meanConditioning - (1.0 / 3 + 2 * 0.75 / 3)) < 1e-12)
    }

    @Test func theConditioningIsReadBetweenTwoLooks() {
        let record = TrainingRecord.course(conditioning: [0: 1, 3: 0.8, 15: 0.6])
        #expect(abs(record.conditioning(afterSteps: 7) - 0.7) < 1e-12)
        #expect(abs(record.conditioning(afterSteps: 0) - 1) < 1e-12)
        #expect(abs(record.conditioning(afterSteps: .infinity) - 0.6) < 1e-12)
    }

    @Test func theConditioningOfTinyAndOfNoJacobians() {
        func conditioning(_ spectrum: [Double]) -> Double { TrainingRecord.JacobianPoint(step: 0, spectra: [spectrum]).conditioning }
        #expect(abs(conditioning([1e-200, 1e-200]) - 1) < 1e-12)
        #expect(abs(conditioning([1e200, 0]) - 0.5) < 1e-12)
        #expect(conditioning([0, 0]) == 0)
    }

    @Test func theChosenRateIsThatOfTheBestCourse() {
        let records = [nil, 16, 2, 8].map { TrainingRecord.course(learns: $0) } + [.course(learns: 1, diverges: true)]
        let chosen = ChosenRate.choose([1, 2, 3, 4, 5], records.map { [$0] })
        #expect(chosen.rate == 3 && !chosen.isAtEdge)
        #expect(ChosenRate.choose([1, 2, 3], records[..<3].map { [$0] }).isAtEdge)
        // Of equals the smaller one.
        #expect(ChosenRate.choose([1, 2, 3], Array(repeating: [records[1]], count: 3)).rate == 1)
    }
}

@Suite struct LearningComparisonTests {
    private func kind(_ name: String, _ times: [Double?], ends: Double = 0.4, isRateAtEdge: Bool = false) -> LearningComparison.Kind {
        .init(name, times.map { .course(learns: $0, ends: $0 == nil ? 0.2 : ends) }, isRateAtEdge: isRateAtEdge)
    }

    @Test func networksOfOneNumberAreCompared() {
        let observation = LearningComparison([kind("a", [4, 8]), kind("b", [8, 32])], steps: 64).delays
        #expect(observation.doubt == nil)
        #expect(zip(observation.samples[0], [log(2), log(4)]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func timesThatAreCutOffMayCountAgainstTheClaimOnly() {
        let slow = LearningComparison([kind("a", [4, 8]), kind("b", [nil, nil])], steps: 64).delays
        #expect(slow.doubt == nil && slow.samples[0].allSatisfy { $0 > 0 })
        #expect(LearningComparison([kind("a", [4, nil]), kind("b", [nil, nil])], steps: 64).delays.doubt?.contains("a learnt") == true)
    }

    @Test func aRateAtTheEdgeDecidesNothing() {
        let kinds = [kind("a", [4, 8]), kind("b", [8, 32], isRateAtEdge: true)]
        #expect(LearningComparison(kinds, steps: 64).delays.doubt?.contains("b") == true)
        #expect(LearningComparison(kinds, steps: 64).accuracyAtTheEnd.doubt?.contains("b") == true)
    }

    @Test func accuraciesAtTheEndAreCompared() {
        let observation = LearningComparison([kind("a", [4, 8], ends: 0.5), kind("b", [4, 8], ends: 0.4)], steps: 64).accuracyAtTheEnd
        #expect(observation.samples[0].allSatisfy { abs($0 - 0.1) < 1e-12 })
    }
}

@Suite struct IsometryRecordsTests {
    /// By q*: learning times, accuracies at the end, and the conditioning throughout, network by network.
    private func records(_ columns: [(times: [Double?], ends: [Double], conditioning: Double)]) -> IsometryRecords {
        IsometryRecords(
            qStars: [0.1, 0.2, 0.4], steps: 64,
            records: columns.map { column in
                zip(column.times, column.ends).map { .course(learns: $0, ends: $1, conditioning: [0: 1, 1: column.conditioning, 64: column.conditioning]) }
            })
    }

    @Test func theMostIsometricIsThatOfTheWholeCourse() {
        // The last look alone says the third.
        let late = TrainingRecord.course(conditioning: [0: 1, 1: 0.6, 32: 0.6, 64: 0.7])
        let early = TrainingRecord.course(conditioning: [0: 1, 1: 0.9, 32: 0.9, 64: 0.6])
        let records = IsometryRecords(qStars: [0.1, 0.2, 0.4], steps: 64, records: [[late], [early], [late]])
        #expect(records.mostIsometric == 1)
    }

    @Test func leadAndAccuracyAreThoseOfTheMostIsometric() {
        let records = records([([8, 8], [0.3, 0.3], 0.6), ([4, 4], [0.4, 0.5], 0.9), ([16, 16], [0.35, 0.35], 0.7)])
        let lead = records.leadOfTheMostIsometric
        #expect(lead.doubt == nil && lead.samples.count == 2)
        #expect(zip(lead.samples.map { $0[0] }, [log(2), log(4)]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(records.accuracyOfTheMostIsometric.samples[0], [0.1, 0.2]).allSatisfy { abs($0 - $1) < 1e-12 })
        let unlearnt = self.records([([8], [0.3], 0.6), ([nil], [0.2], 0.9), ([16], [0.35], 0.7)])
        #expect(unlearnt.leadOfTheMostIsometric.doubt?.contains("learnt") == true)
    }

    @Test func theLargerVarianceIsChosenBySomeNetworksAndJudgedByOthers() {
        // The first two networks choose the third q*, and the last two find it worse.
        let records = records([
            ([4, 4, 4, 4], [0.4, 0.4, 0.4, 0.4], 0.9), ([4, 4, 4, 4], [0.3, 0.3, 0.6, 0.6], 0.9), ([4, 4, 4, 4], [0.5, 0.5, 0.3, 0.2], 0.9),
        ])
        let observation = records.accuracyOfALargerVariance
        #expect(observation.note?.contains("q* = 0.4") == true)
        #expect(zip(observation.samples[0], [-0.1, -0.2]).allSatisfy { abs($0 - $1) < 1e-12 } && observation.samples[0].count == 2)
    }

    @Test func theConditioningWhenLearntIsThatOfTheSmallestVariance() {
        let records = records([([8, nil], [0.4, 0.2], 0.8), ([8, 8], [0.4, 0.4], 0.6), ([8, 8], [0.4, 0.4], 0.6)])
        #expect(records.conditioningWhenLearnt.samples[0].allSatisfy { abs($0 - 0.8) < 1e-12 })
    }
}
