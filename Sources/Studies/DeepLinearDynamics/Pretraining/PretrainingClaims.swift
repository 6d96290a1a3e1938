// P2-8: in the modes of the classes the images are nearly uncorrelated, so that pretraining on the images alone starts the network near
// decoupled conditions, from which it learns sooner than from small random weights.
import BuildGraph
import Datasets
import Experiments
import Foundation
import Manuscript

/// V Σ11 Vᵀ is nearly diagonal.
struct ModesAreNearlyUncorrelated: Claim {
    let images: Input<ImageCorrelations.Value>
    let origin: Input<ImageOrigin.Value>
    var id: String { "P2-8a" }
    var statement: String { "In the right singular vectors $V$ of $\\Sigma^{31}$ the second moments of the images, $V^T \\Sigma^{11} V$, are nearly diagonal." }
    var source: String { "P2, figure 5" }
    var criterion: Criterion {
        .less(than: 0.25, because: "the root mean square of the correlations K_ij/√(K_ii K_jj) of different modes: nearer to none than to a half (our choice)")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let value = try inputs[images]
        return try inputs[origin].observation(.exact(ModeCorrelations(value).matrix.meanCorrelation), "\(value.images) images, uncentred moments")
    }
}

/// Pretraining pays.
struct PretrainingPays: Claim {
    let evidence: PretrainingEvidence
    let origin: Input<ImageOrigin.Value>
    var judging: Judging? { evidence.judging }
    var id: String { "P2-8b" }
    var statement: String {
        "A pretrained five-layer linear network has a smaller error than one with small random weights after as many steps, those of pretraining included."
    }
    var source: String { "P2, figure 5" }
    var criterion: Criterion { .greater(than: 0, because: "the error of the random start minus that of the pretrained one, at its last step") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (random, pretrained) = (try inputs[evidence.random.trainings], try inputs[evidence.pretrained.trainings])
        var observation = Observation.sample(zip(random, pretrained).map { ($0.losses.last ?? .nan) - ($1.losses.last ?? .nan) })
        if (random + pretrained).contains(where: \.hasDiverged) { observation = observation.doubted(because: "a network diverged at the chosen rate") }
        if try inputs[evidence.random.rate].isAtEdge || inputs[evidence.pretrained.rate].isAtEdge {
            observation = observation.doubted(because: "a chosen rate is the least or greatest of those tried")
        }
        return try inputs[origin].observation(
            observation, "half the mean squared error; \(evidence.setting.hidden) hidden units, \(evidence.setting.steps) steps, \(random.count) networks of each kind")
    }
}
