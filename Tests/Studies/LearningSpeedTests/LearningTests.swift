// The study of learning as a graph: what runs after a change of scale, and what can be decided on a stand-in.
import BuildGraph
import Datasets
import LearningSpeed
import Manuscript
import TestSupport
import Testing

@Suite struct LearningTests {
    /// Everything at a size that takes seconds.
    private func scale(_ change: (inout LearningScale) -> Void = { _ in }) -> LearningScale {
        let choosers = Choosers(networks: 2, steps: 4)
        var scale = LearningScale(
            curves: CurvesScale(width: 8, depth: 2, steps: 4, networks: 2, rates: 2, choosers: choosers),
            times: TimesScale(
                width: 8, depths: [2, 4], qStars: [0.1, 0.4], scaledRates: [1, 2], longest: 4, networksAtSmallest: 3, networks: 2,
                choosers: choosers),
            isometry: IsometryScale(
                width: 8, depth: 2, qStars: [0.1, 0.4], scaledRate: 1, steps: 4, networks: 2, choosers: 2, jacobianImages: 2),
            images: ImagesScale(training: 60, validation: 20, test: 20, course: 10),
            digits: CurvesScale(width: 8, depth: 2, steps: 4, networks: 2, rates: 2, choosers: choosers),
            digitImages: ImagesScale(training: 60, validation: 20, test: 20, course: 10), longer: LongerScale(epochs: [1], networks: 1))
        change(&scale)
        return scale
    }

    private func claims(_ scale: LearningScale, series: Int = 1) -> [(id: String, input: AnyInput)] {
        let setting = PaperSetting(.smoke, ledger: ["learning-curves": [JudgedSeries(series: series, looks: 1, claims: [:])]])
        let data = ImageData.syntheticCIFAR10(trainingImages: scale.images.training, testImages: scale.images.test)
        func input(_ claim: some Claim) -> AnyInput { AnyInput(Input(claim)) }
        let digits = ImageData.syntheticMNIST(trainingImages: scale.digitImages.training, testImages: scale.digitImages.test)
        return LearningSpeed.contents(scale, data: data, digits: digits, setting).claims.map { ($0.id, input($0)) }
    }

    private func trainings(_ names: [String]) -> Int { names.count { $0.hasPrefix("Training-") || $0.hasPrefix("ChosenTraining-") } }

    @Test func onAStandInEveryClaimIsUndecided() throws {
        let claims = claims(scale())
        #expect(claims.count == CurveClaim.statements.count + CurveClaim.onDigits.count + TimeClaim.statements.count + IsometryClaim.statements.count)
        let result = try TestWorld().build(claims.map(\.input))
        #expect(result.failed.isEmpty)
        for claim in claims {
            let finding = try decodeValue(Finding.self, from: result.outcome.bytes(of: claim.input.node))
            #expect(finding.verdict == .undecided && finding.problem == nil, "\(claim.id): \(finding.problem ?? "")")
            let images = claim.id.hasPrefix("P1-20") ? "MNIST" : "CIFAR-10"
            #expect(finding.doubt?.contains(images) == true && finding.data.contains("synthetic stand-in"))
        }
    }

    @Test func addingARateTrainsAtThatRateAlone() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale { $0.times.scaledRates.append(4) }).filter { $0.id == "P1-14b" }.map(\.input)).ran
        // At two depths: three judges and two choosers at the smallest q*, two and two at the other.
        #expect(trainings(ran) == 18)
        // Also if it is the smallest rate.
        let less = try world.build(claims(scale { $0.times.scaledRates = [0.5, 1, 2, 4] }).filter { $0.id == "P1-14b" }.map(\.input)).ran
        #expect(trainings(less) == 18)
    }

    @Test func addingReplicatesRerunsNoOldOne() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale { $0.isometry.networks += 1 }).map(\.input)).ran
        // One network for each q*, and one at the fastest rate.
        #expect(trainings(ran) == 3)
    }

    @Test func anotherSeriesOfAGroupTrainsNewNetworksOfThatGroupOnly() throws {
        let world = TestWorld()
        _ = try world.build(claims(scale()).map(\.input))
        let ran = try world.build(claims(scale(), series: 2).map(\.input)).ran
        // Two networks of six kinds under four optimisers. The chosen rates stay the same.
        #expect(trainings(ran) == 48)
        #expect(ran.contains("P1-12b") && ran.contains("P1-12a") && !ran.contains("P1-14a"))
    }
}
