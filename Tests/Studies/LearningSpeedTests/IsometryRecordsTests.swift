// Claims about figure 6 on known trainings.
import Experiments
import Foundation
import LearningSpeed
import Manuscript
import NeuralNetworks
import StudySupport
import Testing

@Suite struct IsometryRecordsTests {
    /// Indexed by q*: learning times, final accuracies, and the conditioning, which stays constant.
    private struct World {
        var times = [8.0, 4, 16]
        var ends = [0.36, 0.4, 0.33]
        var conditioning = [0.75, 0.9, 0.6]
        var fast = 0.7
        var spread = 1.0
        var networks = 12
        /// What the choosers see, where it differs.
        var choosersConditioning: [Double]?
        var choosersEnds: [Double]?

        private func records(_ conditioning: [Double], _ ends: [Double], networks: Range<Int>) -> [[TrainingRecord]] {
            times.indices.map { k in networks.map { record(k, conditioning[k], ends[k], network: $0) } }
        }

        private func record(_ k: Int, _ conditioning: Double, _ end: Double, network: Int) -> TrainingRecord {
            let noise = spread * jitter(network + 5 * k)
            let value = min(1, max(0.2, conditioning + noise / 4))
            return .saturating(learns: times[k] * exp(noise), ends: end + noise / 10, conditioning: [0: 1, 1: value, 64: value])
        }

        var records: IsometryRecords {
            IsometryRecords(
                qStars: [0.1, 0.2, 0.4], steps: 64,
                choosers: records(choosersConditioning ?? conditioning, choosersEnds ?? ends, networks: 100..<104),
                records: records(conditioning, ends, networks: 0..<networks),
                fast: (0..<networks).map { record(0, fast, ends[0], network: $0) })
        }
    }

    private func verdict(_ question: IsometryQuestion, _ world: World) throws -> Verdict {
        try #require(IsometryClaim.statements.first { $0.0 == question }).1.verdict(world.records.observation(of: question))
    }

    private func doctored(_ question: IsometryQuestion) -> World {
        switch question {
        case .lastsUntilLearning, .lastsToTheEnd: World(conditioning: [0.4, 0.9, 0.6])
        case .lastsToTheEndAtTheFastestRate: World(fast: 0.4)
        case .theMostIsometricLearnsFastest: World(times: [8, 16, 4])
        case .theMostIsometricEndsMostAccurate: World(ends: [0.45, 0.4, 0.33], choosersEnds: [0.36, 0.4, 0.33])
        case .theMostAccurateIsNotTheSmallest: World(ends: [0.45, 0.4, 0.33])
        }
    }

    @Test func everyClaimCanHoldFailAndStayUndecided() throws {
        for (question, stated) in IsometryClaim.statements {
            #expect(try verdict(question, World()) == .holds, "\(stated.id)")
            #expect(try verdict(question, doctored(question)) == .fails, "\(stated.id)")
            #expect(try verdict(question, World(spread: 60, networks: 3)) == .undecided, "\(stated.id)")
        }
    }

    @Test func theMostIsometricIsChosenOnLaterTraining() {
        // At first the first one is closer to an isometry.
        let early = TrainingRecord.course(conditioning: [0: 1, 8: 1, 32: 0.6, 64: 0.6]), late = TrainingRecord.course(conditioning: [0: 0.8, 64: 0.8])
        let records = IsometryRecords(qStars: [0.1, 0.2], steps: 64, choosers: [[early], [late]], records: [[late], [early]], fast: [late])
        #expect(records.mostIsometric == 1)
    }

    @Test func networksThatJudgeDoNotChoose() throws {
        let observation = World(ends: [0.4, 0.3, 0.5], choosersEnds: [0.4, 0.5, 0.3]).records.observation(of: .theMostAccurateIsNotTheSmallest)
        #expect(observation.note?.contains("q* = 1/5") == true)
        #expect(observation.samples[0].allSatisfy { $0 < 0 })
        // The judges' own conditioning does not matter.
        #expect(World(choosersConditioning: [0.6, 0.7, 0.9]).records.mostIsometric == 2)
    }

    @Test func leadAndAccuracyAreThoseOfTheMostIsometric() {
        let records = World(spread: 0).records
        let lead = records.observation(of: .theMostIsometricLearnsFastest)
        #expect(lead.doubt == nil && lead.samples.count == 2 && lead.samples.allSatisfy { $0.allSatisfy { $0 > 0.5 } })
        let leads = records.observation(of: .theMostIsometricEndsMostAccurate).samples.map { $0[0] }
        #expect(zip(leads, [0.04, 0.07]).allSatisfy { abs($0 - $1) < 1e-12 })
        let unlearnt = World(times: [8, 400, 16]).records.observation(of: .theMostIsometricLearnsFastest)
        #expect(unlearnt.doubt?.reason.contains("learnt") == true && unlearnt.doubt?.failureStands == true)
    }
}
