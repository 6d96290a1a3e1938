// P1-21: what the spectrum of J says about back-propagated errors.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels

/// Random errors fluctuate as the spectrum spreads.
struct ErrorsFluctuateAsTheSpectrumSpreads: Claim {
    let networks: ErrorNetworks
    var judging: Judging? { networks.judging }
    var id: String { "P1-21a" }
    var statement: String {
        "Over random errors $\\lvert J^T e\\rvert^2/\\lvert e\\rvert^2$ has the variance $2\\,\\sigma^2_{JJ^T}/(N + 2)$: isometric networks propagate every error alike."
    }
    var source: String { "P1; derived" }
    var criterion: Criterion {
        .within(0.9...1.1, because: "a tenth (our choice) beside the identity, which is exact for each network; its variance over errors is an estimate")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let factor = 2 / Double(networks.width + 2)
        return .list(
            try networks.samples(inputs) { $0.variance / (factor * $0.spectralVariance) },
            data: "variance over \(networks.errors) errors over 2σ²/(N + 2) of the same network's spectrum; width \(networks.width)")
    }
}

/// At the start the errors of a classifier are as good as random ones.
struct ClassifierErrorsAreRandom: Claim {
    let networks: ErrorNetworks
    var judging: Judging? { networks.judging }
    var id: String { "P1-21b" }
    var statement: String { "Before training, errors of a classifier are propagated back with the mean squared factor $\\langle\\lambda\\rangle$, as random errors are." }
    var source: String { "P1; our question" }
    var criterion: Criterion { .within(0.9...1.1, because: "a tenth (our choice) beside the mean of random errors, which is exactly ⟨λ⟩") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            try networks.samples(inputs) { $0.trueMean / $0.meanSquare },
            data: "mean over \(networks.readouts) random readouts with an error for each of ten classes, over ⟨λ⟩ of the same network; width \(networks.width)")
    }
}

/// Over Gaussian linear networks the ratio is a product of chi-squares.
struct GaussianErrorsAreChiSquares: Claim {
    let networks: ErrorNetworks
    var judging: Judging? { networks.judging }
    var id: String { "P1-21c" }
    // The first series was judged by the variance within each network, which lacks that between networks.
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var statement: String {
        """
        In Gaussian linear networks $\\ln(\\lvert J^T e\\rvert^2/\\lvert e\\rvert^2)$ has the mean $L\\,(\\psi(N/2) - \\ln(N/2))$ and the variance \
        $L\\,\\psi'(N/2)$ of a product of $L$ chi-squares over their $N$ degrees of freedom: a typical error shrinks, though the mean square stays.
        """
    }
    var source: String { "derived" }
    var criterion: Criterion { .within(0.8...1.25, because: "a quarter (our choice) beside the exact law, over errors and networks: of order L/N, and told apart from none") }

    func observe(_ inputs: Inputs) throws -> Observation {
        guard let kind = networks.kinds.first(where: { $0.network == .linearGaussian }) else { return .list([]) }
        let points = try inputs[kind.networks]
        return .list(networks.depths.indices.filter { networks.depths[$0] > 2 }.flatMap { k -> [Observation.Item] in
            let law = ProductOfChiSquares(count: networks.depths[k], degrees: networks.width)
            return [
                .init("mean, L = \(networks.depths[k])", .sample(points.map { $0[k].logMean / law.logMean })),
                .init("variance, L = \(networks.depths[k])", .sample(points.map { $0[k].logDeviation(from: law, errors: networks.errors) })),
            ]
        }, data: "over the exact values; width \(networks.width), \(networks.errors) errors in each network")
    }
}
