// P2-13: networks that start with small random weights learn the modes of figure 3 as decoupled ones do, a little later.
import BuildGraph
import Experiments
import Foundation
import Manuscript

/// A question about figure 3.
package enum TreeQuestion: Codable, Hashable, Sendable {
    case linearNetworksFollowTheTheory
    case tanhNetworksFollowTheTheory
    case competitionDelays
    case saturationDelays
}

/// A claim about figure 3.
package struct TreeClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: TreeQuestion
    let evidence: TreeEvidence
    package var judging: Judging? { evidence.judging }

    package func observe(_ inputs: Inputs) throws -> Observation {
        var observation = try inputs.delays(of: evidence).observation(of: question)
        observation.data = "\(evidence.linear.count) random starts, \(evidence.setting.hidden) hidden units; modes \(evidence.setting.modes.map(String.init).joined(separator: ", "))"
        return observation
    }

    package static let statements: [(TreeQuestion, ClaimStatement)] = [
        (
            .linearNetworksFollowTheTheory,
            ClaimStatement(
                "P2-13a", .first, "A linear network with small random weights learns each mode when the decoupled solution says, within a tenth of the time.",
                source: "P2, figure 3",
                .within(-0.1...0.1, because: "“close”: a tenth of the time to half the strength (our choice), in the mean over starts, for every mode shown"))
        ),
        (
            .tanhNetworksFollowTheTheory,
            ClaimStatement(
                "P2-13b", .first, "So does a tanh network of the same size.", source: "P2, figure 3",
                .within(-0.1...0.1, because: "the same tenth as for linear networks"))
        ),
        (
            .competitionDelays,
            ClaimStatement(
                "P2-13c", .first, "Linear networks are later than the decoupled solution.", source: "P2, figure 3",
                .greater(than: 0, because: "a delay, in the mean over starts, for every mode shown"))
        ),
        (
            .saturationDelays,
            ClaimStatement(
                "P2-13d", .first, "tanh networks are later than linear networks with the same start.", source: "P2, figure 3",
                .greater(than: 0, because: "a delay after the linear network, in the mean over starts, for every mode shown"))
        ),
    ]
}

extension TreeDelays {
    package func observation(of question: TreeQuestion) -> Observation {
        let samples =
            switch question {
            case .linearNetworksFollowTheTheory, .competitionDelays: linear
            case .tanhNetworksFollowTheTheory: tanh
            case .saturationDelays: zip(tanh, linear).map { zip($0, $1).map { $0 - $1 } }
            }
        return .list(zip(modes, samples).map { .init("mode \($0)", .sample($1)) })
    }
}
