// P1-1: tanh networks have an ordered and a chaotic phase, separated by a line of critical points, one for each q*. The line
// is computed from q* alone; the claims test it from the other side, starting from (sigma_w, sigma_b).
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import SignalPropagation

private let place = "P1, equations 4 and 5"
/// Values of q* along the line, from its linear end far into the nonlinear regime.
private let alongTheLine = [1.0 / 1024, 1.0 / 64, 1.0 / 16, 0.25, 0.5, 1, 2, 4]

/// Iterating the variance map from anywhere ends at q*, and there chi is 1.
struct CriticalLineHasUnitChi: Claim {
    let qStars = alongTheLine
    var id: String { "P1-1a" }
    var statement: String {
        "At \(qStars.count) points $(\\sigma_w, \\sigma_b)$ of the tanh line, the fixed point that the variance map settles at has $\\chi = 1$."
    }
    var source: String { place }
    var criterion: Criterion {
        .equals(
            0, within: 1e-10,
            because: """
                round-off: Gaussian averages are right to 1e-12, and inverting the variance map multiplies that by \
                |d ln χ/d ln q*| / (1 − ∂q′/∂q), which stays below 100 on the line
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.map { qStar in
            let map = try CriticalPoint(.tanh, qStar: qStar).varianceMap
            guard case .stable(let settled) = map.fixedPoint else { return .init("q* = \(Fraction.text(qStar))", .exact(.nan)) }
            return .init("q* = \(Fraction.text(qStar))", .exact(map.chi(settled) - 1))
        }, data: "χ − 1; tanh, q* = 1/1024 … 4, fixed points by Newton's method from above")
    }
}

/// One side of the line is ordered, the other chaotic.
struct CriticalLinePartsPhases: Claim {
    let qStars = alongTheLine
    /// Relative distance of sigma_w from the line.
    let step = 0.01
    var id: String { "P1-1b" }
    var statement: String {
        "The critical line parts two phases of tanh, at \(qStars.count) points of it: $\\chi < 1$ (ordered) at smaller $\\sigma_w$, $\\chi > 1$ (chaotic) at larger."
    }
    var source: String { place }
    var criterion: Criterion {
        .greater(than: 0, because: "the definition of the phases: 1 − χ > 0 on the ordered side, χ − 1 > 0 on the chaotic side")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.flatMap { qStar in
            let point = try CriticalPoint(.tanh, qStar: qStar)
            return [(-1.0, "ordered"), (1, "chaotic")].map { sign, phase in
                let factor = 1 + sign * step
                let map = VarianceMap(
                    nonlinearity: .tanh, weightVariance: point.weightVariance * factor * factor, biasVariance: point.biasVariance)
                return Observation.Item("\(phase) side of q* = \(Fraction.text(qStar))", .exact(sign * (map.chiAtFixedPoint - 1)))
            }
        }, data: "χ at the fixed point of (σ_w ± 1 %, σ_b), |χ − 1| on the side that is claimed")
    }
}

/// It is a line, with one point for each q*.
struct CriticalLineIsParametrised: Claim {
    let qStars = alongTheLine
    var id: String { "P1-1c" }
    var statement: String {
        "The critical points of tanh form a line that $q^*$ parametrises: $\\sigma_w$ rises strictly along it, seen at \(qStars.count) points."
    }
    var source: String { place }
    var criterion: Criterion {
        .ordered(.increasing, because: "strictly rising values cannot repeat, so no two q* share a critical point")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try qStars.map { .init("q* = \(Fraction.text($0))", .exact(try CriticalPoint(.tanh, qStar: $0).sigmaW)) },
            data: "σ_w at \(qStars.count) values of q*")
    }
}

/// The two tanh networks that the paper trains are on the line.
struct PrintedNetworksAreCritical: Claim {
    var id: String { "P1-1d" }
    var statement: String {
        """
        The tanh networks that the paper trains, $(\\sigma_w^2, \\sigma_b^2) = (1.05,\\ 2.01\\cdot 10^{-5})$ and \
        $(2,\\ 0.104)$, are critical.
        """
    }
    var source: String { "P1, figure 4 (recalled)" }
    var criterion: Criterion {
        .within(-1...1, because: "half a unit of the last printed digit of σ_b² is 1")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(try [(1.05, 2.01e-5, 5e-8), (2, 0.104, 5e-4)].map { weights, biases, halfUnit in
            let point = try CriticalPoint(.tanh, weightVariance: weights)
            return .init("σ_w² = \(weights)", .exact((point.biasVariance - biases) / halfUnit))
        }, data: "computed σ_b² minus the printed one, in half units of its last digit")
    }
}
