// How the networks of a plan are initialised. What follows from theory is computed when a network is trained, so that a plan
// names a point of the critical line and no numbers derived from it.
import LinearAlgebra
import NetworkModels
import SignalPropagation

/// The distribution of a network's initial parameters, and the scale of its inputs.
public enum Beginning: Hashable, Codable, Sendable {
    /// At a point of the critical line, all layers from one ensemble with one sigma_w and sigma_b (our choice for the first and
    /// the last layer, of which P1 says little). Inputs are scaled so that the mean square of h_1 is q*.
    case critical(WeightEnsemble, Initialisation.Point, chi: Double)
    /// As given.
    case drawn(NetworkStart, inputMeanSquare: Double)

    /// The distribution and the scale in numbers.
    /// - Throws: `SignalPropagationError` for a q* outside the theory's domain; `LinearAlgebraError.invalidParameter` if no
    ///   inputs give that q*.
    package func numbers(_ nonlinearity: Nonlinearity) throws -> (start: NetworkStart, inputMeanSquare: Double) {
        switch self {
        case .drawn(let start, let inputMeanSquare): return (start, inputMeanSquare)
        case .critical(let ensemble, let place, let chi):
            let point = try Initialisation(nonlinearity, ensemble, place, chi: chi).criticalPoint()
            let weightVariance = chi * point.weightVariance
            let inputMeanSquare = (point.qStar - point.biasVariance) / weightVariance
            // At criticality, q* > sigma_b² always holds.
            guard inputMeanSquare > 0 else {
                throw LinearAlgebraError.invalidParameter(name: "qStar", value: "\(point.qStar)", requirement: "greater than sigmaB²")
            }
            let start = NetworkStart(.ensemble(ensemble, sigmaW: weightVariance.squareRoot()), biasDeviation: point.sigmaB)
            return (start, inputMeanSquare)
        }
    }
}
