// Learning on CIFAR-10 (P1, section 3): what is trained, shown and claimed. Figures show the networks that judge.
import BuildGraph
import Datasets
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Figures 4 to 6 and what is claimed about them.
public struct LearningSpeed: Study {
    public static let prefix = "P1"
    public static let chapters = [SourceFile("paper/05-learning.md")]
    public static let dataSets = ["CIFAR-10"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        let scale = LearningScale(setting.profile)
        // Continuous integration needs no download: at toy scale everybody has the same stand-in.
        let isReal = setting.data.contains("CIFAR-10") && setting.profile != .smoke
        let images =
            isReal
            ? ImageData.cifar10(trainingImages: scale.trainingImages, testImages: scale.testImages)
            : ImageData.syntheticCIFAR10(trainingImages: min(scale.trainingImages, 10_000), testImages: min(scale.testImages, 2000))
        return contents(scale, data: images, setting)
    }

    private let scale: LearningScale
    private let images: TrainingImages
    private let origin: Input<ImageOrigin.Value>
    private let speedJudging: Judging
    private let timeJudging: Judging
    private let isometryJudging: Judging
    private let curves: [LearningCurve]
    private let times: Input<LearningTimes.Value>
    private let isometry: IsometryTrainings

    private init(_ scale: LearningScale, _ images: TrainingImages, _ setting: PaperSetting) {
        (self.scale, self.images) = (scale, images)
        origin = Input(ImageOrigin(data: images.data))
        let speedJudging = setting.judging("learning-curves")
        (self.speedJudging, timeJudging, isometryJudging) = (
            speedJudging, setting.judging("learning-times"), setting.judging("isometry-in-training")
        )
        times = Input(LearningTimes(grid: LearningTimeGrid(scale, images, judging: timeJudging)))
        curves = Self.optimisers.flatMap { pair in
            Initialisation.ofFigure4.map { LearningCurve($0, pair.optimiser, scale, images, judging: speedJudging) }
        }
        isometry = IsometryTrainings(scale, images, times: times, judging: isometryJudging)
    }

    /// Everything about learning at a scale.
    /// - Parameters:
    ///   - data: CIFAR-10, or its stand-in.
    ///   - setting: which networks judge.
    package static func contents(_ scale: LearningScale, data: ImageData, _ setting: PaperSetting) -> PaperContents {
        let images = TrainingImages(data, validationImages: scale.validationImages)
        return LearningSpeed(scale, images, setting).contents
    }

    private static let optimisers: [(letter: String, optimiser: Optimiser)] = [
        ("a", .sgd), ("b", .momentum), ("c", .adam), ("d", .rmsProp),
    ]

    private var contents: PaperContents {
        PaperContents(
            figures: [
                LearningCurves(curves: curves, origin: origin), LearningTimesFigure(times: times, origin: origin),
                IsometryInTrainingFigure(trainings: isometry, origin: origin),
            ],
            claims: speedClaims + timeClaims + isometryClaims,
            quantities: [
                AnyInput(LearningSpeeds(curves: curves, ratesTried: scale.rates)), AnyInput(origin),
                AnyInput(LearningSettings(scale)),
            ])
    }

    private var speedClaims: [any Claim] {
        let orders = Self.optimisers.map { letter, optimiser in
            let compared = ComparedCurves(curves: curves.filter { $0.optimiser == optimiser }, origin: origin)
            return LearningFollowsIsometry(letter: letter, optimiser: optimiser, compared: compared, judging: speedJudging)
        }
        let all = ComparedCurves(curves: curves, origin: origin)
        return orders + [
            IsometryLearnsOrdersOfMagnitudeFaster(compared: all, judging: speedJudging),
            IsometryGeneralisesBetter(compared: all, judging: speedJudging),
        ] as [any Claim]
    }

    private var timeClaims: [any Claim] {
        let evidence = LearningTimeEvidence(times: times, origin: origin, judging: timeJudging)
        return [
            BestRateIsInverseDepth(evidence: evidence), LearningTimeIsRootOfDepth(evidence: evidence),
            LearningTimesCollapse(evidence: evidence), SmallVarianceLearnsFaster(evidence: evidence),
            SmallVarianceAllowsLargerRates(evidence: evidence), LearningTimeResemblesTheEdge(evidence: evidence),
        ]
    }

    private var isometryClaims: [any Claim] {
        let evidence = IsometryEvidence(trainings: isometry, origin: origin, judging: isometryJudging)
        return [
            IsometryLastsUntilLearning(evidence: evidence), IsometryLastsToTheEnd(isFast: false, evidence: evidence),
            IsometryLastsToTheEnd(isFast: true, evidence: evidence),
            IsometryAndSpeedAgree(evidence: evidence),
            IsometryAndGeneralisationAgree(evidence: evidence), BestVarianceIsNotTheSmallest(evidence: evidence),
        ]
    }
}
