// A computed spectrum as a value, to be stored, plotted and compared with simulated singular values.
//
// Everything is per log eigenvalue, since at depth 1024 half of the eigenvalues lie below the smallest double.
// Invariants: the arrays have equal length; log lambda and mass ascend; the bulk's mass below the last grid point plus the
// little above it is `bulkMass`; no value is infinite or NaN.
import Foundation

/// The eigenvalue distribution of J Jᵀ: a density on a grid of log lambda, and atoms.
public struct SpectralDensity: Codable, Hashable, Sendable {
    /// log lambda, ascending. Empty if there is no continuous part.
    public let logEigenvalues: [Double]
    /// lambda rho(lambda), the density per unit of log lambda, at the grid points.
    public let densityPerLogEigenvalue: [Double]
    /// Mass of the continuous part below each grid point.
    public let bulkMassBelow: [Double]
    /// Atoms, ascending.
    public let atoms: [SpectralAtom]
    /// log of the largest eigenvalue: the edge, or the atom above it.
    public let logLargestEigenvalue: Double

    package init(
        logEigenvalues: [Double], densityPerLogEigenvalue: [Double], bulkMassBelow: [Double], atoms: [SpectralAtom],
        logLargestEigenvalue: Double
    ) {
        self.logEigenvalues = logEigenvalues
        self.densityPerLogEigenvalue = densityPerLogEigenvalue
        self.bulkMassBelow = bulkMassBelow
        self.atoms = atoms
        self.logLargestEigenvalue = logLargestEigenvalue
    }

    /// The mass of the continuous part.
    public var bulkMass: Double { 1 - atoms.reduce(0) { $0 + $1.mass } }

    /// The largest singular value of J; 0 or infinite outside the range of doubles.
    public var largestSingularValue: Double { exp(0.5 * logLargestEigenvalue) }
}

extension SpectralDensity {
    /// The density in s at the grid points with s ≥ `smallest` (for axes and finite values), ascending:
    /// rho_s(s) = 2/s × density per log lambda, s = sqrt(lambda).
    public func singularValueDensity(above smallest: Double = 1e-12) -> (singularValues: [Double], densities: [Double])
    {
        var singularValues: [Double] = []
        var densities: [Double] = []
        for (logEigenvalue, density) in zip(logEigenvalues, densityPerLogEigenvalue) {
            let s = exp(0.5 * logEigenvalue)
            guard s >= smallest, s.isFinite else { continue }
            singularValues.append(s)
            densities.append(2 * density / s)
        }
        return (singularValues, densities)
    }

    /// The density per log lambda at any log lambda, linear between grid points and 0 outside.
    public func densityPerLogEigenvalue(at logEigenvalue: Double) -> Double {
        guard let cell = cell(containing: logEigenvalue) else { return 0 }
        let width = logEigenvalues[cell + 1] - logEigenvalues[cell]
        let share = (logEigenvalue - logEigenvalues[cell]) / width
        return densityPerLogEigenvalue[cell] * (1 - share) + densityPerLogEigenvalue[cell + 1] * share
    }

    /// rho_s(s) at any s > 0, of the continuous part.
    public func densityPerSingularValue(at s: Double) -> Double {
        2 / s * densityPerLogEigenvalue(at: 2 * log(s))
    }

    /// The index i of the grid cell [i, i + 1] that contains log lambda, or nil outside the grid.
    func cell(containing logEigenvalue: Double) -> Int? {
        guard logEigenvalues.count > 1, let first = logEigenvalues.first, let last = logEigenvalues.last,
            logEigenvalue >= first, logEigenvalue <= last
        else { return nil }
        var low = 0
        var high = logEigenvalues.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if logEigenvalues[middle] <= logEigenvalue { low = middle } else { high = middle }
        }
        return low
    }
}
