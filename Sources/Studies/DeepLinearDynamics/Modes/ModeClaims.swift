// P2-1 and P2-2: closed solutions of the dynamics of a mode in networks of two matrices.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import SignalPropagation

/// Equation 12 solves the dynamics.
struct ModeFollowsTheLogisticLaw: Claim {
    let strengths = [0.2, 1, 5]
    let start = 1e-6
    var id: String { "P2-1a" }
    var statement: String {
        "From a decoupled balanced start a mode grows as $u(t) = s\\,e^{2st/\\tau}/(e^{2st/\\tau} - 1 + s/u_0)$: so do the two layers of its network, integrated numerically."
    }
    var source: String { "P2, equations 9 and 12" }
    var criterion: Criterion {
        .within(-1...1, because: "the difference over the integrator's own error, by which the layers were solved at two tolerances, plus 1e-14 for round-off")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try strengths.map { s in
            let flow = AutonomousFlow { [$0[1] * (s - $0[0] * $0[1]), $0[0] * (s - $0[0] * $0[1])] }
            let times = [0.25, 0.5, 0.75, 1, 1.25, 2].map { $0 * log(s / start) / (2 * s) }
            let exact = try ModeDynamics(depth: 2, strength: s).strengths(at: times, from: start)
            let ratios = try zip(flow.states(from: [start.squareRoot(), start.squareRoot()], at: times), exact).map { state, expected in
                let u = state.values[0] * state.values[1]
                return abs(u - expected.value) / (2 * abs(state.values[0]) * state.error + 1e-14 * s)
            }
            return .init("s = \(s)", .exact(ratios.max() ?? .nan))
        }, data: "largest difference over the bound at six times, u_0 = 1e-6")
    }
}

/// The time to learn is inverse to the strength.
struct LearningTimeIsInverseStrength: Claim {
    let strengths = [0.1, 0.3, 1, 3, 10]
    var id: String { "P2-1b" }
    var statement: String { "A mode is learnt in a time of order $\\tau/s$: from a fixed share of its strength to another it takes a time proportional to $1/s$." }
    var source: String { "P2, equation 10" }
    var criterion: Criterion { .slope(within: -1 - 1e-12 ... -1 + 1e-12, because: "the exponent is −1; round-off of logarithms") }

    func observe(_ inputs: Inputs) throws -> Observation {
        .curve(try strengths.map { s in
            .init(x: log(s), y: log(try ModeDynamics(depth: 2, strength: s).time(from: 1e-6 * s, to: 0.99 * s)))
        }, data: "ln t over ln s, from 1e-6 s to 0.99 s")
    }
}

/// a² - b² is conserved by all weights together.
struct BalanceIsConserved: Claim {
    var id: String { "P2-2a" }
    var statement: String { "$a^2 - b^2$ is conserved: in networks of full matrices $W^{21} W^{21T} - W^{32T} W^{32}$ does not change." }
    var source: String { "P2, section 2.1" }
    var criterion: Criterion {
        .slope(
            within: 0.9...1.1,
            because: "a step of rate η changes it by terms of order η², so that in a given time it changes by an amount proportional to η, and by none as η → 0")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (start, task) = try LinearSamples.shallow()
        func balance(_ network: LinearNetwork) throws -> Matrix {
            let (lower, upper) = (network.weights[0], network.weights[1])
            let (a, b) = (try lower.timesTransposed(lower), try upper.transposedTimes(upper))
            return Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] - b[$0, $1] }
        }
        let rates: [Double] = [64, 128, 256, 512].map { 1 / $0 }
        return .curve(try rates.map { rate in
            var network = start
            for _ in 0..<Int(2 / rate) { try network.step(rate: rate, on: task) }
            let change = try balance(network).largestDifference(from: balance(start))
            return Observation.Point(x: log(rate), y: log(change))
        }, data: "ln of the largest change over ln η, after a time of 2τ; 5 inputs, 4 hidden units, 3 outputs")
    }
}

/// Unequal layers have a closed solution, too.
struct UnequalLayersHaveAClosedSolution: Claim {
    let starts = [[0.5, 0.1], [2, -1.5], [1.2, 0]]
    let strength = 1.3
    var id: String { "P2-2b" }
    var statement: String {
        """
        Layers that start unequal follow $a = \\sqrt{c_0}\\cosh\\tfrac\\theta2$, $b = \\sqrt{c_0}\\sinh\\tfrac\\theta2$ with \
        $\\tau\\,\\dot\\theta = 2s - c_0 \\sinh\\theta$, solved in closed form.
        """
    }
    var source: String { "P2, appendix A, which prints s for 2s" }
    var criterion: Criterion {
        .within(-1...1, because: "the difference over the integrator's own error, by which a and b were solved at two tolerances, plus 1e-13 for round-off")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let s = strength
        return .list(try starts.map { start in
            let mode = try UnbalancedModeDynamics(difference: start[0] * start[0] - start[1] * start[1], strength: s)
            let flow = AutonomousFlow { [$0[1] * (s - $0[0] * $0[1]), $0[0] * (s - $0[0] * $0[1])] }
            let ratios = try flow.states(from: start, at: [0.1, 0.3, 1, 2, 4]).map { state in
                let (a, b) = mode.layers(angle: mode.angle(after: state.time, from: 2 * atanh(start[1] / start[0])))
                return max(abs(a - state.values[0]), abs(b - state.values[1])) / (state.error + 1e-13)
            }
            return .init("(a, b) = (\(start[0]), \(start[1]))", .exact(ratios.max() ?? .nan))
        }, data: "largest difference over the bound at five times, s = \(s)")
    }
}
