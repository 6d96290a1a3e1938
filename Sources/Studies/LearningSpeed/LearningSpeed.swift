// Learning on CIFAR-10 and MNIST (P1, section 3): what is trained, shown and claimed. Figures, tables and claims about the same figure
// use the same networks.
import BuildGraph
import Datasets
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// Figures 4 to 6 and the claims about them.
public enum LearningSpeed: Study {
    public static let prefix = "P1"
    public static let chapters = [SourceFile("paper/P1/04-learning.md")]
    public static let dataSets = ["CIFAR-10", "MNIST"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(LearningScale(setting.profile), as: "learning")
        // Continuous integration needs no download: at toy scale every build uses the same stand-in.
        let isReal = setting.data.contains("CIFAR-10") && setting.profile != .smoke
        let (training, test) = (scale.images.training, scale.images.test)
        let data =
            isReal
            ? ImageData.cifar10(trainingImages: training, testImages: test)
            : ImageData.syntheticCIFAR10(trainingImages: min(training, 10_000), testImages: min(test, 2000))
        let (digitTraining, digitTest) = (scale.digitImages.training, scale.digitImages.test)
        let digits =
            setting.data.contains("MNIST") && setting.profile != .smoke
            ? ImageData.mnist(trainingImages: digitTraining, testImages: digitTest)
            : ImageData.syntheticMNIST(trainingImages: min(digitTraining, 10_000), testImages: min(digitTest, 2000))
        return contents(scale, data: data, digits: digits, setting)
    }

    /// All figures, claims and quantities about learning at a scale, on CIFAR-10 and MNIST or their stand-ins.
    package static func contents(_ scale: LearningScale, data: ImageData, digits: ImageData, _ setting: PaperSetting) -> PaperContents {
        let images = TrainingImages(data, validationImages: scale.images.validation)
        let origin = Input(ImageOrigin(data: images.data))

        let curvesJudging = setting.judging("learning-curves", looks: 1)
        let curves = figureOptimisers.flatMap { optimiser in
            Initialisation.ofFigure4.map { LearningCurve($0, optimiser, scale.curves, on: images, scale.images, judging: curvesJudging) }
        }

        let digitJudging = setting.judging("learning-digits", looks: 1)
        let digitImages = TrainingImages(digits, validationImages: scale.digitImages.validation)
        let digitOrigin = Input(ImageOrigin(data: digitImages.data, label: "digit-images"))
        let digitCurves = digitOptimisers.flatMap { optimiser in
            Initialisation.ofFigure4.map { LearningCurve($0, optimiser, scale.digits, on: digitImages, scale.digitImages, judging: digitJudging) }
        }

        let timesJudging = setting.judging("learning-times", looks: 1)
        let times = TimeEvidence(
            choosers: Input(LearningTimes(grid: LearningTimeGrid(
                scale.times, images, longest: scale.times.choosers.steps, evaluationsPerDecade: 4, validationImages: scale.images.validation,
                seeds: { _ in scale.times.choosers.seeds }))),
            judges: Input(LearningTimes(grid: LearningTimeGrid(
                scale.times, images, longest: scale.times.longest, evaluationsPerDecade: 12, validationImages: scale.images.courseOfValidation,
                seeds: { variance in (0..<timesJudging.count(scale.times.networks(variance))).map(timesJudging.seed) }))))

        let isometryJudging = setting.judging("isometry-in-training", looks: 1)
        let isometry = IsometryTrainings(scale.isometry, on: images, scale.images, times: times.choosers, judging: isometryJudging)

        let claims: [any Claim] =
            CurveClaim.statements.map { CurveClaim(stated: $1, question: $0, curves: curves, origin: origin, networks: curvesJudging) }
            + CurveClaim.onDigits.map {
                CurveClaim(stated: $1, question: $0, curves: digitCurves, origin: digitOrigin, networks: digitJudging)
            }
            + TimeClaim.statements.map { TimeClaim(stated: $1, question: $0, evidence: times, origin: origin, networks: timesJudging) }
            + IsometryClaim.statements.map {
                IsometryClaim(stated: $1, question: $0, trainings: isometry, origin: origin, networks: isometryJudging)
            }
        return PaperContents(
            figures: [
                LearningCurvesFigure(curves: curves, origin: origin), LearningTimesFigure(evidence: times, origin: origin),
                IsometryInTrainingFigure(trainings: isometry, origin: origin),
                DigitCurvesFigure(curves: digitCurves, colourCurves: curves.filter { digitOptimisers.contains($0.optimiser) }, origin: digitOrigin),
            ],
            claims: claims,
            quantities: [
                AnyInput(LearningSpeeds(curves: curves, ratesTried: scale.curves.rates)), AnyInput(origin), AnyInput(LearningSettings(scale)),
                AnyInput(LearningSpeeds(curves: digitCurves, ratesTried: scale.digits.rates, name: "digit-speed")), AnyInput(digitOrigin),
                AnyInput(LongerAccuracies(trainings: LongerTrainings(scale.longer, curves: curves, on: images, scale.images))),
            ])
    }
}
