// What this study builds from trained networks: claims, figures and quantities, on CIFAR-10 or its stand-in.
import BuildGraph
import Datasets
import Experiments
import Manuscript

extension SkipConnections {
    static func trainedNetworks(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(SkipScale(setting.profile), as: "skips")
        // Continuous integration needs no download: at toy scale every build uses the same stand-in.
        let isReal = setting.data.contains("CIFAR-10") && setting.profile != .smoke
        let (training, test) = (scale.trainingImages, scale.testImages)
        let data =
            isReal
            ? ImageData.cifar10(trainingImages: training, testImages: test)
            : ImageData.syntheticCIFAR10(trainingImages: min(training, 5000), testImages: min(test, 2000))
        return trainedNetworks(scale, data: data, setting) + coarseClasses(scale, setting)
    }

    package static func trainedNetworks(_ scale: SkipScale, data: ImageData, _ setting: PaperSetting) -> PaperContents {
        let reduced = Input(PrincipalComponents(data: Input(data), count: scale.inputs))
        let images = TrainingImages(derived: reduced, numbersPerImage: scale.inputs), origin = Input(ImageOrigin(data: reduced, label: "skip-images"))
        func seeds(_ judging: Judging, _ planned: Int) -> [Int] { (0..<judging.count(planned)).map(judging.seed) }

        let curvatureJudging = setting.judging("hessians", looks: 1)
        let curvature = CurvatureNetworks(
            scale.curvature, on: images, inputs: scale.inputs, seeds: seeds(curvatureJudging, scale.curvature.networks))
        let networksJudging = setting.judging("skip-networks", looks: 1)
        let networks = ComparedNetworks(
            scale.networks, on: images, inputs: scale.inputs, seeds: seeds(networksJudging, scale.networks.networks))
        let wideJudging = setting.judging("wide-hessians", looks: 1)
        let wide = WideNetworks(scale.wide, on: images, inputs: scale.inputs, seeds: seeds(wideJudging, scale.wide.networks))
        let isometryJudging = setting.judging("isometry-of-hessians", looks: 1)
        let isometric = IsometricNetworks(
            scale.curvature, on: images, inputs: scale.inputs, seeds: seeds(isometryJudging, scale.curvature.untrained))

        let claims: [any Claim] =
            CurvatureClaim.statements.map { CurvatureClaim(stated: $1, question: $0, networks: curvature, origin: origin, judges: curvatureJudging) }
            + NetworkClaim.statements.map { NetworkClaim(stated: $1, question: $0, networks: networks, origin: origin, judges: networksJudging) }
            + WideClaim.statements.map { WideClaim(stated: $0.stated, step: $0.step, measure: $0.measure, networks: wide, origin: origin, judges: wideJudging) }
            + IsometryOfHessianClaim.statements.map {
                IsometryOfHessianClaim(stated: $1, question: $0, networks: isometric, origin: origin, judges: isometryJudging)
            }
        return PaperContents(
            figures: [
                DegeneracyFigure(networks: curvature, origin: origin), SingularityDistanceFigure(networks: curvature, origin: origin),
                SpectrumFigure(networks: curvature, origin: origin), BiasRegularisationFigure(networks: networks, origin: origin),
                SignalGradientFigure(networks, origin: origin), SkipMatricesFigure(networks: networks, origin: origin),
                IsometryOfHessianFigure(networks: isometric, origin: origin), WideSpectrumFigure(networks: wide, origin: origin),
            ],
            claims: claims,
            quantities: [
                AnyInput(CurvatureTable(networks: curvature)), AnyInput(WideTable(networks: wide)), AnyInput(IsometryTable(networks: isometric)),
                AnyInput(AccuracyTable(
                    networks: networks, strengths: scale.networks.strengths, deviations: scale.networks.deviations,
                    choosers: scale.networks.choosers, trainingImages: scale.trainingImages)),
                AnyInput(PowerTable(curvature: curvature, networks: networks)), AnyInput(origin),
            ])
    }
}
