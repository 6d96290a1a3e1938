// P1-11: theory equals simulation. The claims compare distribution functions, not moments: the second moment of a deep
// network is dominated by a few singular values and fluctuates by tens of per cent.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The distance between a simulated spectrum and the theory, relative to a yardstick.
///
/// Spectra are compared above 1e-4 s_max: smaller values are invisible on a linear axis, and their share has its own bias if
/// neurons are dead (`ZerosAreThoseOfTheWorstLayer`).
enum SpectrumYardstick {
    static let floor = 1e-4

    /// Spectra of linear networks, whose singular values only repel each other, are compared with what rigidity allows. In
    /// other networks the share of dead or saturated units fluctuates, so their yardstick is as many independent draws.
    static func distance(of network: Initialisation, width: Int, from theory: SpectralDensity) -> Double {
        network == .linearGaussian ? KolmogorovDistance.rigidity(values: width) : KolmogorovDistance.mean(draws: width, from: theory, above: floor)
    }
}

/// Simulated spectra of one kind of network have the distribution of the theory.
struct SimulationFollowsTheory: Claim {
    let panel: SpectraPanel
    let letter: String
    var judging: Judging? { panel.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-11\(letter)" }
    var statement: String {
        "The singular values of real networks are distributed as the theory of infinite width predicts (\(panel.network.name))."
    }
    var source: String { letter == "d" ? "ours: P1's figure 2 is recalled without tanh" : "P1, figure 2 (recalled), panel (\(letter))" }
    var criterion: Criterion {
        .less(
            than: 1, unit: panel.network == .linearGaussian ? "(ln N)/N" : "independent draws'",
            because: panel.network == .linearGaussian
                ? """
                    (ln N)/N, N = \(panel.width): singular values of Gaussian products repel, which holds each within about ln N \
                    places of its quantile; corrections to the theory of order 1/N must fit in as well
                    """
                : """
                    the mean distance of N = \(panel.width) independent draws from the theory, atoms included: networks are to be \
                    nearer, as singular values repel, although the share of dead or bent units fluctuates
                    """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let theory = try inputs[panel.theory], replicates = try inputs[panel.simulation]
        return .list(zip(panel.depths, theory).enumerated().map { k, pair in
            let yardstick = SpectrumYardstick.distance(of: panel.network, width: panel.width, from: pair.1)
            return .init("L = \(pair.0)", .sample(replicates.map {
                $0[k].kolmogorovDistance(from: pair.1, above: SpectrumYardstick.floor) / yardstick
            }))
        }, data: """
            Kolmogorov distance per network above \(SpectrumYardstick.floor) s_max over the yardstick; \
            \(panel.dataDescription(count: replicates.count))
            """)
    }
}

/// A ReLU network has as many zero singular values as its worst layer has dead neurons, and not half.
struct ZerosAreThoseOfTheWorstLayer: Claim {
    let panel: SpectraPanel
    var judging: Judging? { panel.judging }
    var id: String { "P1-11h" }
    var statement: String {
        """
        More than half of the singular values of real ReLU networks are zero: as many as dead neurons in the layer that has \
        the most of them, since $J$ has no more rank than any of its layers.
        """
    }
    var source: String { "our question" }
    var criterion: Criterion {
        .within(
            -0.005...0.005,
            because: "half a per cent of the neurons (our choice) beside the mean of the largest of L binomial shares, N = \(panel.width), p = 1/2")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let theory = try inputs[panel.theory], replicates = try inputs[panel.simulation]
        return .list(panel.depths.indices.compactMap { k in
            // In deeper networks so many other singular values are below round-off that zeros cannot be told apart.
            let zeros = theory[k].atoms.first { $0.location == .zero }?.mass ?? 0
            let floor = theory[k].logLargestEigenvalue + 2 * log(JacobianSpectrum.roundOff)
            guard theory[k].cumulativeProbability(atLogEigenvalue: floor) - zeros < 1e-4 else { return nil }
            let expected = Binomial(draws: panel.width, probability: zeros).meanOfLargestShare(of: panel.depths[k])
            return .init("L = \(panel.depths[k])", .sample(replicates.map { networks in
                1 - Double(networks[k].resolvedCount) / Double(panel.width) - expected
            }))
        }, data: "share of zeros minus the mean largest share; \(panel.dataDescription(count: replicates.count))")
    }
}
