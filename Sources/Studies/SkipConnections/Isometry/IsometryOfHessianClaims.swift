// Claims on our question about isometry and curvature.
import BuildGraph
import Experiments
import Manuscript

/// A question about untrained networks.
package enum IsometryQuestion: String, Codable, Sendable {
    case isometryHelpsTheHessian, degeneracyFollowsIsometry
}

/// A claim about untrained networks.
package struct IsometryOfHessianClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: IsometryQuestion
    let networks: IsometricNetworks
    let origin: Input<ImageOrigin.Value>
    let judges: Judging
    package var judging: Judging? { judges }

    package func observe(_ inputs: Inputs) throws -> Observation {
        try inputs[origin].observation(
            try inputs.records(of: networks).observation(of: question),
            """
            \(networks.inputs) principal components, \(networks.depth) layers of \(networks.width), before training, whole Hessians on \
            \(networks.samples) images, \(networks.trainings.first?.count ?? 0) networks of each kind
            """)
    }
}

extension IsometryOfHessianClaim {
    package static let statements: [(IsometryQuestion, ClaimStatement)] = [
        (
            .isometryHelpsTheHessian,
            ClaimStatement(
                "P3-14a", .first, "A deep tanh network whose Jacobian is nearly an isometry begins with a less degenerate Hessian than a Gaussian one at the same $q^*$.",
                source: "our question", .greater(than: 0, because: "the share with |λ| < 0.0001 λ_max is smaller for orthogonal weights"))
        ),
        (
            .degeneracyFollowsIsometry,
            ClaimStatement(
                "P3-14b", .first, "Over kinds of networks the Hessian is the more degenerate the further the Jacobian is from isometry.",
                source: "our question",
                .greater(than: 0.5, because: "the rank correlation over the kinds with −⟨λ⟩²/⟨λ²⟩ of the Jacobian: nearer to a perfect order than to none"))
        ),
    ]
}
