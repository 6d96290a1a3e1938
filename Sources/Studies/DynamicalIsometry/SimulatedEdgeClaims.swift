// P1-11, continued: the largest singular value of finite networks, and whether the comparison of spectra could detect a
// wrong theory. A network's largest value is one number; its mean over networks is tested.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

extension SpectraPanel {
    /// ln(s_max/theory) of each network divided by `unit(depth)`, one sample per depth. Depths whose edge is an atom are left
    /// out: there all networks agree to round-off, which P1-9d tests.
    fileprivate func edgeDeviations(_ inputs: Inputs, unit: (Int) -> Double) throws -> [Observation.Item] {
        let replicates = try inputs[simulation]
        return zip(depths, try inputs[theory]).enumerated().compactMap { k, pair in
            let (depth, density) = pair
            if density.atoms.contains(where: { $0.location != .zero }) { return nil }
            let deviations = replicates.map { (log($0[k].largest) - 0.5 * density.logLargestEigenvalue) / unit(depth) }
            return .init("\(network.name), L = \(depth)", .sample(deviations))
        }
    }
}

/// Orthogonal sigmoidal networks reach the edge.
struct SigmoidalEdgeIsReached: Claim {
    let panels: [SpectraPanel]
    var judging: Judging? { panels.first?.judging }
    var id: String { "P1-11e" }
    var statement: String {
        "The mean $\\ln s_{max}$ of orthogonal sigmoidal networks is at the edge to within the fluctuation of a vector's log length."
    }
    var source: String { "derived; simulated" }
    var criterion: Criterion {
        .within(
            -1...1, unit: "√(3Lδ/4N)",
            because: """
                DWv of a vector v, W orthogonal and δ = μ_2/μ_1² − 1, has a squared length of relative variance 3δ/N, so that \
                L layers change the log length by √(3Lδ/4N) at random: the mean is to be nearer than that
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try panels.flatMap { panel in
            let dispersion = panel.network.nonlinearity.derivativeDispersion(variance: try panel.network.qStar)
            return try panel.edgeDeviations(inputs) { (0.75 * Double($0) * dispersion / Double(panel.width)).squareRoot() }
        }, data: "ln(s_max/theory) in units of √(3Lδ/4N), \(panels.first.map { "width \($0.width)" } ?? "")")
    }
}

/// Where singular values grow with depth, the largest stays a little below the edge.
struct GrowingEdgeIsApproachedFromBelow: Claim {
    let panels: [SpectraPanel]
    var judging: Judging? { panels.first?.judging }
    var id: String { "P1-11f" }
    var statement: String {
        """
        The mean $\\ln s_{max}$ of linear Gaussian and orthogonal ReLU networks lies at or below the edge, by about one \
        fluctuation $\\sqrt{L/2N}$ of a vector's log length at most: between 1.5 below and 0.5 above.
        """
    }
    var source: String { "derived; simulated" }
    var criterion: Criterion {
        .within(
            -1.5...0.5, unit: "√(L/2N)",
            because: """
                u = √(L/2N): the log length of a vector sent through L Gaussian layers has the mean −u² and the deviation u, and \
                the largest of N values at a soft edge lies 0.76 u^{4/3} below it (the mean of Tracy and Widom's law): together \
                u + 0.76 u^{1/3} units, 0.3 to 0.8 for L/N from 1/500 to 1/6 (ReLU: up to 0.9, and none at the hard edge \
                of L = 2); half a unit more to either side
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try panels.flatMap { panel in
            try panel.edgeDeviations(inputs) { (Double($0) / Double(2 * panel.width)).squareRoot() }
        }, data: "ln(s_max/theory) in units of √(L/2N), \(panels.first.map { "width \($0.width)" } ?? "")")
    }
}

/// The distances of P1-11a to d can distinguish the theory from a wrong one.
struct OtherTheoriesAreFarther: Claim {
    /// A wrong theory of one depth of a panel.
    private struct Contrast: Encodable {
        let name: String
        let panel: SpectraPanel
        /// Which of the panel's depths.
        let index: Int
        let wrong: Input<SpectralDensity>
    }

    private let contrasts: [Contrast]

    /// Twice the depth for all panels, and twice q* for those whose spectrum depends on it.
    init(panels: [SpectraPanel]) {
        contrasts = panels.flatMap { panel in
            panel.depths.enumerated().flatMap { index, depth in
                let network = panel.network
                let deeper = Contrast(
                    name: "\(network.name), L = \(depth), against 2L", panel: panel, index: index,
                    wrong: Input(TheorySpectrum(network, depth: 2 * depth)))
                guard ![.linear, .relu].contains(network.nonlinearity), case .qStar(let qStar) = network.point else { return [deeper] }
                let larger = Initialisation(network.nonlinearity, network.ensemble, qStar: 2 * qStar)
                return [
                    deeper,
                    Contrast(
                        name: "\(network.name), L = \(depth), against 2q*", panel: panel, index: index,
                        wrong: Input(TheorySpectrum(larger, depth: depth))),
                ]
            }
        }
    }

    var judging: Judging? { contrasts.first?.panel.judging }
    var id: String { "P1-11g" }
    var statement: String { "Real networks are nearer to the theory of their own depth and $q^*$ than to that of twice the depth or twice $q^*$." }
    var source: String { "a control of P1-11a to d; simulated" }
    var criterion: Criterion {
        .greater(than: 0, because: "nearer: the distance from the wrong theory minus that from the right one, network by network")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try contrasts.map { contrast in
            let right = try inputs[contrast.panel.theory][contrast.index], wrong = try inputs[contrast.wrong]
            return .init(contrast.name, .sample(try inputs[contrast.panel.simulation].map {
                $0[contrast.index].kolmogorovDistance(from: wrong) - $0[contrast.index].kolmogorovDistance(from: right)
            }))
        }, data: "difference of Kolmogorov distances, \(contrasts.first.map { "width \($0.panel.width)" } ?? "")")
    }
}
