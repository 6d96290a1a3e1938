// Yardsticks for measured distances: how far N simpler random values would be from the theory.
import Foundation
import Randomness
import SignalPropagation

package enum KolmogorovDistance {
    /// The mean for N independent draws from a theory, E sup |F_N(s) − F(s)| over s ≥ `floor` s_max.
    ///
    /// Without atoms and floor it is √(π/2) ln 2/√N = 0.869/√N; with them it is less, since nothing is compared inside an
    /// atom. It is simulated: F_N(s) − F(s) is that of uniform draws at t = F(s), for every value t of F. 4,000 samples give
    /// it to 0.5 %.
    package static func mean(draws count: Int, from theory: SpectralDensity, above floor: Double) -> Double {
        let ranges = theory.probabilities(above: floor)
        let samples = 4000, stream = RandomStream(seed: 0x4b53)
        var total = 0.0
        for sample in 0..<samples {
            // Order statistics of uniform draws are partial sums of exponential draws divided by their total.
            let exponentials = stream.substream(UInt64(sample)).exponentials(count + 1)
            let sum = exponentials.reduce(0, +)
            var (largest, below, range) = (0.0, 0.0, 0)
            for k in 0...count {
                // Between draws k and k + 1, F_N is k/N; it is compared at both ends of the range of F there.
                let above = below + exponentials[k] / sum, level = Double(k) / Double(count)
                while range < ranges.count, ranges[range].upperBound < below { range += 1 }
                var next = range
                while next < ranges.count, ranges[next].lowerBound <= above {
                    let low = max(below, ranges[next].lowerBound), high = min(above, ranges[next].upperBound)
                    largest = max(largest, abs(level - low), abs(level - high))
                    next += 1
                }
                below = above
            }
            total += largest
        }
        return total / Double(samples)
    }

    /// The scale for N values that repel each other, like those of Gaussian matrices: rigidity keeps each within about ln N
    /// places of its quantile, so that F_N − F is of order (ln N)/N.
    package static func rigidity(values count: Int) -> Double { log(Double(count)) / Double(count) }
}

extension SpectralDensity {
    /// The values of the distribution function of the singular values at s ≥ `floor` s_max, as closed ranges, ascending: all
    /// from its value at the floor to 1, except those inside an atom.
    func probabilities(above floor: Double) -> [ClosedRange<Double>] {
        var start = cumulativeProbability(atLogEigenvalue: logLargestEigenvalue + 2 * log(floor)), ranges: [ClosedRange<Double>] = []
        for atom in atoms {
            let before = massBelow(atom)
            if before < start { continue }
            ranges.append(start...before)
            start = before + atom.mass
        }
        return start <= 1 ? ranges + [start...1] : ranges
    }

    /// The mass strictly below an atom.
    private func massBelow(_ atom: SpectralAtom) -> Double {
        guard case .logEigenvalue(let place) = atom.location else { return 0 }
        return cumulativeProbability(atLogEigenvalue: place) - atom.mass
    }
}

extension RandomStream {
    /// Exponential draws of mean 1: −ln of uniform ones.
    fileprivate func exponentials(_ count: Int) -> [Double] { uniforms(count).map { -log1p(-$0) } }
}
