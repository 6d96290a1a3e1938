// The singular values of several networks as a density. Bin edges grow as the square of their number, because spectra crowd
// towards zero: the density in the middle of a bin is then close to its average over the bin.
import NeuralNetworks

/// The pooled density of continuous singular values.
package struct SingularValueHistogram {
    /// Bin k is (edges[k], edges[k + 1]].
    package let edges: [Double]
    /// Singular values per bin, of all networks.
    package let counts: [Int]
    /// The density per unit of s, relative to all singular values: its integral is the share that was counted.
    package let densities: [Double]

    /// Counts values above the round-off floor and up to `largest`. Atoms are left out: values of which more than a tenth of a
    /// network's lie within 1e-9 of each other.
    package init(_ spectra: [JacobianSpectrum], below largest: Double, bins: Int) {
        edges = (0...bins).map { largest * (Double($0) / Double(bins)) * (Double($0) / Double(bins)) }
        var counts = [Int](repeating: 0, count: bins)
        var total = 0
        for spectrum in spectra {
            total += spectrum.singularValues.count
            let atom = spectrum.isometricCount
            for s in spectrum.singularValues[atom..<max(atom, spectrum.resolvedCount)] where s <= largest {
                let bin = Int((s / largest).squareRoot() * Double(bins))
                counts[min(bin, bins - 1)] += 1
            }
        }
        self.counts = counts
        densities = zip(counts, zip(edges, edges.dropFirst())).map { count, edge in
            Double(count) / (Double(max(1, total)) * (edge.1 - edge.0))
        }
    }

    var centres: [Double] { zip(edges, edges.dropFirst()).map { 0.5 * ($0 + $1) } }
}

extension JacobianSpectrum {
    /// How many singular values equal the largest, within 1e-9: the atom of a nearly isometric network, or 0 if only a few
    /// coincide by accident.
    package var isometricCount: Int {
        let count = singularValues.prefix { $0 >= largest * (1 - 1e-9) }.count
        return 10 * count > singularValues.count ? count : 0
    }
}
