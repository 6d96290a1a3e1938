// Numbers that the text quotes: targets with a label and named fields.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import Randomness
import SignalPropagation

/// Points of tanh's critical line: `critical-points.atQStar["q* = 1"].sigmaWSquared`, `critical-points.small.sigmaBSquared`.
struct CriticalPoints: Target {
    struct Point: Codable, Sendable, Equatable {
        /// "q* = 1/64".
        var name: String
        var qStar, sigmaW, sigmaWSquared, sigmaB, sigmaBSquared: Double

        init(_ point: CriticalPoint) {
            name = "q* = \(Fraction.text(point.qStar))"
            qStar = point.qStar
            sigmaW = point.sigmaW
            sigmaWSquared = point.weightVariance
            sigmaB = point.sigmaB
            sigmaBSquared = point.biasVariance
        }
    }

    struct Value: Codable, Sendable, Equatable {
        var atQStar: [Point]
        /// The networks that the paper trains: sigma_w² = 1.05 and 2.
        var small, large: Point
    }

    let qStars = [1.0 / 64, 0.025, 0.1, 0.25, 0.5, 1, 1.5, 4]
    var label: String? { "critical-points" }

    func make(_ inputs: Inputs) throws -> Value {
        Value(
            atQStar: try CriticalPoint.criticalLine(.tanh, qStars: qStars).map(Point.init),
            small: Point(try CriticalPoint(.tanh, weightVariance: 1.05)), large: Point(try CriticalPoint(.tanh, weightVariance: 2)))
    }
}

/// Where orthogonal hard-tanh networks leave isometry: `isometry-thresholds.atQStar["q* = 1/4"].depth`.
struct IsometryThresholds: Target {
    struct Threshold: Codable, Sendable, Equatable {
        /// "q* = 1/4".
        var name: String
        var qStar: Double
        /// p, and 1 − p.
        var activeShare, saturatedShare: Double
        /// 1/(1 − p).
        var depth: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var atQStar: [Threshold]
        /// The threshold for panel (c) of figure 2.
        var panel: Threshold
        /// Dispersion mu_2/mu_1² − 1 for panel (d) of figure 2, and the depth at which its variance is 1.
        var tanhDispersion, tanhDepth: Double
    }

    let qStars = [0.1, 0.25, 0.5, 1, 4]
    var label: String? { "isometry-thresholds" }

    func make(_ inputs: Inputs) throws -> Value {
        func threshold(_ qStar: Double) -> Threshold {
            let dead = Nonlinearity.hardTanh.saturatedFraction(variance: qStar)
            return Threshold(name: "q* = \(Fraction.text(qStar))", qStar: qStar, activeShare: 1 - dead, saturatedShare: dead, depth: 1 / dead)
        }
        let dispersion = Nonlinearity.tanh.derivativeDispersion(variance: try Initialisation.tanhOrthogonal.qStar)
        return Value(
            atQStar: qStars.map(threshold), panel: threshold(try Initialisation.hardTanhOrthogonal.qStar),
            tanhDispersion: dispersion, tanhDepth: 1 / dispersion)
    }
}

/// Edges of the four kinds of networks of figure 2: `largest-singular-values.linearGaussian["L = 128"].largest`.
struct LargestSingularValues: Target {
    struct Edge: Codable, Sendable, Equatable {
        /// "L = 128".
        var name: String
        var depth: Int
        /// s_max.
        var largest: Double
        /// sigma²_{JJᵀ}.
        var variance: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var linearGaussian, reluOrthogonal, hardTanhOrthogonal, tanhOrthogonal: [Edge]
        /// √e: s_max of a linear Gaussian network is this times √L.
        var rootE: Double
    }

    let depths = [2, 8, 32, 128, 1024]
    var label: String? { "largest-singular-values" }

    func make(_ inputs: Inputs) throws -> Value {
        func edges(_ network: Initialisation) throws -> [Edge] {
            try depths.map { depth in
                let spectrum = try network.spectrum(depth: depth)
                return Edge(name: "L = \(depth)", depth: depth, largest: try spectrum.largestSingularValue(), variance: spectrum.moments.variance)
            }
        }
        return Value(
            linearGaussian: try edges(.linearGaussian), reluOrthogonal: try edges(.reluOrthogonal),
            hardTanhOrthogonal: try edges(.hardTanhOrthogonal), tanhOrthogonal: try edges(.tanhOrthogonal),
            rootE: M_E.squareRoot())
    }
}

/// What was simulated and how close it is to the theory: `simulation.width`,
/// `simulation.panels["Gaussian linear"].depths["L = 32"].distance`.
struct SimulationSummary: Target {
    struct Depth: Codable, Sendable, Equatable {
        /// "L = 32".
        var name: String
        var depth: Int
        /// Mean Kolmogorov distance between a network's singular values and the theory, above 1e-4 s_max, and its yardstick.
        var distance, yardstick: Double
        /// Mean of ln(s_max/theory).
        var edgeDeviation: Double
        /// Mean share of singular values at or below the round-off floor, dead neurons' zeros included.
        var unresolvedShare: Double
        /// Mean share of singular values equal to the largest; 0 where there is no such atom.
        var isometricShare: Double
    }

    struct Panel: Codable, Sendable, Equatable {
        /// "Gaussian linear".
        var name: String
        var networks: Int
        var depths: [Depth]
    }

    struct Value: Codable, Sendable, Equatable {
        var width: Int
        /// The yardstick for values that repel each other, (ln N)/N.
        var rigidity: Double
        /// The share of s_max below which singular values are round-off.
        var roundOff: Double
        /// The share of a panel's largest singular value below which figure 2 draws no simulated point.
        var leastShown: Double
        /// The largest mean distance of all panels and depths, and the largest ratio of a distance to its yardstick.
        var worstDistance, worstRatio: Double
        var panels: [Panel]
    }

    let panels: [SpectraPanel]
    var label: String? { "simulation" }

    func make(_ inputs: Inputs) throws -> Value {
        let summaries = try panels.map { panel in
            let theory = try inputs[panel.theory], replicates = try inputs[panel.simulation]
            func mean(_ value: ([JacobianSpectrum]) -> Double) -> Double {
                replicates.reduce(0) { $0 + value($1) } / Double(max(1, replicates.count))
            }
            return Panel(name: panel.network.name, networks: replicates.count, depths: zip(panel.depths, theory).enumerated().map { k, pair in
                Depth(
                    name: "L = \(pair.0)", depth: pair.0,
                    distance: mean { $0[k].kolmogorovDistance(from: pair.1, above: SpectrumYardstick.floor) },
                    yardstick: SpectrumYardstick.distance(of: panel.network, width: panel.width, from: pair.1),
                    edgeDeviation: mean { log($0[k].largest) - 0.5 * pair.1.logLargestEigenvalue },
                    unresolvedShare: mean { $0[k].share(at: 0) },
                    isometricShare: mean { Double($0[k].isometricCount) / Double(panel.width) })
            })
        }
        let width = panels.first?.width ?? 0
        return Value(
            width: width, rigidity: KolmogorovDistance.rigidity(values: width),
            roundOff: JacobianSpectrum.roundOff, leastShown: SpectraAtCriticality.leastShown,
            worstDistance: summaries.flatMap(\.depths).reduce(0) { max($0, $1.distance) },
            worstRatio: summaries.flatMap(\.depths).reduce(0) { max($0, $1.distance / $1.yardstick) }, panels: summaries)
    }
}
