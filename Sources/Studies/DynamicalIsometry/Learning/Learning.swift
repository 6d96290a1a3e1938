// Learning on CIFAR-10 (P1, section 3): what is trained, shown and claimed. Each claim has as many replicates as its look
// asks for; figures show those of the first.
import BuildGraph
import Datasets
import Manuscript
import NeuralNetworks

/// Figures 4 to 6 and what is claimed about them.
public struct Learning {
    private let scale: LearningScale
    private let images: TrainingImages
    private let look: (_ claim: String) -> Look

    /// Everything about learning at a scale.
    /// - Parameters:
    ///   - data: CIFAR-10, or its stand-in.
    ///   - look: which look at a claim this is.
    public static func contents(_ scale: LearningScale, data: ImageData, look: @escaping (_ claim: String) -> Look) -> PaperContents {
        let images = TrainingImages(data, validationImages: scale.validationImages)
        return Learning(scale: scale, images: images, look: look).contents
    }

    private static let optimisers: [(letter: String, optimiser: Optimiser)] = [
        ("a", .sgd), ("b", .momentum), ("c", .adam), ("d", .rmsProp),
    ]

    private var contents: PaperContents {
        let curves = curves(factor: 1), times = times(factor: 1)
        return PaperContents(
            figures: [
                LearningCurves(curves: curves, origin: images.origin), LearningTimesFigure(times: times, origin: images.origin),
                IsometryInTrainingFigure(trainings: IsometryTrainings(scale, images, times: times), origin: images.origin),
            ],
            claims: speedClaims + timeClaims + isometryClaims(times),
            quantities: [
                AnyInput(LearningSpeeds(curves: curves, ratesTried: scale.rates)), AnyInput(images.origin),
                AnyInput(LearningSettings(scale)),
            ])
    }

    private func curves(factor: Int) -> [LearningCurve] {
        Self.optimisers.flatMap { pair in
            Initialisation.ofFigure4.map { LearningCurve($0, pair.optimiser, scale, images, factor: factor) }
        }
    }

    private func times(factor: Int) -> Input<LearningTimes.Value> {
        Input(LearningTimes(grid: LearningTimeGrid(scale, images, factor: factor)))
    }

    private var speedClaims: [any Claim] {
        func compared(_ claim: String, _ optimiser: Optimiser? = nil) -> ComparedCurves {
            let curves = curves(factor: look(claim).factor).filter { optimiser == nil || $0.optimiser == optimiser }
            return ComparedCurves(curves: curves, origin: images.origin)
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
            LearningTimeEvidence(times: times(factor: look(claim).factor), origin: images.origin, look: look(claim))
        }
        return [
            BestRateIsInverseDepth(evidence: evidence("P1-14a")), LearningTimeIsRootOfDepth(evidence: evidence("P1-14b")),
            LearningTimesCollapse(evidence: evidence("P1-14c")), SmallVarianceLearnsFaster(evidence: evidence("P1-15a")),
            SmallVarianceAllowsLargerRates(evidence: evidence("P1-15b")), LearningTimeResemblesTheEdge(evidence: evidence("P1-16")),
        ]
    }

    /// - Parameter times: what the rates are chosen by.
    private func isometryClaims(_ times: Input<LearningTimes.Value>) -> [any Claim] {
        func evidence(_ claim: String) -> IsometryEvidence {
            IsometryEvidence(
                trainings: IsometryTrainings(scale, images, times: times, factor: look(claim).factor), origin: images.origin,
                look: look(claim))
        }
        return [
            IsometryLastsUntilLearning(evidence: evidence("P1-17a")), IsometryLastsToTheEnd(isFast: false, evidence: evidence("P1-17e")),
            IsometryLastsToTheEnd(isFast: true, evidence: evidence("P1-17f")),
            IsometryAndSpeedAgree(evidence: evidence("P1-17b")),
            IsometryAndGeneralisationAgree(evidence: evidence("P1-17c")), BestVarianceIsNotTheSmallest(evidence: evidence("P1-17d")),
        ]
    }
}
