// The spectrum that free probability predicts, as a target: figures and claims share one computation.
import BuildGraph
import SignalPropagation

/// The density of J Jᵀ's eigenvalues at infinite width.
public struct TheorySpectrum: Target {
    public let network: CriticalNetwork
    public let depth: Int
    /// Grid points; 400 give the second moment to about 1e-6.
    public let points: Int
    /// Whether a density with other moments than the exact laws' is refused; true by default.
    public let checksMoments: Bool

    public init(_ network: CriticalNetwork, depth: Int, points: Int = 400, checksMoments: Bool = true) {
        self.network = network
        self.depth = depth
        self.points = points
        self.checksMoments = checksMoments
    }

    public func make(_ inputs: Inputs) throws -> SpectralDensity {
        try network.theoreticalSpectrum(depth: depth).density(points: points, checksMoments: checksMoments)
    }
}

extension CriticalNetwork {
    /// The theory of its spectrum at depth L.
    ///
    /// - Throws: `SignalPropagationError` for a depth or q* outside of the theory's domain.
    package func theoreticalSpectrum(depth: Int) throws -> DeepSpectrum {
        try DeepSpectrum(
            nonlinearity: nonlinearity, ensemble: ensemble, depth: depth,
            weightVariance: chi * CriticalPoint(nonlinearity, qStar: qStar).weightVariance, qStar: qStar)
    }
}
