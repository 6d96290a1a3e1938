// Claims about learning on MNIST: the questions of figure 4, asked of other images and of networks of their own.
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// The optimisers on MNIST.
let digitOptimisers: [Optimiser] = [.sgd, .adam]

extension CurveClaim {
    /// On MNIST; P1 says that it found the same there.
    package static let onDigits: [(CurveQuestion, ClaimStatement)] =
        zip(["a", "b"], digitOptimisers).map { letter, optimiser in
            (
                .theMostIsometricIsFirst(optimiser),
                ClaimStatement(
                    "P1-20\(letter)",
                    .first, "On MNIST, too, with \(optimiser.name) the network that begins nearest to isometry, orthogonal tanh at $\\sigma_w^2 = 1.05$, learns faster than each of the other five.",
                    source: "our question, after P1's figure 4",
                    .greater(than: 0, unit: "ln steps", because: "each of the others takes longer to a test accuracy of 1/4"))
            )
        } + [
            (
                .speedFollowsTheEdge,
                ClaimStatement(
                    "P1-20c", .first, "On MNIST, too, networks with a largest singular value nearer to 1 learn faster under each optimiser.",
                    source: "our question, after P1's figure 4",
                    .greater(
                        than: 0.5,
                        because: "the rank correlation of mean accuracy over ln step with −s_max over the six kinds: nearer to a perfect order than to none"))
            ),
            (
                .orthogonalTanhIsTenTimesFaster,
                ClaimStatement(
                    "P1-20d", .first, "On MNIST, too, the fastest orthogonal tanh network learns at least ten times faster than the slowest ReLU network.",
                    source: "our question, after P1's abstract",
                    .greater(than: log(10), unit: "ln ratio", because: "“orders of magnitude”: at least one, in steps to a test accuracy of 1/4"))
            ),
            (
                .orthogonalTanhEndsMoreAccurate,
                ClaimStatement(
                    "P1-20e", .first,
                    "On MNIST the best orthogonal tanh network is more accurate after these steps than the best ReLU network, each with its best optimiser and rate.",
                    source: "our question, after P1's abstract",
                    .greater(than: 0, because: "a higher accuracy on all test images after the last step: it tells of speed as much as of generalisation"))
            ),
        ]
}
