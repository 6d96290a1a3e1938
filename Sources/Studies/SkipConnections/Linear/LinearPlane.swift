// The plane of one mode of a three-layer linear network: two layers of weights, of strengths a and b (P3, version 1).
//
//   tau E(a, b) = (s - (a + c_1)(b + c_2))²/2
import Foundation

/// The energy of one mode over a and b.
package struct LinearPlane: Codable, Sendable {
    package let skip: LinearSkip
    /// s.
    package let strength: Double

    package init(skip: LinearSkip, strength: Double) {
        self.skip = skip
        self.strength = strength
    }

    /// -dE/da and -dE/db, in 1/tau.
    package func force(_ a: Double, _ b: Double) -> (a: Double, b: Double) {
        let (u, v) = (a + skip.offset(layer: 1), b + skip.offset(layer: 2))
        return ((strength - u * v) * v, (strength - u * v) * u)
    }

    /// The second derivatives of tau E.
    package func hessian(_ a: Double, _ b: Double) -> (aa: Double, ab: Double, bb: Double) {
        let (u, v) = (a + skip.offset(layer: 1), b + skip.offset(layer: 2))
        return (v * v, 2 * u * v - strength, u * u)
    }

    /// The stationary point with one eigenvalue of either sign that Newton's method finds from a start; nil where it finds none.
    package func saddle(from start: (a: Double, b: Double)) -> (a: Double, b: Double)? {
        var (a, b) = start
        for _ in 0..<100 {
            let (f, h) = (force(a, b), hessian(a, b))
            let determinant = h.aa * h.bb - h.ab * h.ab
            let step = ((h.bb * f.a - h.ab * f.b) / determinant, (h.aa * f.b - h.ab * f.a) / determinant)
            (a, b) = (a + step.0, b + step.1)
            guard a.isFinite, b.isFinite else { return nil }
            if abs(step.0) + abs(step.1) <= 4 * .ulpOfOne * (1 + abs(a) + abs(b)) {
                let end = hessian(a, b)
                return end.aa * end.bb - end.ab * end.ab < 0 ? (a, b) : nil
            }
        }
        return nil
    }

    /// The path of the flow through a point until time (in tau) runs out, by the classical method of Runge and Kutta.
    package func path(from start: (a: Double, b: Double), time: Double, steps: Int) -> [(a: Double, b: Double)] {
        var path = [start]
        let h = time / Double(steps)
        for _ in 0..<steps {
            let p = path[path.count - 1]
            let k1 = force(p.a, p.b), k2 = force(p.a + h / 2 * k1.a, p.b + h / 2 * k1.b)
            let k3 = force(p.a + h / 2 * k2.a, p.b + h / 2 * k2.b), k4 = force(p.a + h * k3.a, p.b + h * k3.b)
            path.append((p.a + h / 6 * (k1.a + 2 * k2.a + 2 * k3.a + k4.a), p.b + h / 6 * (k1.b + 2 * k2.b + 2 * k3.b + k4.b)))
        }
        return path
    }
}
