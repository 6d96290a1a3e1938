// Eigenvalues of J Jᵀ that carry a finite share of the spectrum (P1; atoms derived for this project).
//
// phi' in {0, 1}, P(1) = p. A share 1 - p of zeros at every depth: D has no more than rank pN.
// Orthogonal weights: subspaces on which every layer is active meet while L(1 - p) < 1, in a share 1 - L(1 - p), where
// J acts as sigmaW^L times an isometry: an atom at sigmaW^{2L}, then the largest eigenvalue. Linear: all of the spectrum.
import Foundation
import NetworkModels
import Randomness

/// An eigenvalue of finite probability.
public struct SpectralAtom: Codable, Hashable, Sendable {
    public enum Location: Codable, Hashable, Sendable {
        case zero
        /// log of the eigenvalue of J Jᵀ.
        case logEigenvalue(Double)
    }
    public let location: Location
    /// The share of the eigenvalues, in (0, 1].
    public let mass: Double

    public init(location: Location, mass: Double) {
        self.location = location
        self.mass = mass
    }

    /// log of the eigenvalue, -∞ for zero.
    public var logEigenvalue: Double {
        switch location {
        case .zero: -.infinity
        case .logEigenvalue(let value): value
        }
    }
}

extension DerivativeLaw {
    /// The atoms of J Jᵀ, ascending.
    package func atoms(_ equation: MasterEquation) -> [SpectralAtom] {
        guard case .twoValued(let law) = self else { return [] }
        var atoms: [SpectralAtom] = []
        if law.inactive > 0 {
            atoms.append(SpectralAtom(location: .zero, mass: law.inactive))
        }
        let isometric = 1 - Double(equation.depth) * law.inactive
        if equation.ensemble == .orthogonal && isometric > 0 {
            let position = Double(equation.depth) * equation.logWeightVariance
            atoms.append(SpectralAtom(location: .logEigenvalue(position), mass: isometric))
        }
        return atoms
    }

    /// The mass of the continuous spectrum: 1 - the atoms', without that subtraction.
    package func bulkMass(_ equation: MasterEquation) -> Double {
        guard case .twoValued(let law) = self else { return 1 }
        let L = Double(equation.depth)
        switch equation.ensemble {
        case .gaussian: return law.active
        case .orthogonal: return L * law.inactive < 1 ? (L - 1) * law.inactive : law.active
        }
    }
}
