// P2-4 to P2-7: modes of networks of any depth, the best rate, and why learning does not take for ever.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import SignalPropagation

/// Full gradient descent follows the equation of a single mode.
struct DeepModesFollowTheirEquation: Claim {
    let depths = [2, 3, 4, 6]
    var id: String { "P2-4a" }
    var statement: String {
        "From a decoupled start every mode of a network of $D$ full matrices follows $\\tau\\,\\dot u = D\\,u^{2-2/D}(s - u)$."
    }
    var source: String { "P2, equation 15" }
    var criterion: Criterion {
        .within(
            1.9...2.1,
            because: "descent is Euler's method for the flow, whose error is proportional to the rate: halving it halves the largest difference from the equation, which is then none as η → 0")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try depths.map { depth in
            .init("D = \(depth)", .exact(try difference(depth, rate: 1.0 / 1024) / difference(depth, rate: 1.0 / 2048)))
        }, data: "ratio of the largest differences of u over five modes at four times, for η = 1/1024 and 1/2048")
    }

    private func difference(_ depth: Int, rate: Double) throws -> Double {
        let (task, left, right) = try LinearSamples.task(), strengths = LinearSamples.strengths
        let starts = [0.3, 0.25, 0.2, 0.15, 0.1]
        var network = try LinearSamples.decoupled(depth: depth, start: starts, left: left, right: right)
        var worst = 0.0
        let times = [0.125, 0.25, 0.5, 1]
        let expected = try zip(strengths, starts).map { try ModeDynamics(depth: depth, strength: $0).strengths(at: times, from: $1) }
        for step in 1...Int((times.last ?? 1) / rate) {
            try network.step(rate: rate, on: task)
            guard let k = times.firstIndex(of: Double(step) * rate) else { continue }
            let modes = try left.transposedTimes(network.map()).times(right)
            for mode in strengths.indices { worst = max(worst, abs(modes[mode, mode] - expected[mode][k].value)) }
        }
        return worst
    }
}

/// a_i² - a_j² of any two layers is conserved.
struct DeepBalanceIsConserved: Claim {
    var id: String { "P2-4b" }
    var statement: String { "$a_i^2 - a_j^2$ is conserved for any two layers of a deep network." }
    var source: String { "P2, appendix B" }
    var criterion: Criterion {
        .within(-1...1, because: "the change over the integrator's own error, by which the layers were solved at two tolerances, plus 1e-13 for round-off")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let layers = [0.9, 0.5, 1.4, 0.7], s = 2.0
        let flow = AutonomousFlow { a in
            let u = a.reduce(1, *)
            return a.map { u / $0 * (s - u) }
        }
        let states = try flow.states(from: layers, at: [0.1, 0.5, 2])
        return .list((1..<layers.count).map { j in
            let before = layers[0] * layers[0] - layers[j] * layers[j]
            return .init("layers 1 and \(j + 1)", .exact(states.map { state in
                let a = state.values
                let bound = 2 * (abs(a[0]) + abs(a[j])) * state.error + 1e-13
                return abs(a[0] * a[0] - a[j] * a[j] - before) / bound
            }.max() ?? .nan))
        }, data: "largest change of a_1² − a_j² over its bound at three times; D = 4, s = 2")
    }
}

/// Infinite depth is a limit.
struct InfiniteDepthIsALimit: Claim {
    let depths = [100, 300, 1000, 3000, 10_000]
    var id: String { "P2-5" }
    var statement: String {
        "For $D \\to \\infty$ the time $t$ from $u_0$ to $u_f$ tends to $\\frac{\\tau}{N_l}\\left[\\frac{1}{s^2} \\ln\\frac{u_f (u_0 - s)}{u_0 (u_f - s)} + \\frac{1}{s u_0} - \\frac{1}{s u_f}\\right]$."
    }
    var source: String { "P2, equation 19" }
    var criterion: Criterion {
        .slope(within: -1.05 ... -0.95, because: "corrections are a series in ln(s/u_0)/D; the next term bends the slope by at most ln(100)/100")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let limit = try VeryDeepMode(strength: 1).scaledTime(from: 0.01, to: 0.99)
        return .curve(try depths.map { depth in
            let time = try ModeDynamics(depth: depth, strength: 1).time(from: 0.01, to: 0.99)
            return .init(x: log(Double(depth)), y: log(abs(Double(depth) * time / limit - 1)))
        }, data: "ln |D t_D/t − 1| over ln D, s = 1, from 0.01 to 0.99")
    }
}

