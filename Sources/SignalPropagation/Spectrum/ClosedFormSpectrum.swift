// Spectra that an elementary angle parametrises exactly: linear Gaussian, and orthogonal with phi' in {0, 1}.
//
// Linear Gaussian (P1; Penson and Zyczkowski 2011): with 0 < f < pi/(L+1),
//   w = sin((L+1)f)/sin f e^{iLf},  M = sin f/sin(Lf) e^{-i(L+1)f},  1 + M = sin((L+1)f)/sin(Lf) e^{-if},
//   lambda = sigmaW^{2L} sin^{L+1}((L+1)f) / (sin f sin^L(Lf)).
// Orthogonal, P(phi' = 1) = p, L ≥ 2 (derived for this project; for p = 1/2 the edge is that of linear Gaussian at L - 1):
// with 0 < f < pi/L,
//   w = (1-p) sin(Lf)/sin f e^{i(L-1)f},  M = p/(w - 1),
//   lambda = sigmaW^{2L} p^{L-1} (1-p) sin^L(Lf) / (sin f sin^{L-1}((L-1)f)).
// In both, lambda falls from the edge (f → 0) to zero. Masses above lambda follow from Im ∫ M d log z, also elementary.
import ComplexModule
import Foundation
import NetworkModels
import Randomness

/// A spectrum in closed form; the plain reference of the general solver.
public struct ClosedFormSpectrum: Sendable {
    private enum Family: Sendable {
        case linearGaussian
        case orthogonal(active: Double, inactive: Double)
    }
    private let family: Family
    private let depth: Double
    private let logWeightVariance: Double

    /// Returns nil unless the spectrum is linear Gaussian, or orthogonal with phi' in {0, 1} and a continuous part.
    public init?(_ spectrum: DeepSpectrum) {
        guard case .twoValued(let law) = spectrum.law else { return nil }
        switch spectrum.ensemble {
        case .gaussian:
            guard law.inactive == 0 else { return nil }
            family = .linearGaussian
        case .orthogonal:
            guard spectrum.bulkMass > 1e-100 else { return nil }
            family = .orthogonal(active: law.active, inactive: law.inactive)
        }
        depth = Double(spectrum.depth)
        logWeightVariance = log(spectrum.weightVariance)
    }

    /// The angle's upper end, where lambda = 0.
    public var largestAngle: Double {
        switch family {
        case .linearGaussian: .pi / (depth + 1)
        case .orthogonal: .pi / depth
        }
    }

    /// log lambda at the angle f.
    public func logEigenvalue(angle f: Double) -> Double {
        let L = depth
        switch family {
        case .linearGaussian:
            return L * logWeightVariance + log(sin((L + 1) * f) / sin(f)) + L * log(sin((L + 1) * f) / sin(L * f))
        case .orthogonal(let active, let inactive):
            return L * logWeightVariance + (L - 1) * log(active) + log(inactive) + log(sin(L * f) / sin(f))
                + (L - 1) * log(sin(L * f) / sin((L - 1) * f))
        }
    }

    /// The density per log lambda, -Im M/pi, at the angle f.
    public func densityPerLogEigenvalue(angle f: Double) -> Double {
        let L = depth
        switch family {
        case .linearGaussian:
            return sin(f) * sin((L + 1) * f) / (.pi * sin(L * f))
        case .orthogonal(let active, let inactive):
            let excess = excess(f, inactive: inactive)
            return active * excess.imaginary / (.pi * excess.lengthSquared)
        }
    }

    /// The mass of eigenvalues above lambda (an atom above the bulk included) at the angle f.
    public func massAbove(angle f: Double) -> Double {
        let L = depth
        switch family {
        case .linearGaussian:
            return (L + 1) * f / .pi - L * densityPerLogEigenvalue(angle: f)
        case .orthogonal(_, let inactive):
            let turn = excess(f, inactive: inactive).phase
            return (L * (L - 1) * inactive * f + (1 - L * inactive) * turn) / .pi
        }
    }

    /// The angle at which log lambda takes a value below the edge, by bisection.
    public func angle(logEigenvalue target: Double) -> Double {
        var low = 0.0
        var high = largestAngle
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if logEigenvalue(angle: middle) > target { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// w - 1 of the orthogonal family.
    private func excess(_ f: Double, inactive: Double) -> Complex {
        let radius = inactive * sin(depth * f) / sin(f)
        return Complex(radius * cos((depth - 1) * f) - 1, radius * sin((depth - 1) * f))
    }
}
