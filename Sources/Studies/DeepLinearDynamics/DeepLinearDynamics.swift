// The study of P2 (Saxe, McClelland, Ganguli 2013, arXiv 1312.6120): exact solutions of learning in deep linear networks, the linear
// ancestor of dynamical isometry. One file per figure, one file per group of claims; this one lists them.
import BuildGraph
import Datasets
import Experiments
import Manuscript

/// Figures, claims and quantities about deep linear networks.
public enum DeepLinearDynamics: Study {
    public static let prefix = "P2"
    public static let chapters = [
        SourceFile("paper/P2/01-modes.md"), SourceFile("paper/P2/02-depth.md"), SourceFile("paper/P2/03-products.md"),
    ]
    public static let dataSets = ["MNIST"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(DynamicsScale(setting.profile), as: "linear")
        // Continuous integration needs no download: at toy scale every build uses the same stand-in.
        let isReal = setting.data.contains("MNIST") && setting.profile != .smoke
        let data =
            isReal
            ? ImageData.mnist(trainingImages: scale.depth.images, testImages: 0)
            : ImageData.syntheticMNIST(trainingImages: min(scale.depth.images, 5000), testImages: 0)
        return contents(scale, data: data, isReal: isReal, setting)
    }

    /// All figures, claims and quantities of the study at a scale, on MNIST or its stand-in.
    package static func contents(_ scale: DynamicsScale, data: ImageData, isReal: Bool, _ setting: PaperSetting) -> PaperContents {
        let labelled = Input(data), origin = Input(ImageOrigin(data: labelled, label: "digits"))
        let images = Input(ImageCorrelations(data: labelled, images: scale.depth.images))
        let tree = TreeEvidence(starts: scale.treeStarts, judging: setting.judging("tree-starts", looks: 1))
        let depth = DepthEvidence(scale.depth, images: images, isReal: isReal, judging: setting.judging("depth-starts", looks: 1))
        let decoupled = Input(DecoupledSweep(setting: scale.depth.setting, images: images, isReal: isReal))
        let pretraining = PretrainingEvidence(scale.pretraining, images: images, judging: setting.judging("pretrained-starts", looks: 1))
        let products = ProductEvidence(scale.products, judging: setting.judging("matrix-products", looks: 1))
        let nonlinear = NonlinearEvidence(scale.nonlinear, judging: setting.judging("gain-networks", looks: 1))

        var claims: [any Claim] = [
            ModeFollowsTheLogisticLaw(), LearningTimeIsInverseStrength(), BalanceIsConserved(), UnequalLayersHaveAClosedSolution(),
            OnlyTheStrongestModesAreStable(), DescentFindsTheBestMap(), DeepModesFollowTheirEquation(), DeepBalanceIsConserved(),
            InfiniteDepthIsALimit(), BestRateIsInverseToDepth(),
            DecoupledRatesFollowTheTheory(sweep: decoupled, layers: scale.depth.setting.layers, origin: origin), DelayOfDepthIsFinite(),
            DecoupledTimesAreBounded(sweep: decoupled, layers: scale.depth.setting.layers, origin: origin),
            ModesAreNearlyUncorrelated(images: images, origin: origin), PretrainingPays(evidence: pretraining, origin: origin),
        ]
        claims += DepthClaim.statements.map { DepthClaim(stated: $1, question: $0, evidence: depth, origin: origin) }
        claims += [
            EigenvaluesFollowTheRadialLaw(evidence: products), SingularValuesFollowTheTheory(evidence: products), ProductsAreHeavyTailed(evidence: products),
            OrthogonalProductsKeepEverything(evidence: products), OriginHasTheToldShares(),
            GainHasACriticalValue(), VariancesFollowTheTheory(evidence: nonlinear), CriticalGainKeepsSingularValues(evidence: nonlinear),
            RaisingTheGainHarmsLess(evidence: nonlinear),
        ] as [any Claim]
        claims += TreeClaim.statements.map { TreeClaim(stated: $1, question: $0, evidence: tree) }
        return PaperContents(
            figures: [
                PhasePlane(), TreeFigure(evidence: tree), DepthFigure(evidence: depth, decoupled: decoupled, origin: origin),
                PretrainingFigure(evidence: pretraining, origin: origin), ProductsFigure(evidence: products), GainJacobiansFigure(evidence: nonlinear),
                GainVariancesFigure(evidence: nonlinear),
            ],
            claims: claims,
            quantities: [
                AnyInput(origin), AnyInput(LinearTimes()), AnyInput(DynamicsSettings(scale: scale, isReal: isReal, images: images, decoupled: decoupled)),
            ])
    }
}
