// The cost of the spectra of the theory: the density at 400 points, and the edge alone.
import Foundation
import NetworkModels
import Randomness
import SignalPropagation

/// Times Jacobian spectra at criticality (q* = 1, 400 points) and prints the fastest of several runs, in milliseconds.
func benchmarkSpectra() {
    let clock = ContinuousClock()
    func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<15 {
            let elapsed = try clock.measure(work).components
            best = min(best, Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15)
        }
        return best
    }
    print("spectra, 400 points: nonlinearity ensemble depth, density ms, edge ms")
    do {
        for nonlinearity in Nonlinearity.allCases {
            for ensemble in WeightEnsemble.allCases {
                for depth in [2, 128, 1024] {
                    let critical = try CriticalPoint(nonlinearity, qStar: 1)
                    let spectrum = try DeepSpectrum(at: critical, ensemble: ensemble, depth: depth)
                    let density = try milliseconds { _ = try spectrum.density(points: 400) }
                    let edge = try milliseconds { _ = try spectrum.logLargestEigenvalue() }
                    print(
                        nonlinearity.rawValue, ensemble.rawValue, depth,
                        String(format: "%.3f %.3f", density, edge), separator: "\t")
                }
            }
        }
    } catch {
        print("spectra: \(error)")
    }
}
