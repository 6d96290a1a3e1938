// Claims about figure 4: which networks learn faster, and by how much.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// A question about figure 4.
package enum CurveQuestion: Codable, Hashable, Sendable {
    case theMostIsometricIsFirst(Optimiser)
    case speedFollowsTheEdge
    case optimisersAgree
    case orthogonalTanhIsTenTimesFaster
    case orthogonalTanhEndsMoreAccurate
}

/// A claim about figure 4.
package struct CurveClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: CurveQuestion
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>
    let networks: Judging
    package var judging: Judging? { networks }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let first = curves.first
        return try inputs[origin].observation(
            try inputs.records(of: curves).observation(of: question),
            "L = \(first?.depth ?? 0), N = \(first?.width ?? 0), \(first?.steps ?? 0) steps, \(first?.trainings.count ?? 0) networks of each kind")
    }
}

extension Inputs {
    /// The trainings of figure 4.
    func records(of curves: [LearningCurve]) throws -> CurveRecords {
        CurveRecords(
            try curves.map { curve in
                CurveRecords.Kind(
                    curve.initialisation, curve.optimiser, largest: try curve.initialisation.spectrum(depth: curve.depth).largestSingularValue(),
                    chosen: try self[curve.rate], records: try self[curve.trainings])
            }, steps: curves.first?.steps ?? 0)
    }
}

extension CurveClaim {
    /// What P1 says about its figure 4 (caption and abstract, quoted from memory).
    package static let statements: [(CurveQuestion, ClaimStatement)] =
        zip(["a", "b", "c", "d"], figureOptimisers).map { letter, optimiser in
            (
                .theMostIsometricIsFirst(optimiser),
                ClaimStatement(
                    "P1-12\(letter)", ClaimVersion(sentence: 2),
                    "With \(optimiser.name) the network that begins nearest to isometry, orthogonal tanh at $\\sigma_w^2 = 1.05$, learns faster than each of the other five.",
                    source: "P1, figure 4",
                    .greater(than: 0, unit: "ln steps", because: "each of the others takes longer to a test accuracy of 1/4"))
            )
        } + [
            (
                .speedFollowsTheEdge,
                ClaimStatement(
                    "P1-12e", ClaimVersion(sentence: 1),
                    "Under every optimiser networks with a largest singular value nearer to 1 learn faster.", source: "P1, figure 4",
                    .greater(
                        than: 0.5,
                        because: "the rank correlation of mean accuracy over ln step with −s_max over the six kinds: nearer to a perfect order than to none"))
            ),
            (
                .optimisersAgree,
                ClaimStatement(
                    "P1-12f", ClaimVersion(sentence: 1), "The order of learning persists across the four optimisers.", source: "P1, figure 4",
                    .greater(
                        than: 0.7,
                        because: "Kendall's W over the six kinds is 1 for equal orders and 1/4 in the mean for random ones; 0.7 is a mean rank correlation of 0.6"))
            ),
            (
                .orthogonalTanhIsTenTimesFaster,
                ClaimStatement(
                    "P1-13", ClaimVersion(criterion: 3),
                    "Under every optimiser the fastest orthogonal tanh network learns at least ten times faster than the slowest ReLU network.",
                    source: "P1, abstract",
                    .greater(than: log(10), unit: "ln ratio", because: "“orders of magnitude”: at least one, in steps to a test accuracy of 1/4"))
            ),
            (
                .orthogonalTanhEndsMoreAccurate,
                ClaimStatement(
                    "P1-19", ClaimVersion(sentence: 2),
                    "After the steps of figure 4 the best orthogonal tanh network is more accurate than the best ReLU network, each with its best optimiser and rate.",
                    source: "our question, after P1's abstract",
                    .greater(than: 0, because: "a higher accuracy on all test images after the last step: it tells of speed as much as of generalisation"))
            ),
        ]
}
