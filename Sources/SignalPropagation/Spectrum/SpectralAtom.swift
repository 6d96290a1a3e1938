// Eigenvalues of J Jᵀ that carry a finite share of the spectrum (P1; the atoms were derived for this project).
//
// For phi' in {0, 1} with P(1) = p, a share 1 - p of the eigenvalues is zero at every depth, because D has rank pN at most.
// Orthogonal weights: while L(1 - p) < 1, the subspaces on which each layer is active intersect in a share 1 - L(1 - p) of
// the space, where J acts as sigmaW^L times an isometry: an atom at sigmaW^{2L}, which is then the largest eigenvalue. For
// linear networks it is the whole spectrum.
import Foundation
import NetworkModels
import Randomness

/// An eigenvalue with finite probability.
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

    /// The mass of the continuous spectrum: 1 minus that of the atoms, computed without that subtraction.
    package func bulkMass(_ equation: MasterEquation) -> Double {
        guard case .twoValued(let law) = self else { return 1 }
        let L = Double(equation.depth)
        switch equation.ensemble {
        case .gaussian: return law.active
        case .orthogonal: return L * law.inactive < 1 ? (L - 1) * law.inactive : law.active
        }
    }
}
