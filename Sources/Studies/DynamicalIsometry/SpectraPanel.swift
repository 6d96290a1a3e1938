// One kind of network with its theory and its simulation at several depths: a panel of figure 2, and the evidence for the
// claims about simulations.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Theory and simulation of one kind of network.
public struct SpectraPanel: Encodable, Sendable {
    public let network: Initialisation
    public let width: Int
    public let depths: [Int]
    /// One density per depth.
    public let theory: [Input<SpectralDensity>]
    /// Replicates, each with one spectrum per depth.
    public let simulation: Input<[[JacobianSpectrum]]>
    /// Which series of networks it uses.
    public let judging: Judging

    public init(_ network: Initialisation, scale: Scale, judging: Judging) {
        self.init(
            network, width: scale.width, depths: scale.depths, theory: scale.depths.map { Input(TheorySpectrum(network, depth: $0)) },
            simulation: Input(
                Replicates(judging.count(scale.replicates(of: network))) { replicate in
                    SimulatedSpectra(network, width: scale.width, depths: scale.depths, seed: judging.seed(replicate))
                }),
            judging: judging)
    }

    /// A panel of other spectra.
    package init(
        _ network: Initialisation, width: Int, depths: [Int], theory: [Input<SpectralDensity>], simulation: Input<[[JacobianSpectrum]]>,
        judging: Judging
    ) {
        (self.network, self.width, self.depths) = (network, width, depths)
        (self.theory, self.simulation, self.judging) = (theory, simulation, judging)
    }

    /// "width 1000, 8 networks".
    func dataDescription(count: Int) -> String { "width \(width), \(count) networks" }
}
