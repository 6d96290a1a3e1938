// Order and chaos: whether gradients vanish or explode with depth (P1, figure 1).
import Foundation
import LinearAlgebra

/// The phase of a wide random network, determined by chi, the growth of a perturbation in one layer at the fixed point.
public enum Phase: String, Codable, Sendable {
    /// chi < 1: perturbations and gradients vanish.
    case ordered
    /// chi = 1.
    case critical
    /// chi > 1: perturbations and gradients explode.
    case chaotic

    /// Classifies chi, calling it critical within `tolerance` of 1.
    public init(chi: Double, tolerance: Double = 1e-9) {
        if abs(chi - 1) <= tolerance {
            self = .critical
        } else {
            self = chi < 1 ? .ordered : .chaotic
        }
    }
}

extension VarianceMap {
    /// chi at the variance where the network settles.
    ///
    /// Linear and ReLU networks have the same chi at every variance, so it exists even where the variance diverges.
    public var chiAtFixedPoint: Double {
        switch fixedPoint {
        case .stable(let q): chi(q)
        case .everyVariance, .divergent: chi(1)
        }
    }

    /// The phase at the fixed point, critical meaning |chi - 1| ≤ 1e-9.
    public var phase: Phase { Phase(chi: chiAtFixedPoint) }
}
