// Three derivatives of the smooth nonlinearities: the tangent kernel's descendants ask for them.
import Foundation

extension Nonlinearity {
    /// phi, phi', phi'' and phi''' at one point.
    public struct Jet: Sendable {
        public var value: Double
        public var first: Double
        public var second: Double
        public var third: Double
    }

    /// Whether phi has derivatives of every order everywhere; ReLU and hard tanh bend.
    public var isSmooth: Bool { self != .relu && self != .hardTanh }

    /// phi(h) and its first three derivatives; at a bend those from the left.
    public func jet(_ h: Double) -> Jet {
        switch self {
        case .linear, .relu, .hardTanh:
            return Jet(value: value(h), first: derivative(h), second: 0, third: 0)
        case .tanh:
            let t = value(h), slope = 1 - t * t
            return Jet(value: t, first: slope, second: -2 * t * slope, third: -2 * slope * (1 - 3 * t * t))
        case .erf:
            // phi' = exp(-c h²), c = π/4.
            let c = 0.25 * Double.pi, slope = derivative(h)
            return Jet(value: value(h), first: slope, second: -2 * c * h * slope, third: 2 * c * (2 * c * h * h - 1) * slope)
        }
    }
}
