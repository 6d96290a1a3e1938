// Two sigmoid units that learn two others: the smallest network with overlap and elimination singularities (Wei, Zhang, Cousseau,
// Ozeki, Amari 2008; P3, figure 2), without sampling.
//
//   f(x) = v_1 phi(J_1 x) + v_2 phi(J_2 x),   L = <(f - f*)²>/2,   dθ/dt = -dL/dθ,   θ = (J_1, J_2, v_1, v_2)
//
// Wei et al.'s coordinates: h = J_1 - J_2, z = (v_1 - v_2)/(v_1 + v_2), w = v_1 + v_2, J = (v_1 J_1 + v_2 J_2)/w. The units overlap
// at h = 0 and are eliminated at z = ±1, where an outgoing weight vanishes.
import Foundation

/// The teacher f*, and with it the loss over the student's parameters.
package struct TwoUnits: Codable, Sendable {
    /// The teacher's outgoing and incoming weights.
    let outgoing, incoming: [Double]

    package init(outgoing: [Double], incoming: [Double]) { (self.outgoing, self.incoming) = (outgoing, incoming) }

    /// A student in Wei et al.'s coordinates.
    package struct Point: Codable, Sendable, Equatable {
        package var h, z, w, J: Double
        package init(h: Double, z: Double, w: Double, J: Double) { (self.h, self.z, self.w, self.J) = (h, z, w, J) }

        /// (J_1, J_2, v_1, v_2).
        package var parameters: [Double] { [J + (1 - z) * h / 2, J - (1 + z) * h / 2, w * (1 + z) / 2, w * (1 - z) / 2] }

        package init(parameters p: [Double]) {
            let w = p[2] + p[3]
            self.init(h: p[0] - p[1], z: (p[2] - p[3]) / w, w: w, J: (p[2] * p[0] + p[3] * p[1]) / w)
        }

        /// The derivatives of (J_1, J_2, v_1, v_2) by h, z, w and J.
        var frame: [[Double]] {
            [
                [(1 - z) / 2, -(1 + z) / 2, 0, 0], [-h / 2, -h / 2, w / 2, -w / 2],
                [0, 0, (1 + z) / 2, (1 - z) / 2], [1, 1, 0, 0],
            ]
        }
    }

    /// Coefficients and incoming weights of f - f*, the student's first.
    private func units(_ p: [Double]) -> (c: [Double], a: [Double]) { ([p[2], p[3]] + outgoing.map { -$0 }, [p[0], p[1]] + incoming) }

    /// L.
    package func loss(_ p: [Double]) -> Double {
        let (c, a) = units(p)
        return 0.5 * a.indices.reduce(0) { sum, i in a.indices.reduce(sum) { $0 + c[i] * c[$1] * ErrorFunctionKernel.value(a[i], a[$1]) } }
    }

    /// dL/dθ.
    package func gradient(_ p: [Double]) -> [Double] {
        let (c, a) = units(p)
        func sum(_ i: Int, _ kernel: (Double, Double) -> Double) -> Double { a.indices.reduce(0) { $0 + c[$1] * kernel(a[i], a[$1]) } }
        return (0..<2).map { c[$0] * sum($0, ErrorFunctionKernel.first) } + (0..<2).map { sum($0, ErrorFunctionKernel.value) }
    }

    /// d²L/dθ², 4 × 4, by its rows.
    package func hessian(_ p: [Double]) -> [[Double]] {
        let (c, a) = units(p)
        func sum(_ i: Int, _ kernel: (Double, Double) -> Double) -> Double { a.indices.reduce(0) { $0 + c[$1] * kernel(a[i], a[$1]) } }
        var h = Array(repeating: [Double](repeating: 0, count: 4), count: 4)
        for i in 0..<2 {
            for j in 0..<2 {
                h[i][j] = c[i] * c[j] * ErrorFunctionKernel.mixed(a[i], a[j]) + (i == j ? c[i] * sum(i, ErrorFunctionKernel.second) : 0)
                h[2 + i][2 + j] = ErrorFunctionKernel.value(a[i], a[j])
                h[2 + i][j] = c[j] * ErrorFunctionKernel.first(a[j], a[i]) + (i == j ? sum(i, ErrorFunctionKernel.first) : 0)
                h[j][2 + i] = h[2 + i][j]
            }
        }
        return h
    }

    /// The student to which the flow of learning has come after some time, by the classical method of Runge and Kutta.
    package func flow(from p: [Double], time: Double, steps: Int) -> [Double] {
        func moved(_ p: [Double], _ rate: [Double], by step: Double) -> [Double] { zip(p, rate).map { $0 - step * $1 } }
        var p = p
        let step = time / Double(steps)
        for _ in 0..<steps {
            let k1 = gradient(p), k2 = gradient(moved(p, k1, by: step / 2))
            let k3 = gradient(moved(p, k2, by: step / 2)), k4 = gradient(moved(p, k3, by: step))
            p = p.indices.map { p[$0] - step / 6 * (k1[$0] + 2 * k2[$0] + 2 * k3[$0] + k4[$0]) }
        }
        return p
    }
}
