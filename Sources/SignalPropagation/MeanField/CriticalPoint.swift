// The critical line chi = 1, parametrised by the variance q* at the network's fixed point (P1, figure 1).
//
// Explicit in q*: sigmaW² = 1/mu_1(q*), sigmaB² = q* - sigmaW² <phi²>_q*, so no root finding is needed.
// The difference is computed without cancellation: see `Nonlinearity.varianceDeficit`.
import Foundation
import NetworkModels

/// A point of the critical line: weights and biases for which chi = 1 at the fixed point q*.
///
/// Linear networks have the single point (sigmaW, sigmaB) = (1, 0) and ReLU networks (sqrt 2, 0), for every q*.
public struct CriticalPoint: Codable, Hashable, Sendable {
    public let nonlinearity: Nonlinearity
    /// q*, the variance of the preactivations of every layer.
    public let qStar: Double
    /// sigmaW² = 1/mu_1(q*).
    public let weightVariance: Double
    /// sigmaB² = q* - sigmaW² <phi²>_q*.
    public let biasVariance: Double

    /// The variances q* for which every function of this module keeps its stated accuracy.
    public static let supportedVariances = 1e-8...100.0

    /// - Throws: `SignalPropagationError.unsupportedVariance` unless q* is in `CriticalPoint.supportedVariances`.
    public init(_ nonlinearity: Nonlinearity, qStar: Double) throws {
        guard Self.supportedVariances.contains(qStar) else {
            throw SignalPropagationError.unsupportedVariance(qStar)
        }
        self.nonlinearity = nonlinearity
        self.qStar = qStar
        switch nonlinearity {
        case .linear, .relu:
            weightVariance = nonlinearity == .linear ? 1 : 2
            biasVariance = 0
        case .hardTanh, .tanh, .erf:
            weightVariance = 1 / nonlinearity.derivativeMoment(order: 1, variance: qStar)
            biasVariance = weightVariance * nonlinearity.varianceDeficit(variance: qStar)
        }
    }

    /// The critical point with a given sigma_w², by bisection in log q*, to the last bit; sigma_w² > 1 grows with q* for
    /// saturating nonlinearities.
    ///
    /// - Throws: as `init(_:qStar:)`, when q* would be outside the supported range.
    public init(_ nonlinearity: Nonlinearity, weightVariance: Double) throws {
        var low = log(Self.supportedVariances.lowerBound), high = log(Self.supportedVariances.upperBound)
        for _ in 0..<100 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if try CriticalPoint(nonlinearity, qStar: exp(middle)).weightVariance < weightVariance { low = middle } else { high = middle }
        }
        try self.init(nonlinearity, qStar: exp(0.5 * (low + high)))
    }

    public var sigmaW: Double { weightVariance.squareRoot() }
    public var sigmaB: Double { biasVariance.squareRoot() }

    /// The map whose fixed point is q*.
    public var varianceMap: VarianceMap {
        VarianceMap(nonlinearity: nonlinearity, weightVariance: weightVariance, biasVariance: biasVariance)
    }

    /// Returns the critical points at the given q*, in the same order: the line of figure 1.
    ///
    /// - Throws: as `init`.
    public static func criticalLine(_ nonlinearity: Nonlinearity, qStars: [Double]) throws -> [CriticalPoint] {
        try qStars.map { try CriticalPoint(nonlinearity, qStar: $0) }
    }
}
