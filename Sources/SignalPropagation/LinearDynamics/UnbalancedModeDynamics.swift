// A mode of a network with two weight matrices whose layers start unequal (P2, appendix A).
//
// tau da/dt = b (s - ab), tau db/dt = a (s - ab) keep c0 = a² - b². On the hyperbola a = √c0 cosh(θ/2), b = √c0 sinh(θ/2), where
// ab = (c0/2) sinh θ, the equation is tau dθ/dt = 2s - c0 sinh θ (P2 prints s instead of 2s). T = tanh(θ/2) has
//
//     t = (tau/R) ln[(R + c0 + 2sT)/(R - c0 - 2sT)] between the two angles,   R = √(c0² + 4s²).
import Foundation

/// One mode with layers a > |b| of unequal strength.
public struct UnbalancedModeDynamics: Hashable, Sendable {
    /// c0 = a² - b², positive.
    public let difference: Double
    /// s.
    public let strength: Double
    /// tau.
    public let timeConstant: Double

    /// - Throws: `invalidDynamics` for a parameter that is not positive and finite.
    public init(difference: Double, strength: Double, timeConstant: Double = 1) throws {
        try requirePositive("difference", difference)
        try requirePositive("strength", strength)
        try requirePositive("timeConstant", timeConstant)
        (self.difference, self.strength, self.timeConstant) = (difference, strength, timeConstant)
    }

    private var R: Double { (difference * difference + 4 * strength * strength).squareRoot() }

    /// θ at which the mode is learnt: sinh θ = 2s/c0.
    public var fixedAngle: Double { asinh(2 * strength / difference) }

    /// dθ/dt.
    public func velocity(_ angle: Double) -> Double { (2 * strength - difference * sinh(angle)) / timeConstant }

    /// a and b at an angle.
    public func layers(angle: Double) -> (a: Double, b: Double) {
        (difference.squareRoot() * cosh(angle / 2), difference.squareRoot() * sinh(angle / 2))
    }

    /// θ after a time.
    public func angle(after time: Double, from start: Double) -> Double {
        // The logarithm's argument is E = e^{Rt/tau} times its value at the start; written with 1/E, which cannot overflow.
        let T = tanh(start / 2)
        let inverse = (R - difference - 2 * strength * T) / (R + difference + 2 * strength * T) * exp(-R * time / timeConstant)
        return 2 * atanh(((R - difference) - (R + difference) * inverse) / (2 * strength * (1 + inverse)))
    }

    /// The time from one angle to another on the same side of the fixed one.
    /// - Throws: `invalidDynamics` for angles that no solution connects in this order.
    public func time(from start: Double, to end: Double) throws -> Double {
        guard start == end || (start < end && end < fixedAngle) || (start > end && end > fixedAngle) else {
            throw SignalPropagationError.invalidDynamics(
                name: "end", value: end, requirement: "between the start \(start) and the fixed angle \(fixedAngle)")
        }
        func logarithm(_ angle: Double) -> Double {
            let T = tanh(angle / 2)
            return log((R + difference + 2 * strength * T) / abs(R - difference - 2 * strength * T))
        }
        return timeConstant / R * (logarithm(end) - logarithm(start))
    }
}
