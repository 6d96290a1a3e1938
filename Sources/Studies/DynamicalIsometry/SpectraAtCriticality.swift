// Figure 2: spectra at criticality, theory over simulation. Panels (a) linear Gaussian, (b) ReLU orthogonal and
// (c) hard-tanh orthogonal are the paper's; (d) tanh orthogonal is ours, for the networks that the paper trains.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Densities of singular values at several depths in four panels.
public struct SpectraAtCriticality: Figure {
    public let plot = Plot("spectra-at-criticality", width: 680, height: 680)
    public let panels: [SpectraPanel]
    /// Bins of a simulated density.
    public let bins = 22

    /// - Parameter panels: four.
    public init(_ panels: [SpectraPanel]) { self.panels = panels }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var theory: [Drawing.Member] = []
        var simulation: [Drawing.Member] = []
        var atoms: [Atom] = []
        for (letter, panel) in zip("abcd", panels) {
            let replicates = try inputs[panel.simulation]
            for (k, (depth, density)) in zip(panel.depths, try inputs[panel.theory]).enumerated() {
                let spectra = replicates.map { $0[k] }
                theory.append(curve(density, depth: depth, panel: "\(letter)"))
                simulation.append(histogram(spectra, below: density.largestSingularValue, depth: depth, panel: "\(letter)"))
                atoms += density.atoms.map { Atom($0, in: spectra, of: panel.network, panel: "\(letter)", depth: depth) }
            }
        }
        var drawing = Drawing()
        drawing.add("theory", family: theory)
        drawing.add("simulation", family: simulation)
        drawing.add("atoms", [
            Column("atom_panel", atoms.map(\.panel)), Column("depth", atoms.map { Double($0.depth) }),
            Column("singular_value", atoms.map(\.singularValue)), Column("mass", atoms.map(\.mass)),
            Column("simulated_mass", atoms.map(\.simulatedMass)),
        ])
        setVariables(&drawing, atoms.filter { $0.singularValue > 0 })
        drawing.set("zero_masses", panels.map { panel in
            atoms.first { $0.singularValue == 0 && $0.network == panel.network }?.mass ?? 0
        })
        drawing.set("largest", try panels.map { try inputs[$0.theory].map(\.largestSingularValue).max() ?? .nan })
        return drawing
    }

    private func setVariables(_ drawing: inout Drawing, _ atoms: [Atom]) {
        drawing.set("depths", panels.first.map { $0.depths.map(Double.init) } ?? [])
        drawing.set("variances", panels.map { panel in
            guard ![.linear, .relu].contains(panel.network.nonlinearity), case .qStar(let qStar) = panel.network.point else { return "" }
            return "{/:Italic q}* = \(Fraction.text(qStar))"
        })
        drawing.set("atom_letters", atoms.map(\.panel))
        drawing.set("atom_depths", atoms.map { Double($0.depth) })
        drawing.set("atom_positions", atoms.map(\.singularValue))
        drawing.set("atom_masses", atoms.map(\.mass))
    }

    /// An atom of the theory, and how much of it the simulations have.
    private struct Atom {
        let network: Initialisation
        let panel: String
        let depth: Int
        let singularValue: Double
        let mass: Double
        let simulatedMass: Double

        init(_ atom: SpectralAtom, in spectra: [JacobianSpectrum], of network: Initialisation, panel: String, depth: Int) {
            self.network = network
            self.panel = panel
            self.depth = depth
            singularValue = exp(0.5 * atom.logEigenvalue)
            mass = atom.mass
            let position = singularValue
            simulatedMass = spectra.reduce(0) { $0 + $1.share(at: position) } / Double(spectra.count)
        }
    }

    /// The continuous part of a theoretical spectrum; a single gap where there is none.
    private func curve(_ density: SpectralDensity, depth: Int, panel: String) -> Drawing.Member {
        let (s, rho) = density.singularValueDensity(above: 1e-4 * density.largestSingularValue)
        return Drawing.Member("L = \(depth)", panel: panel, [
            Column("depth", constant: Double(depth)), Column("singular_value", s.isEmpty ? [.nan] : s),
            Column("density", rho.isEmpty ? [.nan] : rho),
        ])
    }

    /// The simulated density in bins that widen with s, where the density falls; without atoms and round-off.
    private func histogram(
        _ spectra: [JacobianSpectrum], below largest: Double, depth: Int, panel: String
    ) -> Drawing.Member {
        let histogram = SingularValueHistogram(spectra, below: 1.05 * largest, bins: bins)
        return Drawing.Member("L = \(depth)", panel: panel, [
            Column("depth", constant: Double(depth)), Column("singular_value", histogram.centres),
            Column("density", histogram.densities.map { $0 > 0 ? $0 : .nan }), Column("count", histogram.counts.map(Double.init)),
        ])
    }
}

extension JacobianSpectrum {
    /// The share of the singular values at s, within 1e-9; for s = 0 those below the round-off floor.
    func share(at s: Double) -> Double {
        let count = s == 0 ? singularValues.count - resolvedCount : singularValues.count { abs($0 - s) <= 1e-9 * s }
        return Double(count) / Double(max(1, singularValues.count))
    }
}
