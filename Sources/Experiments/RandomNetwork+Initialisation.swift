// Networks of finite width for an initialisation.
import NetworkModels
import NeuralNetworks
import SignalPropagation

extension Initialisation {
    /// One realisation of finite width.
    ///
    /// - Throws: `SignalPropagationError` for a q* outside of the theory's domain.
    package func randomNetwork(width: Int, depth: Int, seed: Int) throws -> RandomNetwork {
        let point = try criticalPoint()
        return RandomNetwork(
            width: width, depth: depth, nonlinearity: nonlinearity, ensemble: ensemble,
            sigmaW: (chi * point.weightVariance).squareRoot(), sigmaB: point.sigmaB, qStar: point.qStar, seed: UInt64(seed))
    }
}
