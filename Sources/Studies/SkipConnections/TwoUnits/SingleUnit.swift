// The best single unit, which is the whole of the overlap manifold: at h = 0 the two units are one with weights w and J, whatever z.
// It is a line of stationary points of the two, a plateau of the loss.
//
// Near it L = L_0 + (1 - z²) q h²/8 + …, with q = w Σ_l c_l k_aa(J, J_l) over the units of f - f*: h is driven back where (1 - z²) q > 0,
// and away where it is negative. So |z| < 1 is stable for q > 0, and |z| > 1 for q < 0.
import Foundation

/// The best single unit for a teacher.
package struct SingleUnit: Codable, Sendable {
    package var w, J: Double
    /// Its loss.
    package var loss: Double
    /// q: the sign of the stable segment.
    package var curvature: Double

    /// The point of the overlap manifold at z.
    package func point(h: Double = 0, z: Double) -> TwoUnits.Point { TwoUnits.Point(h: h, z: z, w: w, J: J) }
}

extension TwoUnits {
    /// The best single unit with J in an interval: the least of a scan, and then Newton's method in w and J.
    package func bestSingleUnit(within interval: ClosedRange<Double> = 0.01...10) -> SingleUnit {
        func outgoing(_ J: Double) -> Double { product(ErrorFunctionKernel.value, J) / ErrorFunctionKernel.value(J, J) }
        let candidates = (0...1000).map { interval.lowerBound + (interval.upperBound - interval.lowerBound) * Double($0) / 1000 }
        let start = candidates.min { loss(J: $0, w: outgoing($0)) < loss(J: $1, w: outgoing($1)) } ?? interval.lowerBound
        var (J, w) = (start, outgoing(start))
        for _ in 0..<50 {
            let value = w * ErrorFunctionKernel.value(J, J) - product(ErrorFunctionKernel.value, J)
            let slope = w * ErrorFunctionKernel.first(J, J) - product(ErrorFunctionKernel.first, J)
            let bend = w * ErrorFunctionKernel.second(J, J) - product(ErrorFunctionKernel.second, J)
            let (ww, wJ) = (ErrorFunctionKernel.value(J, J), slope + w * ErrorFunctionKernel.first(J, J))
            let JJ = w * bend + w * w * ErrorFunctionKernel.mixed(J, J), determinant = ww * JJ - wJ * wJ
            w -= (JJ * value - wJ * w * slope) / determinant
            J -= (ww * w * slope - wJ * value) / determinant
        }
        let bend = w * ErrorFunctionKernel.second(J, J) - product(ErrorFunctionKernel.second, J)
        return SingleUnit(w: w, J: J, loss: loss(J: J, w: w), curvature: w * bend)
    }

    private func loss(J: Double, w: Double) -> Double { loss([J, J, w, 0]) }

    /// Σ over the teacher's units of u_l k(J, T_l).
    private func product(_ kernel: (Double, Double) -> Double, _ J: Double) -> Double {
        zip(outgoing, incoming).reduce(0) { $0 + $1.0 * kernel(J, $1.1) }
    }
}
