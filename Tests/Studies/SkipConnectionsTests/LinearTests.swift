// Linear networks with skips: the quadrature beside a simulation of the same equations, what the flow keeps, and Newton's saddles.
import Foundation
import SkipConnections
import Testing

@Suite struct LinearTests {
    /// τ du_l/dt = (s − u) u/u_l, by the classical method of Runge and Kutta.
    private func simulate(_ chain: LinearChain, time: Double, steps: Int) -> [Double] {
        func rate(_ u: [Double]) -> [Double] {
            let product = u.reduce(1, *)
            return u.map { (chain.strength - product) * product / $0 }
        }
        func moved(_ u: [Double], _ rate: [Double], by h: Double) -> [Double] { zip(u, rate).map { $0 + h * $1 } }
        var u = chain.start
        let h = time / Double(steps)
        for _ in 0..<steps {
            let k1 = rate(u), k2 = rate(moved(u, k1, by: h / 2)), k3 = rate(moved(u, k2, by: h / 2)), k4 = rate(moved(u, k3, by: h))
            u = u.indices.map { u[$0] + h / 6 * (k1[$0] + 2 * k2[$0] + 2 * k3[$0] + k4[$0]) }
        }
        return u
    }

    @Test(arguments: [(LinearSkip.plain, 0.5, 3), (.plain, 0.8, 9), (.residual, 0.1, 9), (.residual, 0.3, 4), (.hyperResidual, 0.2, 3)])
    func theQuadratureIsTheFlow(skip: LinearSkip, weight: Double, layers: Int) {
        // Weights that differ, so that the invariants matter.
        let weights = (0..<layers).map { weight * (1 + 0.1 * Double($0)) }
        for strength in [0.7, 5] {
            let chain = LinearChain(skip, weights: weights, strength: strength), course = chain.course(tolerance: 0.01, points: 7)
            for point in course.dropFirst() {
                // 20,000 steps: an error of h⁴ times the fifth derivative, largest in the stiff case, where the rate is below 1e5.
                let simulated = simulate(chain, time: point.time, steps: 20_000)
                for (a, b) in zip(simulated, point.factors) { #expect(abs(a / b - 1) < 1e-7, "\(skip), s = \(strength)") }
                #expect(abs(point.product / point.factors.reduce(1, *) - 1) < 1e-13)
            }
            #expect(abs(abs(1 - (course.last?.product ?? 0) / strength) - 0.01) < 1e-12)
        }
    }

    @Test func twoEqualLayersFollowTheLogisticCurve() {
        // u' = 2u(s − u): t = ln[u₁(s − u₀)/(u₀(s − u₁))]/(2s), Saxe et al. 2013.
        let (s, start, tolerance) = (3.0, 0.01, 0.05)
        let chain = LinearChain(.plain, weights: [start, start], strength: s)
        let (from, to) = (start * start, s * (1 - tolerance))
        let exact = log(to * (s - from) / (from * (s - to))) / (2 * s)
        // Simpson's rule is refined to a relative change of 1e-10.
        #expect(abs(chain.learningTime(tolerance: tolerance) / exact - 1) < 1e-9)
        #expect(LinearChain(.plain, weights: [1, 3], strength: 3).learningTime(tolerance: tolerance) == 0)
    }

    @Test func aSkipIsAnotherStartOfThePlainNetwork() {
        let residual = LinearChain(.residual, weights: [0.1, 0.2, 0.3], strength: 5)
        let plain = LinearChain(.plain, weights: [1.1, 1.2, 1.3], strength: 5)
        #expect(residual.start == plain.start && residual.learningTime(tolerance: 0.1) == plain.learningTime(tolerance: 0.1))
    }

    @Test func theCurvatureIsTheOneKnownAtTheSolution() throws {
        // At u = s the only eigenvalue is Σ s²/u_l².
        let chain = LinearChain(.plain, weights: [1, 2, 1.5], strength: 3)
        let curvature = try chain.curvature(at: .init(time: 0, product: 3, factors: [1, 2, 1.5]))
        #expect(abs(curvature - 9 * (1 + 0.25 + 1 / 2.25)) < 1e-13)
    }

    @Test func newtonFindsTheSaddleAndNothingElse() throws {
        let plane = LinearPlane(skip: .residual, strength: 2)
        let saddle = try #require(plane.saddle(from: (-0.8, -1.1)))
        #expect(abs(saddle.a + 1) < 1e-12 && abs(saddle.b + 1) < 1e-12)
        // The force vanishes there, and on the solutions, which are no saddles.
        #expect(plane.force(-1, -1) == (0, 0) && plane.force(1, 0) == (0, 0))
        #expect(plane.saddle(from: (1, 0)) == nil)
    }

    @Test func pathsEndAtSolutions() {
        for skip in LinearSkip.allCases {
            let plane = LinearPlane(skip: skip, strength: 3)
            let end = plane.path(from: (0.3, -0.15), time: 40, steps: 4000).last ?? (0, 0)
            #expect(abs((end.a + skip.offset(layer: 1)) * (end.b + skip.offset(layer: 2)) - 3) < 1e-9, "\(skip)")
        }
    }
}
