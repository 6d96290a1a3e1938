// How the variance of the preactivations changes from layer to layer, and where it settles (P1, equation 4).
//
// For tanh, hard-tanh and erf the map is increasing and concave in q, since phi(sqrt(x))² is increasing and concave in x;
// so it has at most one stable fixed point. For linear and ReLU it is a straight line.
// Symbols: q = variance, sigmaW² = weightVariance, sigmaB² = biasVariance, q* = stable fixed point.
import Foundation
import NetworkModels

/// The map q → sigmaW² <phi²>_q + sigmaB² of a wide random network.
public struct VarianceMap: Codable, Hashable, Sendable {
    public let nonlinearity: Nonlinearity
    /// sigmaW², N times the variance of a weight.
    public let weightVariance: Double
    /// sigmaB², the variance of a bias.
    public let biasVariance: Double

    public init(nonlinearity: Nonlinearity, weightVariance: Double, biasVariance: Double) {
        self.nonlinearity = nonlinearity
        self.weightVariance = weightVariance
        self.biasVariance = biasVariance
    }

    /// Returns the next layer's variance.
    public func callAsFunction(_ q: Double) -> Double {
        weightVariance * nonlinearity.meanSquareActivation(variance: q) + biasVariance
    }

    /// Returns the variances of layers 0…depth (depth + 1 values), starting from `q`.
    public func trajectory(from q: Double, depth: Int) -> [Double] {
        var variances = [q]
        for _ in 0..<max(depth, 0) { variances.append(self(variances[variances.count - 1])) }
        return variances
    }

    /// Returns chi = sigmaW² mu_1(q), the growth of a small perturbation (and of a squared gradient) in one layer.
    public func chi(_ q: Double) -> Double {
        weightVariance * nonlinearity.derivativeMoment(order: 1, variance: q)
    }

    /// The fixed point to which every positive starting variance converges.
    ///
    /// Sigmoidal nonlinearities: Newton's method from sigmaW² + sigmaB², which is above the fixed point because
    /// phi² ≤ 1; the map is concave, so the iterates descend to the fixed point without passing it.
    public var fixedPoint: VarianceFixedPoint {
        switch nonlinearity {
        case .linear, .relu:
            let slope = weightVariance * nonlinearity.meanSquareActivationSlope(variance: 1)
            if slope < 1 { return .stable(biasVariance / (1 - slope)) }
            return slope == 1 && biasVariance == 0 ? .everyVariance : .divergent
        case .hardTanh, .tanh, .erf:
            if biasVariance == 0 && weightVariance <= 1 { return .stable(0) }
            return .stable(descendingNewton())
        }
    }

    private func descendingNewton() -> Double {
        var q = weightVariance + biasVariance
        // Near sigmaW = 1 the root is nearly double and each step only halves the distance: 1e-16 takes about 55.
        for _ in 0..<200 {
            let excess = q - self(q)
            let slope = 1 - weightVariance * nonlinearity.meanSquareActivationSlope(variance: q)
            let next = q - excess / slope
            guard excess > 0, slope > 0, next < q else { break }  // at the root, to rounding
            q = max(next, 0)
        }
        return q
    }
}

/// Where the variance of a deep network settles.
public enum VarianceFixedPoint: Codable, Hashable, Sendable {
    /// The one stable fixed point q*.
    case stable(Double)
    /// Each variance is its own fixed point: the critical linear and ReLU networks.
    case everyVariance
    /// The variance grows without bound.
    case divergent
}
