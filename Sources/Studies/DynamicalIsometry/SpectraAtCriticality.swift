// Figure 2: spectra at criticality, theory over simulation. Panels (a) linear Gaussian, (b) ReLU orthogonal and
// (c) hard-tanh orthogonal are the paper's; (d) tanh orthogonal is ours, for the networks that the paper trains.
import BuildGraph
import Foundation
import Manuscript
import NeuralNetworks
import SignalPropagation

/// Densities of singular values at several depths in four panels.
public struct SpectraAtCriticality: Figure {
    public let plot = Plot("spectra-at-criticality", width: 680, height: 640)
    public let panels: [SpectraPanel]
    /// Bins of a simulated density.
    public let bins = 22

    /// - Parameter panels: four.
    public init(_ panels: [SpectraPanel]) { self.panels = panels }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var theory: [Drawing.Member] = []
        var simulated: [Drawing.Member] = []
        var atoms: [[Double]] = []
        for (panel, letter) in zip(panels, "abcd") {
            let replicates = try inputs[panel.simulation]
            for (k, (depth, density)) in zip(panel.depths, try inputs[panel.theory]).enumerated() {
                let spectra = replicates.map { $0[k] }
                theory.append(curve(density, depth: depth, panel: "\(letter)"))
                simulated.append(try histogram(spectra, below: density.largestSingularValue, depth: depth, panel: "\(letter)"))
                for atom in density.atoms {
                    let s = exp(0.5 * atom.logEigenvalue)
                    let found = spectra.map { $0.share(at: s) }.reduce(0, +) / Double(spectra.count)
                    atoms.append([Double(theory.count), Double(depth), s, atom.mass, found])
                }
            }
        }
        var drawing = Drawing()
        drawing.add("theory", family: theory)
        drawing.add("simulated", family: simulated)
        drawing.add("atoms", [
            Column("curve", atoms.map { $0[0] }), Column("depth", atoms.map { $0[1] }),
            Column("singular_value", atoms.map { $0[2] }), Column("mass", atoms.map { $0[3] }),
            Column("simulated_mass", atoms.map { $0[4] }),
        ])
        drawing.set("panels", panels.map(\.network.name))
        drawing.set("depths", panels.first.map { $0.depths.map(Double.init) } ?? [])
        drawing.set("width", Double(panels.first?.width ?? 0))
        drawing.set("networks", Double(try panels.first.map { try inputs[$0.simulation].count } ?? 0))
        return drawing
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
    ) throws -> Drawing.Member {
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
