// Figure 3: how far the largest singular value of J is from 1, over depth and over q*, for Gaussian and orthogonal
// weights. Hard-tanh is solid, ReLU dashed, the linear network the reference below all others.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import Randomness
import SignalPropagation

/// s_max in four panels.
public struct LargestSingularValue: Figure {
    public let plot = Plot.panels("largest-singular-value", height: 680)
    /// The q* of the curves over depth.
    public let qStars = [1.0 / 64, 1.0 / 16, 0.25, 1, 4, 16, 64]
    /// The depths of the curves over q*.
    public let depths = [2, 8, 32, 128, 512]
    public let largestDepth = 1024
    /// Points of a curve over q*, from the first to the last of `qStars`.
    public let points = 121

    public init() {}

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        for (ensemble, name, a, b) in [
            (WeightEnsemble.gaussian, "gaussian", "a", "c"), (.orthogonal, "orthogonal", "b", "d"),
        ] {
            drawing.add("\(name)_over_depth", family: try qStars.map { try overDepth(ensemble, $0, panel: a) })
            drawing.add("\(name)_relu_over_depth", panel: a, try curve(.relu, ensemble, 1))
            drawing.add("\(name)_linear_over_depth", panel: a, try curve(.linear, ensemble, 1))
            drawing.add("\(name)_over_variance", family: try depths.map { try overVariance(.hardTanh, ensemble, $0, panel: b) })
            drawing.add("\(name)_relu_over_variance", family: try depths.map { try overVariance(.relu, ensemble, $0, panel: b) })
            drawing.add("\(name)_linear_over_variance", family: try depths.map { try overVariance(.linear, ensemble, $0, panel: b) })
        }
        drawing.add("thresholds_over_depth", panel: "b", thresholds(qStars.map { ($0, 1 / saturatedFraction($0)) }))
        drawing.add("thresholds_over_variance", panel: "d", thresholds(depths.map { depth in
            (Nonlinearity.hardTanhVariance(saturatedFraction: 1 / Double(depth)), Double(depth))
        }))
        setVariables(&drawing)
        return drawing
    }

    private func setVariables(_ drawing: inout Drawing) {
        let ensembles = [WeightEnsemble.gaussian, .orthogonal].map(\.displayName)
        drawing.setPanels(ensembles + ensembles)
        drawing.set(
            "kinds",
            [Nonlinearity.hardTanh, .linear, .relu].map(\.displayName) + ["{/:Italic L}(1 − {/:Italic p}) = 1"])
        drawing.set("q_stars", qStars.map(Fraction.text))
        drawing.set("q_star_values", qStars)
        drawing.set("depths", depths.map(Double.init))
        drawing.set("largest_depth", Double(largestDepth))
        func ends(_ series: String) -> [Double] {
            drawing.blocks.filter { $0.series == series }.compactMap { $0.numbers("largest_singular_value")?.last }
        }
        for ensemble in ["gaussian", "orthogonal"] {
            drawing.set("\(ensemble)_shared", count: 1 + Self.sharedEnds(ends("\(ensemble)_over_depth")))
        }
        drawing.set("largest", drawing.greatest("largest_singular_value") ?? 1)
    }

    /// How many of the first curves end so close together, within 20 % of the next, that their labels would overlap.
    static func sharedEnds(_ ends: [Double]) -> Int { zip(ends, ends.dropFirst()).prefix { $0.1 < 1.2 * $0.0 }.count }

    /// Where orthogonal hard-tanh networks leave isometry, L(1 - p) = 1; there s_max = p^{-L/2}.
    private func thresholds(_ points: [(qStar: Double, depth: Double)]) -> [Column] {
        let points = points.filter { $0.depth <= Double(largestDepth) }
        return [
            Column("q_star", points.map(\.qStar)), Column("depth", points.map(\.depth)),
            Column("largest_singular_value", points.map { exp(-0.5 * $0.depth * log1p(-saturatedFraction($0.qStar))) }),
        ]
    }

    private func saturatedFraction(_ qStar: Double) -> Double { Nonlinearity.hardTanh.saturatedFraction(variance: qStar) }

    /// Every depth to 32, then twelve per octave to the largest.
    private var depthGrid: [Int] {
        let sparse = stride(from: 5.0, through: log2(Double(largestDepth)), by: 1.0 / 12).map { Int(exp2($0).rounded()) }
        return Array(1..<32) + sparse
    }

    private func overDepth(_ ensemble: WeightEnsemble, _ qStar: Double, panel: String) throws -> Drawing.Member {
        Drawing.Member("q* = \(Fraction.text(qStar))", panel: panel, try curve(.hardTanh, ensemble, qStar))
    }

    private func curve(_ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, _ qStar: Double) throws -> [Column] {
        let network = Initialisation(nonlinearity, ensemble, qStar: qStar)
        return [
            Column("q_star", constant: qStar), Column("depth", depthGrid.map(Double.init)),
            Column("largest_singular_value", try depthGrid.map { try network.spectrum(depth: $0).largestSingularValue() }),
        ]
    }

    private func overVariance(
        _ nonlinearity: Nonlinearity, _ ensemble: WeightEnsemble, _ depth: Int, panel: String
    ) throws -> Drawing.Member {
        let low = log2(qStars[0]), high = log2(qStars[qStars.count - 1])
        let grid = (0..<points).map { exp2(low + (high - low) * Double($0) / Double(points - 1)) }
        return Drawing.Member("L = \(depth)", panel: panel, [
            Column("q_star", grid), Column("depth", constant: Double(depth)),
            Column("largest_singular_value", try grid.map {
                try Initialisation(nonlinearity, ensemble, qStar: $0).spectrum(depth: depth).largestSingularValue()
            }),
        ])
    }
}
