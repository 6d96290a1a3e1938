// P1-2: a ReLU network has one critical point, sigma_w = √2 and sigma_b = 0, where any variance is a fixed point.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks
import SignalPropagation

private let place = "P1, section 2.2"

/// Only sigma_w² = 2 has chi = 1, and without biases it keeps every variance.
struct RectifierIsCriticalAtRootTwo: Claim {
    let qStars = [1.0 / 64, 1, 64]
    let depth = 1024
    var id: String { "P1-2a" }
    var statement: String {
        """
        ReLU networks are critical at $(\\sigma_w, \\sigma_b) = (\\sqrt 2, 0)$, whatever $q^*$: a thousand layers keep \
        the variance and the mean squared singular value.
        """
    }
    var source: String { place }
    var criterion: Criterion {
        .equals(1, within: 1024 * .ulpOfOne, because: "round-off: 1024 layers, half an ulp of a product and of a sum each")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.flatMap { qStar in
            let map = try CriticalPoint(.relu, qStar: qStar).varianceMap
            let settled = map.trajectory(from: qStar, depth: depth).last ?? .nan
            return [
                Observation.Item("variance, q* = \(Fraction.text(qStar))", .exact(settled / qStar)),
                Observation.Item("χ^L, q* = \(Fraction.text(qStar))", .exact(pow(map.chi(qStar), Double(depth)))),
            ]
        }, data: "growth over \(depth) layers")
    }
}

/// With biases there is no fixed point, so the one critical point is the only one.
struct RectifierBiasesAccumulate: Claim {
    let biasVariance = 0.01
    var id: String { "P1-2b" }
    var statement: String {
        "It is the only one: at $\\sigma_w = \\sqrt 2$ any bias makes the variance grow by $\\sigma_b^2$ a layer, without end."
    }
    var source: String { place }
    var criterion: Criterion {
        .slope(
            within: 0.01 * (1 - 1e-10)...0.01 * (1 + 1e-10), unit: "a layer",
            because: "σ_b² itself; the sum of 1024 terms of size 1 rounds to 1e-13, 1e-11 of σ_b²")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let map = VarianceMap(nonlinearity: .relu, weightVariance: 2, biasVariance: biasVariance)
        return .curve(map.trajectory(from: 1, depth: 1024).enumerated().map { .init(x: Double($0), y: $1) },
            data: "σ_w² = 2, σ_b² = \(biasVariance), q⁰ = 1")
    }
}

/// A real ReLU network has the same Jacobian at every q*.
struct RectifierJacobianIgnoresVariance: Claim {
    let width: Int
    let depth = 8
    var id: String { "P1-2c" }
    var statement: String { "A critical ReLU network has one and the same Jacobian whatever $q^*$." }
    var source: String { "\(place); derived: ReLU is homogeneous" }
    var criterion: Criterion {
        .less(than: Double(8 * width) * .ulpOfOne, because: "round-off of \(depth) reflector products of width \(width): L N ε of the norm")
    }
    var resources: Resources { .heavy(memory: (64 << 20) + 12 * 8 * width * width) }

    func observe(_ inputs: Inputs) throws -> Observation {
        func spectrum(_ qStar: Double) throws -> JacobianSpectrum {
            try CriticalNetwork(.relu, .orthogonal, qStar: qStar).network(width: width, depth: depth, seed: 0).jacobianSpectrum()
        }
        let unit = try spectrum(1)
        return .list(try [0.1, 10].map { qStar in
            let other = try spectrum(qStar)
            let worst = zip(unit.singularValues, other.singularValues).reduce(0) { max($0, abs($1.0 - $1.1)) }
            return .init("q* = \(Fraction.text(qStar))", .exact(worst / unit.largest))
        }, data: "largest change of a singular value against q* = 1, relative to s_max; one network, width \(width), depth \(depth)")
    }
}
