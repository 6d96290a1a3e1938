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
    public let plot = Plot.panels("spectra-at-criticality", height: 680)
    public let panels: [SpectraPanel]
    /// Bins per simulated density.
    public let bins = 22
    /// The upper end of the axis (our choice); some densities grow without bound towards 0.
    public let highestDensity = 30.0
    /// Bins whose centre is below this share of a panel's largest singular value are left out, because they crowd at the axis.
    /// The caption says so.
    static let leastShown = 0.012

    public init(_ panels: [SpectraPanel]) { self.panels = panels }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var theory: [Drawing.Member] = []
        var simulation: [Drawing.Member] = []
        var atoms: [Atom] = []
        var largest: [Double] = []
        for (k, panel) in panels.enumerated() {
            let letter = Drawing.letter(k), replicates = try inputs[panel.simulation]
            largest.append(try inputs[panel.theory].map(\.largestSingularValue).max() ?? .nan)
            for (k, (depth, density)) in zip(panel.depths, try inputs[panel.theory]).enumerated() {
                let spectra = replicates.map { $0[k] }
                theory.append(curve(density, depth: depth, panel: letter))
                simulation.append(
                    histogram(
                        spectra, from: Self.leastShown * largest[largest.count - 1], to: density.largestSingularValue, depth: depth,
                        panel: letter))
                atoms += density.atoms.map { Atom($0, in: spectra, of: panel.network, panel: letter, depth: depth) }
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
        drawing.set("largest", largest)
        drawing.set("highest", highestDensity)
        // Half the smallest density of a bin that is not empty, so that no simulated point lies below the axis.
        drawing.set("lowest", panels.indices.map { k in
            0.5 * (simulation.filter { $0.panel == Drawing.letter(k) }.flatMap(\.densities).min() ?? 1e-3)
        })
        setVariables(&drawing, atoms)
        return drawing
    }

    private func setVariables(_ drawing: inout Drawing, _ atoms: [Atom]) {
        drawing.setPanels(panels.map(\.network.plotName))
        let depths = panels.first?.depths ?? []
        drawing.set("depths", depths.map(Double.init))
        drawing.set("notes", panels.map { panel in
            let atZero = atoms.first { $0.singularValue == 0 && $0.network == panel.network }?.mass ?? 0
            return atZero > 0 ? "\(Self.percent(atZero)) at {/:Italic s} = 0" : ""
        })
        let shown = atoms.filter { $0.singularValue > 0 }
        drawing.set("atom_count", count: shown.count)
        drawing.set("atom_panels", shown.map { atom in Double(1 + (panels.indices.first { Drawing.letter($0) == atom.panel } ?? 0)) })
        drawing.set("atom_colours", shown.map { atom in Double(1 + (depths.firstIndex(of: atom.depth) ?? 0)) })
        drawing.set("atom_positions", shown.map(\.singularValue))
        drawing.set("atom_labels", shown.map { Self.percent($0.mass) })
    }

    private static func percent(_ share: Double) -> String { NumberText.text(100 * share, .significant(2), in: .plain).map { "\($0)%" } ?? "" }

    /// An atom of the theory, and its mass in the simulations.
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

    /// The continuous part of a theoretical spectrum; a single gap if there is none.
    private func curve(_ density: SpectralDensity, depth: Int, panel: String) -> Drawing.Member {
        let (s, rho) = density.singularValueDensity(above: 1e-4 * density.largestSingularValue)
        return Drawing.Member("L = \(depth)", panel: panel, [
            Column("depth", constant: Double(depth)), Column("singular_value", s.isEmpty ? [.nan] : s),
            Column("density", rho.isEmpty ? [.nan] : rho),
        ])
    }

    /// The simulated density in bins that widen with s, as the density falls; without atoms and round-off.
    private func histogram(
        _ spectra: [JacobianSpectrum], from least: Double, to largest: Double, depth: Int, panel: String
    ) -> Drawing.Member {
        let histogram = SingularValueHistogram(spectra, below: 1.05 * largest, bins: bins)
        let shown = histogram.centres.indices.filter { histogram.centres[$0] > least }
        return Drawing.Member("L = \(depth)", panel: panel, [
            Column("depth", constant: Double(depth)), Column("singular_value", shown.map { histogram.centres[$0] }),
            Column("density", shown.map { histogram.densities[$0] > 0 ? histogram.densities[$0] : .nan }),
            Column("count", shown.map { Double(histogram.counts[$0]) }),
        ])
    }
}

extension Drawing.Member {
    /// Densities of bins that are not empty.
    fileprivate var densities: [Double] {
        columns.filter { $0.name == "density" }.flatMap { column -> [Double] in
            guard case .numbers(let values) = column.values else { return [] }
            return values.filter { $0 > 0 }
        }
    }
}

extension JacobianSpectrum {
    /// The share of the singular values at s, within 1e-9; for s = 0 the share below the round-off floor.
    func share(at s: Double) -> Double {
        let count = s == 0 ? singularValues.count - resolvedCount : singularValues.count { abs($0 - s) <= 1e-9 * s }
        return Double(count) / Double(max(1, singularValues.count))
    }
}
