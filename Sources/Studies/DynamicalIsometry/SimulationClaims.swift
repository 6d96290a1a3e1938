// P1-11: theory equals simulation. Compared are distribution functions, not moments: the second moment of a deep network
// is carried by a few singular values and fluctuates by tens of per cent.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Simulated spectra of one kind of network are distributed as the theory says.
struct SimulationFollowsTheory: Claim {
    let panel: SpectraPanel
    /// "a" … "d", the panel of figure 2.
    let letter: String
    var judging: Judging? { panel.judging }
    var id: String { "P1-11\(letter)" }
    var statement: String {
        "The singular values of real networks are distributed as the theory of infinite width predicts (\(panel.network.name))."
    }
    var source: String { letter == "d" ? "ours: P1's figure 2 is recalled without tanh" : "P1, figure 2 (recalled), panel (\(letter))" }
    /// Whether singular values only repel: no slopes, and so no share of dead or bent units that fluctuates.
    private var isRigid: Bool { panel.network == .linearGaussian }
    var criterion: Criterion {
        isRigid
            ? .less(
                than: KolmogorovDistance.rigidity(values: panel.width),
                because: """
                    (ln N)/N, N = \(panel.width): singular values of Gaussian products repel, which holds each within about \
                    ln N places of its quantile; corrections to the theory of order 1/N must fit in as well
                    """)
            : .less(
                than: KolmogorovDistance.mean(draws: panel.width),
                because: """
                    √(π/2) ln 2/√N, the mean distance of N = \(panel.width) independent draws from the theory: networks are to \
                    be nearer, as singular values repel, although the share of dead or bent units fluctuates (√(p(1 − p)/N) a layer)
                    """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let theory = try inputs[panel.theory], replicates = try inputs[panel.simulation]
        return .list(zip(panel.depths, theory).enumerated().map { k, pair in
            .init("L = \(pair.0)", .sample(replicates.map { $0[k].kolmogorovDistance(from: pair.1) }))
        }, data: """
            Kolmogorov distance per network above the round-off floor of \(JacobianSpectrum.roundOff) s_max; \
            \(panel.dataDescription(count: replicates.count))
            """)
    }
}
