// Learning on CIFAR-10 (P1, section 3): what is trained, shown and claimed. Each claim has as many replicates as its look
// asks for; figures show those of the first.
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
        return contents(scale, data: images, look: setting.look)
    }

    private let scale: LearningScale
    private let images: TrainingImages
    private let origin: Input<ImageOrigin.Value>
    private let look: (_ claim: String) -> Look
    private let curves: PerFactor<[LearningCurve]>
    private let times: PerFactor<Input<LearningTimes.Value>>
    private let isometry: PerFactor<IsometryTrainings>

    private init(_ scale: LearningScale, _ images: TrainingImages, look: @escaping (_ claim: String) -> Look) {
        (self.scale, self.images, self.look) = (scale, images, look)
        origin = Input(ImageOrigin(data: images.data))
        let times = PerFactor { Input(LearningTimes(grid: LearningTimeGrid(scale, images, factor: $0))) }
        self.times = times
        curves = PerFactor { factor in
            Self.optimisers.flatMap { pair in
                Initialisation.ofFigure4.map { LearningCurve($0, pair.optimiser, scale, images, factor: factor) }
            }
        }
        // The rates are chosen by the times that figure 5 shows.
        isometry = PerFactor { IsometryTrainings(scale, images, times: times[1], factor: $0) }
    }

    /// What figures and claims with as many times the replicates share: a thousand targets, described once.
    private final class PerFactor<Value> {
        private let make: (_ factor: Int) -> Value
        private var made: [Int: Value] = [:]

        init(_ make: @escaping (_ factor: Int) -> Value) { self.make = make }

        subscript(factor: Int) -> Value {
            if let value = made[factor] { return value }
            let value = make(factor)
            made[factor] = value
            return value
        }
    }

    /// Everything about learning at a scale.
    /// - Parameters:
    ///   - data: CIFAR-10, or its stand-in.
    ///   - look: which look at a claim this is.
    package static func contents(_ scale: LearningScale, data: ImageData, look: @escaping (_ claim: String) -> Look) -> PaperContents {
        let images = TrainingImages(data, validationImages: scale.validationImages)
        return LearningSpeed(scale, images, look: look).contents
    }

    private static let optimisers: [(letter: String, optimiser: Optimiser)] = [
        ("a", .sgd), ("b", .momentum), ("c", .adam), ("d", .rmsProp),
    ]

    private var contents: PaperContents {
        PaperContents(
            figures: [
                LearningCurves(curves: curves[1], origin: origin), LearningTimesFigure(times: times[1], origin: origin),
                IsometryInTrainingFigure(trainings: isometry[1], origin: origin),
            ],
            claims: speedClaims + timeClaims + isometryClaims,
            quantities: [
                AnyInput(LearningSpeeds(curves: curves[1], ratesTried: scale.rates)), AnyInput(origin),
                AnyInput(LearningSettings(scale)),
            ])
    }

    private var speedClaims: [any Claim] {
        func compared(_ claim: String, _ optimiser: Optimiser? = nil) -> ComparedCurves {
            let curves = curves[look(claim).factor].filter { optimiser == nil || $0.optimiser == optimiser }
            return ComparedCurves(curves: curves, origin: origin)
        }
        let orders = Self.optimisers.map { letter, optimiser in
            let claim = "P1-12\(letter)"
            return LearningFollowsIsometry(letter: letter, optimiser: optimiser, compared: compared(claim, optimiser), look: look(claim))
        }
        return orders + [
            IsometryLearnsOrdersOfMagnitudeFaster(compared: compared("P1-13"), look: look("P1-13")),
            IsometryGeneralisesBetter(compared: compared("P1-19"), look: look("P1-19")),
        ] as [any Claim]
    }

    private var timeClaims: [any Claim] {
        func evidence(_ claim: String) -> LearningTimeEvidence {
            LearningTimeEvidence(times: times[look(claim).factor], origin: origin, look: look(claim))
        }
        return [
            BestRateIsInverseDepth(evidence: evidence("P1-14a")), LearningTimeIsRootOfDepth(evidence: evidence("P1-14b")),
            LearningTimesCollapse(evidence: evidence("P1-14c")), SmallVarianceLearnsFaster(evidence: evidence("P1-15a")),
            SmallVarianceAllowsLargerRates(evidence: evidence("P1-15b")), LearningTimeResemblesTheEdge(evidence: evidence("P1-16")),
        ]
    }

    private var isometryClaims: [any Claim] {
        func evidence(_ claim: String) -> IsometryEvidence {
            IsometryEvidence(trainings: isometry[look(claim).factor], origin: origin, look: look(claim))
        }
        return [
            IsometryLastsUntilLearning(evidence: evidence("P1-17a")), IsometryLastsToTheEnd(isFast: false, evidence: evidence("P1-17e")),
            IsometryLastsToTheEnd(isFast: true, evidence: evidence("P1-17f")),
            IsometryAndSpeedAgree(evidence: evidence("P1-17b")),
            IsometryAndGeneralisationAgree(evidence: evidence("P1-17c")), BestVarianceIsNotTheSmallest(evidence: evidence("P1-17d")),
        ]
    }
}
