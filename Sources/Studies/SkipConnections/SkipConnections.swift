// The study of P3 (Orhan, Pitkow 2017, arXiv 1701.09175): skip connections, and the singularities that they remove.
// A folder for each question; this file lists their figures, claims and quantities.
import BuildGraph
import Manuscript

/// Figures, claims and quantities about skip connections.
public enum SkipConnections: Study {
    public static let prefix = "P3"
    public static let chapters = [
        SourceFile("paper/P3/01-singularities.md"), SourceFile("paper/P3/02-two-units.md"), SourceFile("paper/P3/03-landscape.md"),
        SourceFile("paper/P3/04-linear.md"), SourceFile("paper/P3/05-hessians.md"), SourceFile("paper/P3/06-skip-networks.md"),
    ]
    public static let dataSets = ["CIFAR-10"]
    public static let optionalDataSets = ["CIFAR-100"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        singularities + twoUnits + landscape(setting) + linear + trainedNetworks(setting)
    }

    /// Exact ranks at singular points.
    private static var singularities: PaperContents {
        PaperContents(
            claims: [
                PlainHessiansLoseRank(), ResidualHessiansKeepRank(), ResidualHessiansKeepRankWithoutIncomingWeights(),
                PlainHessiansLoseRankElsewhere(),
            ],
            quantities: [AnyInput(SingularRanks())])
    }

    /// Two units that learn two others.
    private static var twoUnits: PaperContents {
        PaperContents(
            figures: [TwoUnitFlow()],
            claims: [OverlapIsStationary(), OverlapIsStableOnOneSegment(), StableOverlapHoldsLearning(), UnstableOverlapLetsGo()])
    }

    /// Networks with binary weights, enumerated.
    private static func landscape(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(LandscapeScale(setting.profile), as: "landscape")
        let landscapes = BinaryLandscapes(
            hidden: scale.hidden, problems: scale.problems, judging: setting.judging("binary-landscapes", looks: 1))
        return PaperContents(
            figures: [BinaryLandscapeFigure(landscapes: landscapes)],
            claims: LandscapeClaim.statements.map { LandscapeClaim(stated: $1, question: $0, landscapes: landscapes) },
            quantities: [AnyInput(LandscapeSummary(landscapes: landscapes))])
    }

    /// Linear networks: the plane of one mode, and a deep chain.
    private static var linear: PaperContents {
        PaperContents(
            figures: [LinearPlanes()],
            claims: [
                SaddleMovesWithTheSkips(.plain), SaddleMovesWithTheSkips(.residual), SaddleMovesWithTheSkips(.hyperResidual),
                SkipsSpeedUpTheFlow(), StepsFollowTheFlow(),
            ],
            quantities: [AnyInput(LinearSpeeds())])
    }
}
