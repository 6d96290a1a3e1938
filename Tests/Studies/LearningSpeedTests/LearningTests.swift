// The study of learning as a graph: what runs after a change of scale, and what a stand-in may decide.
import BuildGraph
import Datasets
import DynamicalIsometry
import LearningSpeed
import Manuscript
import TestSupport
import Testing

@Suite struct LearningTests {
    /// Everything at a size of seconds.
    private func scale(_ change: (inout LearningScale) -> Void = { _ in }) -> LearningScale {
        var scale = LearningScale.smoke
        (scale.width, scale.depth, scale.steps, scale.replicates, scale.rates) = (8, 2, 4, 2, 2)
        (scale.depths, scale.qStars, scale.scaledRates, scale.longestTime) = ([2, 4], [0.1, 0.4], [1, 2], 4)
        (scale.timeReplicates, scale.isometryDepth, scale.isometryReplicates) = (2, 2, 2)
        (scale.trainingImages, scale.validationImages, scale.testImages) = (60, 20, 20)
        change(&scale)
        return scale
    }

    private func claims(_ scale: LearningScale, looks: Int = 1) -> [(id: String, input: AnyInput)] {
        let judged = JudgedSeries(series: 1, looks: looks, claims: [:])
        var setting = PaperSetting(.smoke)
        if looks > 1 { setting.ledger["learning-curves"] = [judged] }
        let data = ImageData.syntheticCIFAR10(trainingImages: scale.trainingImages, testImages: scale.testImages)
        func input(_ claim: some Claim) -> AnyInput { AnyInput(Input(claim)) }
        return LearningSpeed.contents(scale, data: data, setting).claims.map { ($0.id, input($0)) }
    }

    private func trainings(_ names: [String]) -> Int { names.count { $0.hasPrefix("Training-") || $0.hasPrefix("ChosenTraining-") } }

    @Test func onAStandInEveryClaimIsUndecided() throws {
        let claims = claims(scale())
        #expect(claims.count == 18)
        let result = try TestWorld().build(claims.map(\.input))
        #expect(result.failed.isEmpty)
        for claim in claims {
            let finding = try decodeValue(Finding.self, from: result.outcome.bytes(of: claim.input.node))
            #expect(finding.verdict == .undecided && finding.problem == nil, "\(claim.id): \(finding.problem ?? "")")
            #expect(finding.doubt?.contains("CIFAR-10") == true && finding.data.contains("synthetic stand-in"))
        }
    }

    @Test func aRateThatIsAddedTrainsAtThatRateAlone() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale { $0.scaledRates.append(4) }).filter { $0.id == "P1-14b" }.map(\.input)).ran
        // Two depths, two q*, two networks; also where it is the least rate.
        #expect(trainings(ran) == 8)
        let less = try world.build(claims(scale { $0.scaledRates = [0.5, 1, 2, 4] }).map(\.input)).ran
        #expect(less.count { $0.hasPrefix("Training-") } == 8)
    }

    @Test func moreReplicatesLeaveTheOldOnesAsTheyAre() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale { $0.isometryReplicates += 1 }).map(\.input)).ran
        // One network for each q*, and one at the fastest rate.
        #expect(trainings(ran) == 3)
    }

    @Test func anotherLookAtAGroupMakesItsReplicatesAndNoOthers() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale(), looks: 2).map(\.input)).ran
        // Six networks under four optimisers, two replicates more of each.
        #expect(trainings(ran) == 48)
        #expect(ran.contains("P1-12b") && ran.contains("P1-12a") && !ran.contains("P1-14a"))
    }
}
