// The study of P1 (Pennington, Schoenholz, Ganguli 2017, arXiv 1711.04735): signal propagation and dynamical isometry.
// One file per figure, one file per group of claims; this one lists them.
import BuildGraph
import Manuscript
import NetworkModels
import SignalPropagation

/// Figures, claims and quantities about dynamical isometry in random networks.
public enum DynamicalIsometry: Study {
    public static let prefix = "P1"
    public static let chapters = [
        SourceFile("paper/P1/01-mean-field.md"), SourceFile("paper/P1/02-spectra.md"), SourceFile("paper/P1/03-isometry.md"),
    ]

    public static func contents(_ setting: PaperSetting) -> PaperContents { contents(setting.varied(Scale(setting.profile), as: "spectra"), setting) }

    /// All figures, claims and quantities of the study at a scale.
    package static func contents(_ scale: Scale, _ setting: PaperSetting) -> PaperContents {
        let panels = [
            Initialisation.linearGaussian, .reluOrthogonal, .hardTanhOrthogonal, .tanhOrthogonal,
        ].map { SpectraPanel($0, scale: scale, judging: setting.judging("simulated-spectra", looks: 1)) }
        let errors = ErrorNetworks(setting)
        return PaperContents(
            figures: [OrderChaosDiagram(), SpectraAtCriticality(panels), LargestSingularValue(), BackpropagatedErrorsFigure(networks: errors)],
            claims: claims(scale, panels, setting) + errorClaims(errors), quantities: quantities(scale, panels) + [AnyInput(ErrorSettings(errors))])
    }

    /// The claims; those that compare simulations with theory use these panels.
    package static func claims(_ scale: Scale, _ panels: [SpectraPanel], _ setting: PaperSetting) -> [any Claim] {
        let depth = scale.depths.last ?? 1
        var claims: [any Claim] = [
            CriticalLineHasUnitChi(), CriticalLinePartsPhases(), CriticalLineIsParametrised(), PrintedNetworksAreCritical(),
            RectifierIsCriticalAtRootTwo(), RectifierBiasesAccumulate(), RectifierJacobianIgnoresVariance(width: scale.width),
            MeanSquareIsChiToTheDepth(), CriticalNetworksKeepTheMeanSquare(panels: panels),
            LinearGaussianDensityIsExact(), LinearGaussianVarianceIsDepth(), LinearGaussianEdge(), LinearGaussianGrowth(),
            LinearGaussianEdgeIsETimesDepth(), LinearOrthogonalIsAnIsometry(width: scale.width, depth: depth),
            GaussianVariance(), GaussianEdgeGrowth(.relu), GaussianEdgeGrowth(.hardTanh), GaussianEdge(),
            OrthogonalVariance(), OrthogonalEdge(), RectifierVarianceEqualsLinearGaussian(), RectifierEdgeEqualsLinearGaussian(),
            HardTanhCanBeIsometric(), AtomLastsToTheThreshold(networks: 32, judging: setting.judging("isometric-atoms", looks: 1)),
            HardTanhGrowsBeyondTheThreshold(),
        ]
        claims += panels.filter { $0.network == .hardTanhOrthogonal }.map { ShallowHardTanhKeepsItsAtom(panel: $0) }
        claims += [FewerSaturatedUnitsGiveIsometry(), GaussianNetworksAreNeverIsometric()] as [any Claim]
        claims += panels.compactMap { panel in
            Initialisation.panelLetters[panel.network].map { SimulationFollowsTheory(panel: panel, letter: $0) }
        }
        claims += panels.filter { $0.network == .reluOrthogonal }.map { ZerosAreThoseOfTheWorstLayer(panel: $0) }
        let isSigmoidal = { (panel: SpectraPanel) in [.hardTanh, .tanh].contains(panel.network.nonlinearity) }
        claims += [
            SigmoidalEdgeIsReached(panels: panels.filter(isSigmoidal)),
            GrowingEdgeIsApproachedFromBelow(panels: panels.filter { !isSigmoidal($0) }), OtherTheoriesAreFarther(panels: panels),
            VarianceFollowsTheGeneralLaw(), RectifierVarianceIsDepth(), TanhDispersionIsQuadratic(),
            TanhIsometryNeedsSmallVariance(),
        ] as [any Claim]
        return claims
    }

    private static func errorClaims(_ networks: ErrorNetworks) -> [any Claim] {
        [ErrorsFluctuateAsTheSpectrumSpreads(networks: networks), ClassifierErrorsAreRandom(networks: networks), GaussianErrorsAreChiSquares(networks: networks)]
    }

    private static func quantities(_ scale: Scale, _ panels: [SpectraPanel]) -> [AnyInput] {
        [
            AnyInput(CriticalPoints()), AnyInput(IsometryThresholds()), AnyInput(LargestSingularValues()),
            AnyInput(SimulationSummary(panels: panels)),
        ]
    }
}
