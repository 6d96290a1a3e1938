// The largest useful learning rate of a deep linear network, from the curvature along the path of a decoupled start (P2,
// section 2.4 and appendix C). The loss of one mode is (1/2)(s - a_1 ⋯ a_D)², and gradient descent diverges when the rate
// exceeds twice the inverse of its largest curvature; the inverse itself removes an error along that direction in one step.
import Foundation

/// Curvatures of the loss of one mode where all layers have the strength a, u = a^D.
public struct DecoupledCurvature: Hashable, Sendable {
    /// Along (1, …, 1): [(2D - 1) u² - (D - 1) s u]/a².
    public let along: Double
    /// Across, D - 1 times: (s u - u²)/a².
    public let across: Double

    public init(depth: Int, strength s: Double, at u: Double) {
        let D = Double(depth), square = pow(u, 2 / D)
        along = ((2 * D - 1) * u * u - (D - 1) * s * u) / square
        across = (s * u - u * u) / square
    }

    /// The curvature where the mode is learnt, D s^{2 - 2/D}: the largest along the path from a small start.
    public static func whenLearnt(depth: Int, strength s: Double) -> Double {
        let D = Double(depth)
        return D * pow(s, 2 - 2 / D)
    }

    /// Steps at the inverse of that curvature from u = eps to u = s - eps, of the continuous dynamics (P2, section 2.4).
    /// - Throws: `ModeDynamics`'s errors.
    public static func stepsAtBestRate(depth: Int, strength s: Double, eps: Double) throws -> Double {
        try ModeDynamics(depth: depth, strength: s).time(from: eps, to: s - eps) * whenLearnt(depth: depth, strength: s)
    }

    /// The same in the limit of infinite depth.
    public static func stepsAtBestRate(strength s: Double, eps: Double) throws -> Double {
        try VeryDeepMode(strength: s).scaledTime(from: eps, to: s - eps) * s * s
    }
}
