// The nonlinearities of the papers, pointwise and in double precision; theory integrates these.
import Foundation

/// A pointwise nonlinearity phi of a network layer.
public enum Nonlinearity: String, Codable, Sendable, CaseIterable {
    case linear
    case relu
    /// phi(h) = h clipped to [-1, 1].
    case hardTanh
    case tanh
    /// phi(h) = erf(sqrt(pi)/2 h), scaled to unit slope at the origin.
    case erf

    /// phi(h).
    @inlinable
    public func value(_ h: Double) -> Double {
        switch self {
        case .linear: h
        case .relu: max(h, 0)
        case .hardTanh: min(max(h, -1), 1)
        case .tanh: Foundation.tanh(h)
        case .erf: Foundation.erf(0.5 * Double.pi.squareRoot() * h)
        }
    }

    /// phi'(h); at a kink the derivative from the left.
    @inlinable
    public func derivative(_ h: Double) -> Double {
        switch self {
        case .linear: return 1
        case .relu: return h > 0 ? 1 : 0
        case .hardTanh: return abs(h) < 1 ? 1 : 0
        case .tanh:
            let t = Foundation.tanh(h)
            return 1 - t * t
        case .erf: return Foundation.exp(-0.25 * Double.pi * h * h)
        }
    }
}
