// Our own question, which joins the studies of P1, P3 and P4: do the isometry of a network's Jacobian, the spread of its tangent
// kernel and the degeneracy of its Hessian say the same about the same networks, and which of them tells what loss they reach?
import BuildGraph
import Datasets
import Experiments
import Manuscript

/// One experiment on the same networks.
public enum SameNetworks: Study {
    public static let prefix = "Q"
    public static let chapters = [SourceFile("paper/Q/01-same-networks.md")]
    public static let dataSets = ["MNIST"]

    public static func contents(_ setting: PaperSetting) -> PaperContents {
        let scale = setting.varied(SameNetworksScale(setting.profile), as: "same-networks")
        // Continuous integration needs no download: at toy scale every build uses the same stand-in.
        let isReal = setting.data.contains("MNIST") && setting.profile != .smoke
        let (training, test) = (scale.trainingImages + scale.validationImages, scale.testImages)
        let data = isReal ? ImageData.mnist(trainingImages: training, testImages: test) : .syntheticMNIST(trainingImages: training, testImages: test)
        return contents(scale, data: data, setting)
    }

    /// All figures, claims and quantities at a scale, on MNIST or its stand-in.
    package static func contents(_ scale: SameNetworksScale, data: ImageData, _ setting: PaperSetting) -> PaperContents {
        let judging = setting.judging("same-networks", looks: 1)
        let networks = MeasuredNetworks(scale, on: data, judging: judging)
        return PaperContents(
            figures: [SameNetworksFigure(networks: networks)],
            claims: SameNetworksClaim.statements.map { SameNetworksClaim(stated: $1, question: $0, networks: networks, judges: judging) },
            quantities: [AnyInput(SameNetworksTable(networks: networks, settings: SameNetworksSettings(scale))), AnyInput(networks.origin)])
    }
}
