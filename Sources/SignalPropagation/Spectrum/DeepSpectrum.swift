// The spectrum of the input-output Jacobian of a deep random network at infinite width (P1).
//
// J = D_L W_L … D_1 W_1, D = diag phi'(h), h ~ N(0, q*); eigenvalues lambda = s² of J Jᵀ, s the singular values of J.
// Symbols: L = depth, sigmaW² = weightVariance, p = share of active units, chi = sigmaW² mu_1(q*).
import Foundation
import NetworkModels
import Randomness

/// A deep network's Jacobian spectrum: moments, edge, atoms and density.
public struct DeepSpectrum: Codable, Hashable, Sendable {
    public let nonlinearity: Nonlinearity
    public let ensemble: WeightEnsemble
    /// L, the number of layers (factors D W), from 1; tested to 1024.
    public let depth: Int
    /// sigmaW².
    public let weightVariance: Double
    /// q*, the variance of every layer's preactivations; linear and ReLU spectra do not depend on it.
    public let qStar: Double

    /// - Throws: `SignalPropagationError.invalidDepth`, `.invalidWeightVariance`, `.unsupportedVariance`.
    public init(
        nonlinearity: Nonlinearity, ensemble: WeightEnsemble, depth: Int, weightVariance: Double, qStar: Double
    ) throws {
        guard depth >= 1 else { throw SignalPropagationError.invalidDepth(depth) }
        guard weightVariance > 0, weightVariance.isFinite else {
            throw SignalPropagationError.invalidWeightVariance(weightVariance)
        }
        guard CriticalPoint.supportedVariances.contains(qStar) else {
            throw SignalPropagationError.unsupportedVariance(qStar)
        }
        self.nonlinearity = nonlinearity
        self.ensemble = ensemble
        self.depth = depth
        self.weightVariance = weightVariance
        self.qStar = qStar
    }

    /// The spectrum at a critical point.
    ///
    /// - Throws: `SignalPropagationError.invalidDepth`.
    public init(at point: CriticalPoint, ensemble: WeightEnsemble, depth: Int) throws {
        try self.init(
            nonlinearity: point.nonlinearity, ensemble: ensemble, depth: depth,
            weightVariance: point.weightVariance, qStar: point.qStar)
    }

    public var sigmaW: Double { weightVariance.squareRoot() }

    /// chi = sigmaW² mu_1(q*).
    public var chi: Double { weightVariance * nonlinearity.derivativeMoment(order: 1, variance: qStar) }

    /// The exact first two moments.
    public var moments: SpectralMoments {
        let first = ensemble == .orthogonal ? 0.0 : -1.0  // s_1 of W Wᵀ
        let dispersion = nonlinearity.derivativeDispersion(variance: qStar)
        return SpectralMoments(
            logMean: Double(depth) * log(chi), relativeVariance: Double(depth) * (dispersion - first))
    }

    /// The atoms, ascending: at most one at zero and one at sigmaW^{2L}.
    public var atoms: [SpectralAtom] { law.atoms(equation) }

    /// The mass of the continuous part: 1 minus that of the atoms.
    public var bulkMass: Double { law.bulkMass(equation) }

    /// log of the largest eigenvalue of J Jᵀ in the limit of infinite width: the upper atom if there is one, else the
    /// edge of the continuous spectrum.
    ///
    /// - Throws: `SignalPropagationError.noConvergence`.
    public func logLargestEigenvalue() throws -> Double {
        let highestAtom = atoms.last?.logEigenvalue ?? -.infinity
        guard let curve = try curve() else { return highestAtom }
        return max(highestAtom, curve.logEdge)
    }

    /// s_max, the largest singular value of J; 0 or infinite outside the range of doubles.
    ///
    /// - Throws: as `logLargestEigenvalue()`.
    public func largestSingularValue() throws -> Double { exp(0.5 * (try logLargestEigenvalue())) }

    package var law: DerivativeLaw { DerivativeLaw(nonlinearity, variance: qStar) }

    package var equation: MasterEquation {
        MasterEquation(ensemble: ensemble, depth: depth, logWeightVariance: log(weightVariance))
    }

    /// The continuous spectrum, or nil if there is none (linear orthogonal networks, and others at depth 1). A mass below
    /// 1e-100 (hard-tanh at tiny q*) counts as zero: its arithmetic would underflow.
    package func curve() throws -> SpectralCurve? {
        let law = law
        let equation = equation
        guard law.bulkMass(equation) > 1e-100 else { return nil }
        switch law {
        case .twoValued(let values):
            return .master(MasterCurve(law: law, equation: equation, edge: SpectralEdge(values, equation: equation)))
        case .smooth(let smooth):
            if ensemble == .orthogonal && depth == 1 {
                return .firstLayer(FirstLayerCurve(law: smooth, logWeightVariance: equation.logWeightVariance))
            }
            let edge = try SpectralEdge(minimising: law, equation: equation)
            return .master(MasterCurve(law: law, equation: equation, edge: edge))
        }
    }
}
