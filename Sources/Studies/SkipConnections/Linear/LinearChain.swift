// The gradient flow of one mode in a deep linear network with skips, solved by a quadrature.
//
//   E = (s - u)²/(2 tau),  u = prod over l of u_l,  u_l = a_l + c_l:      tau du_l/dt = (s - u) u/u_l
//
// u_l du_l/dt is the same for all layers, so that u_l² - u_k² never changes. With w = u_m² of the layer m of the smallest u_m,
// u_l² = w + k_l with constants k_l ≥ 0, and tau dw/dt = 2 (s - u) u depends on w alone:
//
//   t/tau = ∫ dw / (2 u (s - u)) = ∫ w dλ / (2 u (s - u)),  λ = ln w.
//
// The network with skips has the plane, the invariants and the solutions of the plain one, at a + c in place of a: in a linear
// network, skips are another start. Units: times in tau.
import Foundation
import LinearAlgebra

/// One mode of a linear network, from a start with positive u_l to a positive strength.
package struct LinearChain: Sendable {
    /// s.
    package let strength: Double
    /// u_l(0) = a_l(0) + c_l; all positive.
    package let start: [Double]

    /// - Parameter weights: a_l(0), one per layer of weights.
    package init(_ skip: LinearSkip, weights: [Double], strength: Double) {
        self.strength = strength
        start = weights.enumerated().map { $1 + skip.offset(layer: $0 + 1) }
        precondition(strength > 0 && start.allSatisfy { $0 > 0 }, "the quadrature needs a start on the solution's side of the saddle")
    }

    /// u = prod u_l at the start.
    package var initialProduct: Double { start.reduce(1, *) }

    /// u_l at w.
    private func factors(_ w: Double) -> [Double] {
        let least = start.min() ?? 1
        return start.map { (w + ($0 - least) * ($0 + least)).squareRoot() }
    }

    private func product(_ w: Double) -> Double { factors(w).reduce(1, *) }
    private var initialLog: Double { 2 * log(start.min() ?? 1) }

    /// λ at which u has a value, by bisection: u grows with λ.
    private func logSquare(product value: Double) -> Double {
        var (low, high) = (initialLog, initialLog)
        while product(exp(low)) > value { low -= 1 }
        while product(exp(high)) < value { high += 1 }
        for _ in 0..<100 {
            let middle = 0.5 * (low + high)
            if product(exp(middle)) < value { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// The time until |1 - u/s| ≤ tolerance, in tau; 0 where it begins there.
    package func learningTime(tolerance: Double) -> Double { course(tolerance: tolerance, points: 2).last?.time ?? 0 }

    /// A point of the flow.
    package struct Point: Sendable {
        /// In tau.
        package var time: Double
        /// u.
        package var product: Double
        /// u_l.
        package var factors: [Double]

        package init(time: Double, product: Double, factors: [Double]) {
            (self.time, self.product, self.factors) = (time, product, factors)
        }
    }

    /// Points from the start to |1 - u/s| = tolerance, equally far apart in λ.
    package func course(tolerance: Double, points: Int) -> [Point] {
        let first = Point(time: 0, product: initialProduct, factors: start)
        guard abs(1 - initialProduct / strength) > tolerance else { return [first] }
        let target = strength * (initialProduct < strength ? 1 - tolerance : 1 + tolerance)
        let (from, to) = (initialLog, logSquare(product: target))
        var course = [first]
        for k in 1..<points {
            let width = (to - from) / Double(points - 1), left = from + Double(k - 1) * width
            let w = exp(left + width)
            course.append(Point(time: course[k - 1].time + integral(left, left + width), product: product(w), factors: factors(w)))
        }
        return course
    }

    /// ∫ w dλ / (2 u (s - u)) by Simpson's rule, refined until twice as many intervals change it by 1e-10.
    private func integral(_ from: Double, _ to: Double) -> Double {
        func rate(_ lambda: Double) -> Double {
            let w = exp(lambda), u = product(w)
            return w / (2 * u * (strength - u))
        }
        var (intervals, previous) = (8, Double.infinity)
        while intervals <= 1 << 20 {
            let h = (to - from) / Double(intervals)
            var sum = rate(from) + rate(to)
            for k in 1..<intervals { sum += (k % 2 == 1 ? 4 : 2) * rate(from + Double(k) * h) }
            let value = sum * h / 3
            if abs(value - previous) <= 1e-10 * abs(value) { return value }
            (intervals, previous) = (2 * intervals, value)
        }
        return .nan
    }

    /// The largest eigenvalue of the Hessian of tau E at a point: u²/u_l² on its diagonal, (2u - s) u/(u_l u_k) beside it.
    package func curvature(at point: Point) throws -> Double {
        let (u, factors) = (point.product, point.factors)
        let hessian = Matrix(rows: factors.count, columns: factors.count) { i, j in
            (i == j ? u : 2 * u - strength) * u / (factors[i] * factors[j])
        }
        return try hessian.symmetricEigenvalues().last ?? .nan
    }
}
