// How far N singular values would be from the theory if they were something simpler: the yardsticks of measured distances.
import Foundation
import Randomness
import SignalPropagation

package enum KolmogorovDistance {
    /// The mean for N independent draws from a theory, E sup |F_N(s) − F(s)| over s ≥ `floor` s_max.
    ///
    /// Without atoms and floor √(π/2) ln 2/√N = 0.869/√N; less with them, since nothing is compared inside of an atom. By
    /// simulation: F_N(s) − F(s) is that of uniform draws at t = F(s), wherever t is a value of F. 4,000 samples give it to
    /// 0.5 %.
    package static func mean(draws count: Int, from theory: SpectralDensity, above floor: Double) -> Double {
        let ranges = theory.probabilities(above: floor)
        let samples = 4000, stream = RandomStream(seed: 0x4b53)
        var total = 0.0
        for sample in 0..<samples {
            // Order statistics of uniform draws are partial sums of exponential ones over their total.
            let exponentials = stream.substream(UInt64(sample)).exponentials(count + 1)
            let sum = exponentials.reduce(0, +)
            var (largest, below, range) = (0.0, 0.0, 0)
            for k in 0...count {
                // Between draws number k and k + 1 F_N is k/N: compared at both ends of what F takes there.
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

    /// The scale for N values that repel each other, as those of Gaussian matrices: rigidity holds each to within about
    /// ln N places of its quantile, so that F_N − F is of order (ln N)/N.
    package static func rigidity(values count: Int) -> Double { log(Double(count)) / Double(count) }
}

extension SpectralDensity {
    /// The values that the distribution function of the singular values takes at s ≥ `floor` s_max, as closed ranges, ascending:
    /// all from its value there to 1, but for what is inside of an atom.
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
    /// Exponential draws of mean 1, −ln of uniform ones.
    fileprivate func exponentials(_ count: Int) -> [Double] { uniforms(count).map { -log1p(-$0) } }
}
