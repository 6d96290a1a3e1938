// The spectrum that free probability predicts, as a target: figures and claims share one computation.
import BuildGraph
import NetworkModels
import SignalPropagation

/// The density of J Jᵀ's eigenvalues at infinite width.
public struct TheorySpectrum: Target {
    public let network: Initialisation
    public let depth: Int
    /// Grid points; 400 give the second moment to about 1e-6.
    public let points: Int
    /// Whether a density whose moments differ from the exact ones is an error; true by default.
    public let checksMoments: Bool

    public init(_ network: Initialisation, depth: Int, points: Int = 400, checksMoments: Bool = true) {
        self.network = network
        self.depth = depth
        self.points = points
        self.checksMoments = checksMoments
    }

    public var words: [String] { network.words + ["L = \(depth)"] }

    public func make(_ inputs: Inputs) throws -> SpectralDensity {
        try network.spectrum(depth: depth).density(points: points, checksMoments: checksMoments)
    }
}
