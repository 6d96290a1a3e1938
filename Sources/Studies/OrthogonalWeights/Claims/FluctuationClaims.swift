// P4-1, P4-2: preactivations fluctuate more with depth for Gaussian weights, and for orthogonal ones do not.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// V/K² of the recursion grows by 2/3 per layer.
struct GaussianFluctuationsGrowLinearly: Claim {
    let layers = [500, 600, 700, 800, 900, 1000]
    var id: String { "P4-1a" }
    var statement: String { "In critical Gaussian tanh networks $V/K^2$ grows linearly with depth, by $2/3$ per layer." }
    var source: String { "P4, abstract; PDLT; derived" }
    var criterion: Criterion {
        .slope(within: 2.0 / 3 * 0.99...2.0 / 3 * 1.01, because: "2/3, and a per cent for terms of order ln l, whose slope is of order 1/l ≤ 1/500")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let statistics = try PreactivationRecursion(.main(.gaussian)).statistics(depth: layers.last ?? 1)
        return .curve(
            layers.map { layer in
                let s = statistics[layer - 1]
                return .init(x: Double(layer), y: s.fourPoint / (s.kernel * s.kernel))
            }, data: "the recursion, layers 500 to 1000, K¹ = 1")
    }
}

/// V/K² of simulated Gaussian networks.
struct GaussianNetworksFollowTheGrowth: Claim {
    let evidence: PreactivationEvidence
    let judging: Judging?
    var id: String { "P4-1b" }
    var statement: String { "In simulated Gaussian tanh networks $V/K^2$ grows with depth at the rate that the recursion gives." }
    var source: String { "simulated" }
    var criterion: Criterion {
        .within(0.9...1.1, because: "a tenth: terms of order (l/n)² remain after the extrapolation, 1 % where l/n ≤ 1/8, times unknown factors")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.slopes(inputs, from: 2)
    }
}

/// V/K² of the recursion for orthogonal weights stays near -2.
struct OrthogonalFluctuationsStay: Claim {
    let depth = 1000
    var id: String { "P4-2a" }
    var statement: String {
        """
        In critical orthogonal tanh networks $V/K^2$ is within $1/4$ of $-2$ at every depth, so that the fluctuation of $|z|^2/n$, \
        $(V + 2K^2)/n$, does not grow.
        """
    }
    var source: String { "P4, abstract; derived" }
    var criterion: Criterion { .within(-0.25...0.25, because: "an eighth of the limit: fluctuations that grew as the Gaussian ones do would leave it at layer 2") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let ratios = try PreactivationRecursion(.main(.orthogonal)).statistics(depth: depth).map { $0.fourPoint / ($0.kernel * $0.kernel) + 2 }
        return .list(
            [Observation.Item("least", .exact(ratios.min() ?? .nan)), Observation.Item("greatest", .exact(ratios.max() ?? .nan)), Observation.Item("layer \(depth)", .exact(ratios.last ?? .nan))],
            data: "V/K² + 2 by the recursion, layers 1 to \(depth), K¹ = 1")
    }
}

/// V/K² of simulated orthogonal networks.
struct OrthogonalNetworksDoNotFluctuate: Claim {
    let evidence: PreactivationEvidence
    let judging: Judging?
    var id: String { "P4-2b" }
    var statement: String { "In simulated orthogonal tanh networks $V/K^2$ is within $1/4$ of $-2$ at every tested depth." }
    var source: String { "P4, abstract; simulated" }
    var criterion: Criterion { .within(-0.25...0.25, because: "as for the recursion (P4-2a)") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let values = try evidence.fourPoint(inputs)
        return .list(
            (2...evidence.testedDepth).map { layer in Observation.Item("layer \(layer)", .sample(values[layer - 1].map { $0 + 2 })) },
            data: "V/K² + 2, extrapolated in 1/n; \(evidence.dataDescription(groups: values.first?.count ?? 0))")
    }
}

extension PreactivationEvidence {
    /// The deepest layer that is tested: an eighth of the narrower width, or a sixteenth for ReLU, whose terms of order (l/n)² are
    /// five to ten times greater.
    var testedDepth: Int { max(3, min(depth, (widths.first ?? 0) / (setting.nonlinearity == .relu ? 16 : 8))) }

    /// The slopes over the tested layers, as a claim observes them.
    func slopes(_ inputs: Inputs, from first: Int) throws -> Observation {
        let slopes = try relativeSlopes(inputs, layers: first...testedDepth)
        return .sample(
            slopes,
            data: "slope over layers \(first) to \(testedDepth), extrapolated in 1/n, over the recursion's; \(dataDescription(groups: slopes.count))")
    }

    /// Of each group the slope of V/K² against the layer, over the slope of the theory.
    func relativeSlopes(_ inputs: Inputs, layers: ClosedRange<Int>) throws -> [Double] {
        let values = try fourPoint(inputs)
        let expected = slope(try theory().filter { layers.contains($0.layer) }.map { (Double($0.layer), $0.fourPoint / ($0.kernel * $0.kernel)) })
        return (0..<(values.first?.count ?? 0)).map { group in slope(layers.map { (Double($0), values[$0 - 1][group]) }) / expected }
    }
}

/// The slope of the least-squares line.
private func slope(_ points: [(x: Double, y: Double)]) -> Double {
    let count = Double(points.count), x = points.reduce(0) { $0 + $1.x } / count, y = points.reduce(0) { $0 + $1.y } / count
    return points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
}
