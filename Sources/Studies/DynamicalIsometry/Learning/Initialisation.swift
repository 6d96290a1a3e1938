// How a network that is trained begins. Symbols: sigma_w² weightVariance, q* qStar, phi nonlinearity.
import LinearAlgebra
import NeuralNetworks
import Randomness
import SignalPropagation

/// A critical initialisation, whatever the depth and the width.
public struct Initialisation: Hashable, Codable, Sendable {
    public let nonlinearity: Nonlinearity
    public let ensemble: WeightEnsemble
    /// Where on the critical line.
    public let point: Point

    /// A point of the critical line, named by either coordinate.
    public enum Point: Hashable, Codable, Sendable {
        case weightVariance(Double)
        case qStar(Double)
    }

    /// The six networks of P1's figure 4, in the order of its legend: orthogonal before Gaussian.
    static let ofFigure4: [Initialisation] =
        [WeightEnsemble.orthogonal, .gaussian].flatMap { ensemble in
            [
                Initialisation(nonlinearity: .tanh, ensemble: ensemble, point: .weightVariance(1.05)),
                Initialisation(nonlinearity: .tanh, ensemble: ensemble, point: .weightVariance(2)),
                Initialisation(nonlinearity: .relu, ensemble: ensemble, point: .weightVariance(2)),
            ]
        }

    /// Orthogonal tanh at a q*, as in figures 5 and 6.
    static func orthogonalTanh(qStar: Double) -> Initialisation {
        Initialisation(nonlinearity: .tanh, ensemble: .orthogonal, point: .qStar(qStar))
    }

    /// "orthogonal tanh, σ_w² = 1.05".
    var name: String {
        let phi = nonlinearity == .relu ? "ReLU" : "\(nonlinearity)"
        let place =
            switch point {
            case .weightVariance(let variance): "σ_w² = \(Fraction.text(variance))"
            case .qStar(let qStar): "q* = \(Fraction.text(qStar))"
            }
        return "\(ensemble == .gaussian ? "Gaussian" : "orthogonal") \(phi), \(place)"
    }

    /// ReLU networks are critical at any q*; theirs is 1 (our choice: it only scales the images).
    func criticalPoint() throws -> CriticalPoint {
        switch (point, nonlinearity) {
        case (.qStar(let qStar), _): try CriticalPoint(nonlinearity, qStar: qStar)
        case (.weightVariance, .relu): try CriticalPoint(.relu, qStar: 1)
        case (.weightVariance(let variance), _): try CriticalPoint.tanh(weightVariance: variance)
        }
    }

    /// The classifier of images of one realisation.
    func classifier(width: Int, depth: Int, inputs: Int, classes: Int, seed: Int) throws -> Classifier {
        let point = try criticalPoint()
        return Classifier(
            network: RandomNetwork(
                width: width, depth: depth, nonlinearity: nonlinearity, ensemble: ensemble, sigmaW: point.sigmaW,
                sigmaB: point.sigmaB, qStar: point.qStar, seed: UInt64(seed)),
            inputs: inputs, classes: classes)
    }

    /// s_max of the Jacobian at infinite width.
    func largestSingularValue(depth: Int) throws -> Double {
        let point = try criticalPoint()
        return try DeepSpectrum(
            nonlinearity: nonlinearity, ensemble: ensemble, depth: depth, weightVariance: point.weightVariance, qStar: point.qStar
        ).largestSingularValue()
    }
}
