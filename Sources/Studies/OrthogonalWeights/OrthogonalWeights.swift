// The study of P4 (Day, Kahn, Roberts 2023, arXiv 2310.07765): networks of finite width with orthogonal weights, their tangent
// kernel and its descendants. One file per figure, one file per group of claims; this one lists them.
import BuildGraph
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Figures, claims and quantities about tensors of finite width.
public enum OrthogonalWeights: Study {
    public static let prefix = "P4"
    public static let chapters = [SourceFile("paper/P4/01-finite-width.md"), SourceFile("paper/P4/02-training.md")]
    public static let dataSets = ["MNIST", "CIFAR-10"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(OrthogonalTrainingScale(setting.profile), as: "kernel-training")
        return contents(setting.varied(TensorScale(setting.profile), as: "tensors"), setting) + TrainingPanels(scale, setting).contents(scale)
    }

    /// All figures, claims and quantities of the study at a scale.
    package static func contents(_ scale: TensorScale, _ setting: PaperSetting) -> PaperContents {
        let simulations = Simulations(scale, setting)
        return PaperContents(
            figures: [
                PreactivationFluctuations(simulations), KernelTensors(.fluctuations, simulations), KernelTensors(.descendants, simulations),
                PublishedTensors(simulations), WidthDependence(simulations),
            ], claims: claims(simulations).map(simulations.asked),
            quantities: [AnyInput(TensorTable(simulations)), AnyInput(PublishedComparison(simulations)), AnyInput(TensorSettings(scale)), AnyInput(LimitTable())])
    }

    private static func claims(_ simulations: Simulations) -> [any Claim] {
        let (tensors, fluctuations, published) = (simulations.tensorJudging, simulations.fluctuationJudging, simulations.publishedJudging)
        let (gaussian, orthogonal) = (simulations.tested[0], simulations.tested[1])
        let (tanh, relu) = (simulations.tanh, simulations.relu)
        return [
            GaussianFluctuationsGrowLinearly(), GaussianNetworksFollowTheGrowth(evidence: tanh[0], judging: fluctuations),
            OrthogonalFluctuationsStay(), OrthogonalNetworksDoNotFluctuate(evidence: tanh[1], judging: fluctuations),
            OrthogonalTensorsSaturate(), GaussianTensorsGrow(),
            NetworksOfBothEnsemblesDiffer(gaussian: simulations.published[0], orthogonal: simulations.published[1], judging: published),
            RecursionsDescribeNetworks(evidence: gaussian, judging: tensors), RecursionsDescribeNetworks(evidence: orthogonal, judging: tensors),
            OtherEnsembleIsExcluded(evidence: orthogonal, judging: tensors, other: gaussian),
            PublishedPointsAgree(evidence: simulations.published[0], judging: published),
            PublishedPointsAgree(evidence: simulations.published[1], judging: published), BiasesLearnAtFallingRates(),
            SigmoidsShareTheirLimits(ensemble: .gaussian, scaled: false), SigmoidsShareTheirLimits(ensemble: .orthogonal, scaled: false),
            SigmoidsShareTheirLimits(ensemble: .gaussian, scaled: true), SigmoidsShareTheirLimits(ensemble: .orthogonal, scaled: true),
            LimitsAreThoseDerived(), RectifierFluctuationsAreExact(),
            RectifierNetworksFluctuate(evidence: relu[0], judging: fluctuations), RectifierNetworksFluctuate(evidence: relu[1], judging: fluctuations),
            TangentKernelHasOneLimit(evidence: simulations.tested, judging: tensors),
            SeveralInputsHaveOneLimit(evidence: simulations.severalInputs, judging: simulations.severalJudging),
            KernelFluctuatesAsTheJacobianSpreads(),
        ]
    }
}