/// The curvature, and with it the best rate.
struct BestRateIsInverseToDepth: Claim {
    let depths = [2, 3, 7, 20]
    let strengths = [1.0, 0.5, 2, 1.3]
    var id: String { "P2-6a" }
    var statement: String {
        "Where a mode is learnt the largest curvature is $D\\,s^{2-2/D}$, so that the best rate is of order $1/(N_l s^2)$; along the path from small $u$ no curvature is larger."
    }
    var source: String { "P2, section 2.4 and appendix C" }
    var criterion: Criterion {
        .equals(0, within: 1e-11, because: "round-off of eigenvalues of a matrix of second differences in closed form; along the path at most 0")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try zip(depths, strengths).flatMap { depth, s in
            let learnt = DecoupledCurvature.whenLearnt(depth: depth, strength: s), half = DecoupledCurvature(depth: depth, strength: s, at: s / 2)
            let found = try Self.hessian(depth: depth, strength: s, at: s).symmetricEigenvalues()
            let halfway = try Self.hessian(depth: depth, strength: s, at: s / 2).symmetricEigenvalues()
            let largest = (1...100).map { k -> Double in
                let curvature = DecoupledCurvature(depth: depth, strength: s, at: s * Double(k) / 100)
                return max(curvature.along, curvature.across)
            }.max() ?? .nan
            return [
                Observation.Item("learnt, D = \(depth), s = \(s)", .exact((found.last ?? .nan) / learnt - 1)),
                .init("half learnt, D = \(depth), s = \(s)", .exact((halfway.last ?? .nan) / max(half.along, half.across) - 1)),
                .init("path, D = \(depth), s = \(s)", .exact(max(0, largest / learnt - 1))),
            ]
        }, data: "largest eigenvalue of the Hessian of (1/2)(s − a_1 ⋯ a_D)² over the formulas, minus 1; and by how much the path's largest exceeds the one at its end")
    }

    /// The Hessian of (1/2)(s - Πa)² at a_i = a: (u/a)² on all elements, minus (s - u) u/a² off the diagonal.
    static func hessian(depth: Int, strength s: Double, at u: Double) -> Matrix {
        let a = pow(u, 1 / Double(depth))
        return Matrix(rows: depth, columns: depth) { i, j in (u / a) * (u / a) - (i == j ? 0 : (s - u) * u / (a * a)) }
    }
}

/// At the best rate, deep networks are later than shallow ones by a finite time.
struct DelayOfDepthIsFinite: Claim {
    let starts = [0.01, 0.001, 1e-4, 1e-5]
    var id: String { "P2-7a" }
    var statement: String {
        "At the best rate an infinitely deep network needs only $s/\\epsilon$ steps more than one of three layers, from $u = \\epsilon$ to $s - \\epsilon$, as $\\epsilon \\to 0$."
    }
    var source: String { "P2, section 2.4" }
    var criterion: Criterion {
        .slope(
            within: 1...1.002,
            because: "ε(t_∞ − t_3)/s is below its limit 1 by ε/(s − ε), proportional to ε; the factor 1/(1 − ε/s) ≤ 1.0101 raises the slope by at most 0.0015")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(try starts.map { eps in
            let delay = try DecoupledCurvature.stepsAtBestRate(strength: 1, eps: eps) - DecoupledCurvature.stepsAtBestRate(depth: 2, strength: 1, eps: eps)
            return .init(x: log(eps), y: log(1 - eps * delay))
        }, data: "ln(1 − ε(t_∞ − t_3)/s) over ln ε, s = 1")
    }
}
