// Claims about trained networks: what the biases' targets, other skips and other starts do to the training accuracy, and where
// gradients vanish.
import BuildGraph
import Experiments
import Foundation
import Manuscript

/// A question about trained networks.
package enum NetworkQuestion: String, Codable, Sendable {
    case biasRegularisedBeatsPlain, biasDecayIsNearPlain, biasRegularisedBeatsBiasInitialised, residualBeatsBiasRegularised
    case gradientsVanishWithoutSkips, gradientsStayWithSkips, normalisationClosesTheGap
    case orthogonalSkipsServe, foldsCost, decayCosts, maliciousStartCostsLittle
}

/// A claim about trained networks.
package struct NetworkClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: NetworkQuestion
    let networks: ComparedNetworks
    let origin: Input<ImageOrigin.Value>
    let judges: Judging
    package var judging: Judging? { judges }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let setting = networks.setting
        return try inputs[origin].observation(
            try inputs.records(of: networks).observation(of: question),
            """
            \(networks.inputs) principal components, \(setting.depth) layers of \(setting.width), \(setting.steps) steps of Adam, \
            \(networks.trainings.first?.count ?? 0) networks of each kind
            """)
    }
}

extension NetworkClaim {
    /// What P3 says (quoted from memory). The accuracy is that on training images after the last step.
    package static let statements: [(NetworkQuestion, ClaimStatement)] = [
        (
            .biasRegularisedBeatsPlain,
            ClaimStatement(
                "P3-3a", .first, "Plain networks whose biases are drawn to random targets (BiasReg) train to a higher accuracy than plain ones.",
                source: "P3, figure 6", .greater(than: 0, because: "a higher accuracy after the last step"))
        ),
        (
            .biasDecayIsNearPlain,
            ClaimStatement(
                "P3-3b", .first, "Drawing the biases to zero (BiasL2Reg) does not help as random targets do.", source: "P3, figure 6",
                .greater(than: 0, because: "it gains less than half of what BiasReg gains: it is nearer to plain"))
        ),
        (
            .biasRegularisedBeatsBiasInitialised,
            ClaimStatement(
                "P3-3c", .first, "Starting the biases at the targets without a penalty (BiasInit) helps less than BiasReg.", source: "P3, figure 6",
                .greater(than: 0, because: "BiasReg ends with a higher accuracy"))
        ),
        (
            .residualBeatsBiasRegularised,
            ClaimStatement(
                "P3-3d", .first, "Residual networks train to a higher accuracy than BiasReg.", source: "P3, figure 6",
                .greater(than: 0, because: "a higher accuracy after the last step"))
        ),
        (
            .gradientsVanishWithoutSkips,
            ClaimStatement(
                "P3-4a", .first, "In plain networks and under BiasReg the gradients with respect to the signals decay towards the first layer.",
                source: "P3, figure 6",
                .greater(than: log(2), unit: "ln ratio", because: "the first layer's is less than half of the last's, in the geometric mean over the training"))
        ),
        (
            .gradientsStayWithSkips,
            ClaimStatement(
                "P3-4b", .first, "In residual networks the gradients with respect to the signals do not decay towards the first layer.",
                source: "P3, figure 6",
                .less(than: log(2), unit: "ln ratio", because: "the first layer's is at least half of the last's, in the geometric mean over the training"))
        ),
        (
            .normalisationClosesTheGap,
            ClaimStatement(
                "P3-4c", .first, "One layer normalised over the batch in the middle brings BiasReg near to the residual network.",
                source: "P3, figure 6", .greater(than: 0, because: "it closes more than half of the gap in accuracy"))
        ),
        (
            .orthogonalSkipsServe,
            ClaimStatement(
                "P3-5", .first, "Dense random orthogonal skips are as good as identity skips or better.", source: "P3, figure 7",
                .greater(than: -0.01, because: "the accuracy is not lower by one image in a hundred (our choice)"))
        ),
        (
            .foldsCost,
            ClaimStatement(
                "P3-6a", .first, "The accuracy falls as the number of distinct skip vectors is halved again and again.", source: "P3, figure 7",
                .less(than: 0, unit: "per halving", because: "the slope of the accuracy over the number of halvings is negative"))
        ),
        (
            .decayCosts,
            ClaimStatement(
                "P3-6b", .first, "The accuracy falls as skips with eigenvalues on the unit circle become less orthogonal.", source: "P3, figure 7",
                .less(than: 0, because: "the slope of the accuracy over the decay τ of the singular values is negative"))
        ),
        (
            .maliciousStartCostsLittle,
            ClaimStatement(
                "P3-7", .first, "Undoing the skips at the start costs the residual network little: they help through the whole training.",
                source: "P3, figure 5", .greater(than: 0, because: "it loses less than half of what the residual network is ahead of the plain one"))
        ),
    ]
}
