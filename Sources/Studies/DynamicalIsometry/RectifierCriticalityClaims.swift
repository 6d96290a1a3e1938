// P1-2: a ReLU network has one critical point, sigma_w = √2 and sigma_b = 0, where any variance is a fixed point.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// At sigma_w² = 2, chi is 1, and without biases every variance is preserved.
struct RectifierIsCriticalAtRootTwo: Claim {
    let qStars = [1.0 / 64, 1, 64]
    let depth = 1024
    var id: String { "P1-2a" }
    var statement: String {
        """
        ReLU networks are critical at $(\\sigma_w, \\sigma_b) = (\\sqrt 2, 0)$, whatever $q^*$: \(depth) layers keep \
        the variance and the mean squared singular value.
        """
    }
    var source: String { "P1" }
    var criterion: Criterion {
        .equals(
            0, within: Double(depth) * 4 * .ulpOfOne,
            because: "round-off: \(depth) layers, each with an average over some forty nodes that is right to about four ulps")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.flatMap { qStar in
            let weightVariance = try CriticalPoint(.relu, qStar: qStar).weightVariance
            var q = qStar
            for _ in 0..<depth { q = weightVariance * average(variance: q) { Nonlinearity.relu.value($0) } }
            let chi = weightVariance * average(variance: qStar) { Nonlinearity.relu.derivative($0) }
            return [
                Observation.Item("variance, q* = \(Fraction.text(qStar))", .exact(q / qStar - 1)),
                Observation.Item("χ^L, q* = \(Fraction.text(qStar))", .exact(expm1(Double(depth) * log(chi)))),
            ]
        }, data: "growth over \(depth) layers, minus 1; ReLU² and its squared slope averaged by quadrature")
    }

    /// E f(h)², h ~ N(0, q), by the trapezoid rule with nodes on either side of the kink; it uses no formula for ReLU.
    private func average(variance q: Double, of f: (Double) -> Double) -> Double {
        GaussianRule(variance: q, step: 0.25 * q.squareRoot(), offset: 0.5).average { 0.5 * (f($0) * f($0) + f(-$0) * f(-$0)) }
    }
}

/// With biases there is no fixed point.
struct RectifierBiasesAccumulate: Claim {
    let biasVariance = 0.01
    var id: String { "P1-2b" }
    var statement: String {
        "At $\\sigma_w = \\sqrt 2$ biases leave a ReLU network no fixed point: the variance grows by $\\sigma_b^2$ per layer."
    }
    var source: String { "P1" }
    var criterion: Criterion {
        .slope(
            within: -1e-13...1e-13, unit: "σ_b² a layer",
            because: "round-off: each layer adds σ_b² to a variance of at most 11.3, half an ulp of which is 9e-16, 9e-14 of σ_b²")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let map = VarianceMap(nonlinearity: .relu, weightVariance: 2, biasVariance: biasVariance)
        return .curve(map.trajectory(from: 1, depth: 1024).enumerated().map { .init(x: Double($0), y: ($1 - 1) / biasVariance - Double($0)) },
            data: "(q^l − q⁰)/σ_b² − l over l = 0 … 1024; σ_w² = 2, σ_b² = \(biasVariance), q⁰ = 1")
    }
}

/// A finite ReLU network has the same Jacobian at every q*.
struct RectifierJacobianIgnoresVariance: Claim {
    let width: Int
    let depth = 8
    var id: String { "P1-2c" }
    var statement: String { "The Jacobian of a critical ReLU network has the same singular values whatever $q^*$." }
    var source: String { "derived: ReLU is homogeneous" }
    var criterion: Criterion {
        .less(
            than: Double(depth * width).squareRoot() * .ulpOfOne,
            because:
                "round-off: L = \(depth) layers of N = \(width) reflectors, each exact to about ε, and errors that add up as a random walk: √(LN) ε of the norm")
    }
    var resources: Resources { .simulation(width: width) }

    func observe(_ inputs: Inputs) throws -> Observation {
        func spectrum(_ qStar: Double) throws -> JacobianSpectrum {
            try Initialisation(.relu, .orthogonal, qStar: qStar).randomNetwork(width: width, depth: depth, seed: 0).jacobianSpectrum()
        }
        let unit = try spectrum(1)
        return .list(try [0.1, 10].map { qStar in
            let other = try spectrum(qStar)
            let worst = zip(unit.singularValues, other.singularValues).reduce(0) { max($0, abs($1.0 - $1.1)) }
            return .init("q* = \(Fraction.text(qStar))", .exact(worst / unit.largest))
        }, data: "largest change of a singular value against q* = 1, relative to s_max; one network, width \(width), depth \(depth)")
    }
}
