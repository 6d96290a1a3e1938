// Learning on CIFAR-10 (P1, section 3): what is trained, shown and claimed.
import BuildGraph
import Datasets
import Manuscript
import NeuralNetworks

/// Figures 4 to 6 and what is claimed about them.
public enum Learning {
    /// Everything about learning at a scale.
    /// - Parameter data: CIFAR-10, or its stand-in.
    public static func contents(_ scale: LearningScale, data: ImageData) -> PaperContents {
        let images = TrainingImages(data, validationImages: scale.validationImages)
        let optimisers: [(letter: String, optimiser: Optimiser)] = [("a", .sgd), ("b", .momentum), ("c", .adam), ("d", .rmsProp)]
        let curves = optimisers.flatMap { pair in
            Initialisation.ofFigure4.map { LearningCurve($0, pair.optimiser, scale, images) }
        }
        let times = Input(LearningTimes(grid: LearningTimeGrid(scale, images)))
        let trainings = IsometryTrainings(scale, images, times: times)
        let timeEvidence = LearningTimeEvidence(times: times, origin: images.origin)
        let isometryEvidence = IsometryEvidence(trainings: trainings, origin: images.origin)

        var claims: [any Claim] = optimisers.map { pair in
            LearningFollowsIsometry(
                letter: pair.letter, optimiser: pair.optimiser, curves: curves.filter { $0.optimiser == pair.optimiser },
                origin: images.origin)
        }
        claims += [
            IsometryLearnsOrdersOfMagnitudeFaster(curves: curves, origin: images.origin),
            BestRateIsInverseDepth(evidence: timeEvidence), LearningTimeIsRootOfDepth(evidence: timeEvidence),
            LearningTimesCollapse(evidence: timeEvidence), SmallVarianceLearnsFaster(evidence: timeEvidence),
            SmallVarianceAllowsLargerRates(evidence: timeEvidence), LearningTimeResemblesTheEdge(evidence: timeEvidence),
            IsometryLasts(evidence: isometryEvidence), IsometryAndSpeedAgree(evidence: isometryEvidence),
            IsometryAndGeneralisationAgree(evidence: isometryEvidence), BestVarianceIsNotTheSmallest(evidence: isometryEvidence),
            IsometryGeneralisesBetter(curves: curves, origin: images.origin),
        ] as [any Claim]
        return PaperContents(
            figures: [
                LearningCurves(curves: curves, origin: images.origin), LearningTimesFigure(times: times, origin: images.origin),
                IsometryInTrainingFigure(trainings: trainings, origin: images.origin),
            ],
            claims: claims,
            quantities: [
                AnyInput(LearningSpeeds(curves: curves, ratesTried: scale.rates)), AnyInput(images.origin),
                AnyInput(LearningSettings(scale)),
            ])
    }
}
