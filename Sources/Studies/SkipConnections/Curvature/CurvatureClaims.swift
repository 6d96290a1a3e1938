// Claims about the Hessians of trained networks: how degenerate they are, with and without skips, and what goes with it.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// A step from one kind of network to the next.
package enum ArchitectureStep: String, Codable, Sendable {
    case residual, hyperResidual

    /// Positions among plain, residual and hyper-residual.
    var before: Int { self == .residual ? 0 : 1 }
    var after: Int { before + 1 }
}

/// A definition of a degenerate eigenvalue.
package enum DegeneracyMeasure: String, Codable, Sendable {
    case absolute, relative, unforced

    func value(_ point: CurvaturePoint) -> Double {
        switch self {
        case .absolute: point.count.absoluteFraction
        case .relative: point.count.relativeFraction
        case .unforced: point.count.unforcedFraction
        }
    }
}

/// A question about Hessians.
package enum CurvatureQuestion: Codable, Hashable, Sendable {
    case degeneracy(ArchitectureStep, DegeneracyMeasure)
    case speed(ArchitectureStep)
    case lessDegenerateIsMoreAccurate
    case overlap, smallestIncoming, effectiveRank, overlapOfWeights
    case mixtureAgrees
}

/// A claim about Hessians.
package struct CurvatureClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: CurvatureQuestion
    let networks: CurvatureNetworks
    let origin: Input<ImageOrigin.Value>
    let judges: Judging
    package var judging: Judging? { judges }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let setting = networks.setting
        return try inputs[origin].observation(
            try inputs.records(of: networks).observation(of: question),
            """
            \(networks.inputs) principal components, \(setting.depth) layers of \(setting.width), \(setting.steps) steps, whole Hessians on \
            \(networks.samples) images after \(setting.snapshots.filter { $0 > 0 }.map(String.init).joined(separator: ", ")) steps, \
            \(networks.trainings.first?.count ?? 0) networks of each kind
            """)
    }
}

extension CurvatureClaim {
    /// What P3 says (quoted from memory), and questions of our own.
    package static let statements: [(CurvatureQuestion, ClaimStatement)] = [
        (
            .degeneracy(.residual, .absolute),
            ClaimStatement(
                "P3-1a", .first, "During training a larger share of the Hessian's eigenvalues is degenerate in plain networks than in residual ones.",
                source: "P3, figure 3", .greater(than: 0, because: "the share with |λ| < 0.001, the paper's definition, is larger"))
        ),
        (
            .degeneracy(.hyperResidual, .absolute),
            ClaimStatement(
                "P3-1b", .first, "During training a larger share of the Hessian's eigenvalues is degenerate in residual networks than in hyper-residual ones.",
                source: "P3, figure 3", .greater(than: 0, because: "the share with |λ| < 0.001, the paper's definition, is larger"))
        ),
        (
            .degeneracy(.residual, .relative),
            ClaimStatement(
                "P3-1c", .first, "Plain networks' Hessians are the more degenerate ones also if each is measured by its own largest eigenvalue.",
                source: "our question", .greater(than: 0, because: "the share with |λ| < 0.0001 λ_max is larger: it does not depend on the loss's scale"))
        ),
        (
            .degeneracy(.hyperResidual, .relative),
            ClaimStatement(
                "P3-1d", .first, "Residual networks' Hessians are more degenerate than hyper-residual ones also if each is measured by its own largest eigenvalue.",
                source: "our question", .greater(than: 0, because: "the share with |λ| < 0.0001 λ_max is larger: it does not depend on the loss's scale"))
        ),
        (
            .degeneracy(.residual, .unforced),
            ClaimStatement(
                "P3-1e", .first, "Plain networks' Hessians are the more degenerate ones also among the eigenvalues that nothing forces to be zero.",
                source: "our question",
                .greater(than: 0, because: "the share with |λ| < 0.001 is larger without dead neurons and what the softmax does not see"))
        ),
        (
            .speed(.residual),
            ClaimStatement(
                "P3-1f", .first, "Residual networks train faster than plain ones.", source: "P3, figure 3",
                .greater(than: 0, because: "the training accuracy, averaged over the logarithm of the step, is higher"))
        ),
        (
            .speed(.hyperResidual),
            ClaimStatement(
                "P3-1g", .first, "Hyper-residual networks train faster than residual ones.", source: "P3, figure 3",
                .greater(than: 0, because: "the training accuracy, averaged over the logarithm of the step, is higher"))
        ),
        (
            .lessDegenerateIsMoreAccurate,
            ClaimStatement(
                "P3-2", .first, "Of two networks of one kind the one with the less degenerate Hessian ends with the higher training accuracy.",
                source: "P3, figure 4", .greater(than: 0, because: "in pairs of networks the less degenerate one is more accurate on average"))
        ),
        (
            .overlap,
            ClaimStatement(
                "P3-8a", .first, "Skips lower the overlap of neurons: the incoming weights of two neurons, skips included, are less parallel.",
                source: "P3, section 3", .greater(than: 0, because: "the mean |cosine| after training is lower in residual networks"))
        ),
        (
            .smallestIncoming,
            ClaimStatement(
                "P3-8b", .first, "Skips raise the smallest incoming weights of a layer's neurons, skips included.", source: "P3, section 3",
                .greater(than: 0, because: "the smallest norm after training, relative to the weights' root mean square, is larger in residual networks"))
        ),
        (
            .effectiveRank,
            ClaimStatement(
                "P3-8c", .first, "Skips lower the linear dependence of a layer's signals.", source: "P3, section 3",
                .greater(than: 0, because: "the effective rank of the signals after training is larger in residual networks"))
        ),
        (
            .overlapOfWeights,
            ClaimStatement(
                "P3-8d", .first, "Skips lower the overlap also of the learnt weights alone.", source: "our question",
                .greater(than: 0, because: "the mean |cosine| of the weights after training is lower in residual networks"))
        ),
        (
            .mixtureAgrees,
            ClaimStatement(
                "P3-12", .first, "The mixture that is fitted to four moments of the spectrum finds its share of degenerate eigenvalues.",
                source: "P3, supplement", .less(than: 0.1, because: "the two shares differ by less than a tenth: less than the kinds of networks differ"))
        ),
    ]
}
