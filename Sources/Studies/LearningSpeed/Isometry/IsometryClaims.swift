// Claims about figure 6: whether isometry lasts, and whether it helps.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// A question about figure 6.
package enum IsometryQuestion: String, Codable, Sendable {
    case lastsUntilLearning, lastsToTheEnd, lastsToTheEndAtTheFastestRate
    case theMostIsometricLearnsFastest, theMostIsometricEndsMostAccurate, theMostAccurateIsNotTheSmallest
}

/// A claim about figure 6.
package struct IsometryClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: IsometryQuestion
    let trainings: IsometryTrainings
    let origin: Input<ImageOrigin.Value>
    let networks: Judging
    package var judging: Judging? { networks }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let records = IsometryRecords(
            qStars: trainings.qStars, steps: trainings.steps, choosers: try trainings.choosers.map { try inputs[$0] },
            records: try trainings.trainings.map { try inputs[$0] }, fast: try inputs[trainings.fastTrainings],
            isFastestAtEdge: try inputs[trainings.fastestRate].isAtEdge)
        return try inputs[origin].observation(
            records.observation(of: question),
            """
            orthogonal tanh, SGD, L = \(trainings.depth), N = \(trainings.width), \(trainings.steps) steps, \
            \(trainings.fastTrainings.count) networks per q*, Jacobians at \(trainings.jacobianImages) images
            """)
    }
}

extension IsometryClaim {
    private static let halfOfAnIsometry = "more than half of an isometry's: what a single layer of Gaussian weights has"

    /// What P1 says about its figure 6 (quoted from memory), and two questions of our own; P1 gives neither rate nor steps.
    package static let statements: [(IsometryQuestion, ClaimStatement)] = [
        (
            .lastsUntilLearning,
            ClaimStatement(
                "P1-17a", ClaimVersion(criterion: 3),
                "A network that begins near isometry is still near it when it has learnt to an accuracy of 1/4.", source: "P1, figure 6a and 6b",
                .greater(than: 0.5, because: "the conditioning ⟨λ⟩²/⟨λ²⟩ then, from the smallest q*, is \(halfOfAnIsometry)"))
        ),
        (
            .theMostIsometricLearnsFastest,
            ClaimStatement(
                "P1-17b", ClaimVersion(criterion: 3), "The $q^*$ that keeps isometry best also learns fastest.", source: "P1, figure 6b and 6c",
                .greater(
                    than: -log(10) / 12, unit: "ln steps",
                    because: "no other q* reaches a test accuracy of 1/4 sooner by more than a twelfth of a decade, the resolution of figure 6c; isometry is kept best where the conditioning is greatest over the last third of the logarithm of the steps"))
        ),
        (
            .theMostIsometricEndsMostAccurate,
            ClaimStatement(
                "P1-17c", ClaimVersion(criterion: 3), "The $q^*$ that keeps isometry best also ends with the best test accuracy.",
                source: "P1, figure 6b and 6d",
                .greater(than: -0.02, because: "no other q* ends more accurate by more than two test images in a hundred (our choice)"))
        ),
        (
            .theMostAccurateIsNotTheSmallest,
            ClaimStatement(
                "P1-17d", ClaimVersion(criterion: 3), "The $q^*$ that ends with the best test accuracy is not the smallest.", source: "P1, figure 6d",
                .greater(than: 0, because: "a larger q* ends more accurate than the smallest"))
        ),
        (
            .lastsToTheEnd,
            ClaimStatement(
                "P1-17e", ClaimVersion(criterion: 3), "A network that begins near isometry is still near it after the last step.", source: "our question",
                .greater(than: 0.5, because: "the conditioning, from the smallest q*, is \(halfOfAnIsometry)"))
        ),
        (
            .lastsToTheEndAtTheFastestRate,
            ClaimStatement(
                "P1-17f", ClaimVersion(criterion: 3),
                "A network that begins near isometry is still near it after the last step at the rate at which it learns fastest.",
                source: "our question", .greater(than: 0.5, because: "the conditioning, from the smallest q*, is \(halfOfAnIsometry)"))
        ),
    ]
}
