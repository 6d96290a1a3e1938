// What figures and claims use from the course of a training, on known courses.
import Experiments
import Foundation
import NeuralNetworks
import StudySupport
import Testing

@Suite struct CourseTests {
    @Test func aLearningTimeIsBetweenOneStepAndAllStepsOfTheTraining() {
        #expect(abs(TrainingRecord.course(learns: 8).logLearningTime(atMost: 64) - log(8) + log(2) / 2) < 1e-12)
        #expect(TrainingRecord.course(learns: 0).logLearningTime(atMost: 64) == 0)
        // Exactly equal: this number marks a training that has not learnt.
        #expect(TrainingRecord.course(learns: nil, ends: 0.2).learningTime(atMost: 200) == 200)
    }

    @Test func aDivergedTrainingCountsAsGuessingAndHasConditioningZero() {
        let record = TrainingRecord.course(ends: 0.9, conditioning: [0: 1, 8: 0.9], diverges: true)
        #expect(record.finalAccuracy == 0.1 && record.finalConditioning == 0 && record.meanAccuracy == 0 && record.lateConditioning == 0)
    }

    @Test func theLateConditioningIsThatOfTheLastThirdOfTheLogarithm() {
        // From step 16 to 64 the conditioning falls from 1 to 0.5, linearly in the logarithm.
        let record = TrainingRecord.course(conditioning: [0: 0.6, 1: 1, 16: 1, 64: 0.5])
        #expect(abs(record.lateConditioning - 0.75) < 1e-12)
        #expect(abs(TrainingRecord.course(conditioning: [0: 0.6, 1: 0.6, 64: 0.9]).lateConditioning - 0.85) < 0.02)
    }

    @Test func theConditioningIsInterpolatedBetweenTwoProbes() {
        let record = TrainingRecord.course(conditioning: [0: 1, 3: 0.8, 15: 0.6])
        #expect(abs(record.conditioning(afterSteps: 7) - 0.7) < 1e-12)
        #expect(abs(record.conditioning(afterSteps: 0) - 1) < 1e-12)
        #expect(abs(record.conditioning(afterSteps: .infinity) - 0.6) < 1e-12)
    }

    @Test func theConditioningOfTinyAndZeroJacobians() {
        func conditioning(_ spectrum: [Double]) -> Double { TrainingRecord.JacobianPoint(step: 0, spectra: [spectrum]).conditioning }
        #expect(abs(conditioning([1e-200, 1e-200]) - 1) < 1e-12)
        #expect(abs(conditioning([1e200, 0]) - 0.5) < 1e-12)
        #expect(conditioning([0, 0]) == 0)
    }

    @Test func theChosenRateHasTheBestMeanCourse() {
        // Indexed by rate: the third is best for the second network, and on average.
        let records = [[nil, nil], [16, 16], [2, 1], [1, nil]].map { $0.map { TrainingRecord.course(learns: $0) } }
        let chosen = ChosenRate.choose([1, 2, 3, 4], records)
        #expect(chosen.rate == 3 && !chosen.isAtEdge)
        #expect(ChosenRate.choose([1, 2, 3], Array(records[..<3])).isAtEdge)
        // Of equal ones the smaller wins.
        #expect(ChosenRate.choose([1, 2, 3], Array(repeating: records[1], count: 3)).rate == 1)
    }
}
