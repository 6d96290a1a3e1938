// P1-11: theory equals simulation. Compared are distribution functions, not moments: the second moment of a deep network
// is carried by a few singular values and fluctuates by tens of per cent.
import BuildGraph
import Foundation
import Manuscript
import NeuralNetworks
import SignalPropagation

/// Simulated spectra of one kind of network are distributed as the theory says.
struct SimulationFollowsTheory: Claim {
    let panel: SpectraPanel
    /// "a" … "d", the panel of figure 2.
    let letter: String
    var id: String { "P1-11\(letter)" }
    var statement: String {
        "The singular values of real networks are distributed as the theory of infinite width predicts (\(panel.network.name))."
    }
    var source: String { "P1, figure 2, panel (\(letter))\(letter == "d" ? ", which is ours: the paper leaves tanh out" : "")" }
    var criterion: Criterion {
        .less(
            than: 1.358 / Double(panel.width).squareRoot(),
            because: """
                Kolmogorov's 5 % point 1.358/√N for N = \(panel.width) independent draws from the theory: a network is to be \
                at least as near to it. Singular values repel, so that networks should be nearer; the share of dead \
                neurons (√(p(1 − p)/N) a layer) and corrections of order L/N must fit in as well
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let theory = try inputs[panel.theory], replicates = try inputs[panel.simulation]
        return .list(zip(panel.depths, theory).enumerated().map { k, pair in
            .init("L = \(pair.0)", .sample(replicates.map { $0[k].kolmogorovDistance(from: pair.1) }))
        }, data: """
            Kolmogorov distance per network above the round-off floor of 1e-12 s_max; \
            \(panel.dataDescription(count: replicates.count))
            """)
    }
}

/// The largest singular value is at the edge of the theory.
struct LargestSimulatedValueIsAtTheEdge: Claim {
    let panels: [SpectraPanel]
    var id: String { "P1-11e" }
    var statement: String { "The largest singular values of real networks lie at the edge that the theory predicts." }
    var source: String { "P1, figures 2 and 3; simulated" }
    var criterion: Criterion {
        .within(
            -2...2, unit: "√(L/2N)",
            because: "the log length of a vector sent through L Gaussian layers has the variance L/2N: the edge of one network cannot be known better; two standard deviations")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        var items: [Observation.Item] = []
        for panel in panels {
            let replicates = try inputs[panel.simulation]
            for (k, (depth, theory)) in zip(panel.depths, try inputs[panel.theory]).enumerated() {
                let unit = (Double(depth) / Double(2 * panel.width)).squareRoot()
                let deviations = replicates.map { (log($0[k].largest) - 0.5 * theory.logLargestEigenvalue) / unit }
                // Where the edge is an atom all networks agree to round-off; that is P1-9d, and no sample.
                if theory.atoms.contains(where: { $0.location != .zero }) { continue }
                items.append(.init("\(panel.network.name), L = \(depth)", .sample(deviations)))
            }
        }
        return .list(items, data: "ln(s_max/theory) in units of √(L/2N), \(panels.first.map { "width \($0.width)" } ?? "")")
    }
}
