// What the claims about the three measures say, and when they hold.
import Experiments
import Manuscript

private let nearerToOrder = "nearer to a perfect order than to none"

extension SameNetworksClaim {
    package static let statements: [(SameNetworksQuestion, ClaimStatement)] = agreement + persistence + prediction + [
        (
            .varyingKernelsMove,
            ClaimStatement(
                "Q-5", .first, "Kernels that differ more from seed to seed at the start also change more in training.", source: "our question, after P4",
                .greater(
                    than: 0.5,
                    because: "the rank correlation over the kinds between spread at the start and relative change at the end: \(nearerToOrder)"))
        ),
        (
            .learningLeavesFewerNegativeDirections,
            ClaimStatement(
                "Q-6", .first, "In every kind of network learning leaves fewer directions of negative curvature than there were at the start.",
                source: "our question, after P3",
                .greater(than: 0, because: "the share of eigenvalues with λ ≤ −0.0001 λ_max is smaller after training than before, for each kind"))
        ),
    ]

    private static let agreement: [(SameNetworksQuestion, ClaimStatement)] = [(Stage.start, "a", "Before training"), (.end, "b", "After training")].map {
        stage, letter, when in
        (
            .measuresAgree(stage),
            ClaimStatement(
                "Q-1\(letter)", .first,
                "\(when) the spread of the Jacobian's spectrum, the spread of the tangent kernel over seeds and the degeneracy of the Hessian order the same networks alike.",
                source: "our question",
                .greater(
                    than: 2.0 / 3,
                    because: "Kendall's W of the three orders of the six kinds is 1 for equal and 1/3 in the mean for random ones; 2/3 is a mean rank correlation of 1/2"))
        )
    }

    private static let persistence: [(SameNetworksQuestion, ClaimStatement)] = Measure.allCases.enumerated().map { number, measure in
        (
            .trainingKeepsTheOrder(measure),
            ClaimStatement(
                "Q-2\(["a", "b", "c"][number])", .first, "Training keeps the order of the kinds of networks by \(measure.words).", source: "our question",
                .greater(than: 0.5, because: "the rank correlation over the kinds between start and end: \(nearerToOrder)"))
        )
    }

    private static let prediction: [(SameNetworksQuestion, ClaimStatement)] = Measure.allCases.enumerated().map { number, measure in
        (
            .startPredictsTheLoss(measure),
            ClaimStatement(
                "Q-3\(["a", "b", "c"][number])", .first, "The smaller \(measure.words) at the start, the lower the test loss that a kind of network reaches.",
                source: "our question",
                .greater(than: 0.5, because: "the rank correlation over the kinds between the measure at the start and the least test loss: \(nearerToOrder)"))
        )
    } + [(Measure.kernel, "a"), (.hessian, "b")].map { measure, letter in
        (
            .isometryPredictsBetter(than: measure),
            ClaimStatement(
                "Q-4\(letter)", .first, "The spread of the Jacobian's spectrum at the start predicts the loss reached better than \(measure.words).",
                source: "our question",
                .greater(than: 0, because: "its rank correlation with the least test loss is the larger one"))
        )
    }
}

extension Measure {
    /// In a sentence.
    var words: String {
        switch self {
        case .jacobian: "the spread of the Jacobian's spectrum"
        case .kernel: "the spread of the tangent kernel over seeds"
        case .hessian: "the degenerate share of the Hessian"
        }
    }
}
