// The eigenvalues of the Hessians after the last step, on an axis that is logarithmic on both sides of zero and linear at it, and
// beside them what the paper's mixture of four moments says of the same spectra.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// Spectra of plain, residual and hyper-residual networks with their four-moment fits.
public struct SpectrumFigure: Figure {
    public let plot = Plot.panels("hessian-spectra", height: 640)
    let networks: CurvatureNetworks
    let origin: Input<ImageOrigin.Value>
    let axis: SignedLogarithmicAxis
    /// Bins per decade.
    let resolution = 5.0

    init(networks: CurvatureNetworks, origin: Input<ImageOrigin.Value>) {
        (self.networks, self.origin, axis) = (networks, origin, SignedLogarithmicAxis(linear: 1e-5))
    }

    public func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try inputs.records(of: networks)
        let last = records.kinds.map { $0.curvatures.compactMap(\.last) }
        let extent = last.joined().map { max(abs($0.count.largest), abs($0.count.smallest)) }.max() ?? 1
        let side = (axis.place(extent) * resolution).rounded(.up) / resolution
        let centres = stride(from: -side + 0.5 / resolution, to: side, by: 1 / resolution).map { $0 }
        var drawing = Drawing()
        drawing.add("spectrum", family: zip(records.kinds, last).map { kind, points in
            Drawing.Member(kind.name, [
                Column("place", centres), Column("eigenvalue", centres.map(axis.value)),
                Column("exact", shares(points.flatMap(\.eigenvalues), side, centres.count)),
            ])
        })
        let fine = (0...400).map { side * (Double($0) / 200 - 1) }
        drawing.add("fitted", family: zip(records.kinds, last).map { kind, points in
            Drawing.Member(kind.name, [Column("fine_place", fine), Column("mixture", mean(of: points.compactMap(\.mixture), fine))])
        })
        let exact = last.map { Moments.mean($0.map(\.count.absoluteFraction)) }
        let fitted = last.map { Moments.mean($0.map { $0.mixture?.degenerateFraction ?? 1 }) }
        drawing.add("fractions", [Column("kind", records.kinds.indices.map { Double($0) }), Column("exact_fraction", exact), Column("fitted_fraction", fitted)])
        drawing.set("exact_fractions", exact)
        drawing.set("fitted_fractions", fitted)
        drawing.set("threshold", axis.place(DegeneracyCount.absoluteThreshold))
        let (tics, names) = axis.tics(to: extent)
        drawing.set("tic_places", tics)
        drawing.set("tic_names", names)
        drawing.set("side", side)
        drawing.set("bin", 1 / resolution)
        drawing.setPanels(records.kinds.map(\.name))
        drawing.set("origin", try inputs[origin].note)
        return drawing
    }

    /// The share of the eigenvalues in each bin, per unit of u.
    private func shares(_ eigenvalues: [Double], _ side: Double, _ bins: Int) -> [Double] {
        var counts = [Double](repeating: 0, count: bins)
        for value in eigenvalues { counts[min(bins - 1, max(0, Int((axis.place(value) + side) * resolution)))] += 1 }
        return counts.map { $0 * resolution / Double(max(1, eigenvalues.count)) }
    }

    /// The mean density of the mixtures, per unit of u.
    private func mean(of mixtures: [MomentMixture], _ places: [Double]) -> [Double] {
        places.map { place in
            let stretch = axis.stretch(place), value = axis.value(place)
            return mixtures.reduce(0) { $0 + $1.density(value) * stretch } / Double(max(1, mixtures.count))
        }
    }
}
