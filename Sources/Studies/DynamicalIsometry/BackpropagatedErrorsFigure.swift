// How errors are propagated back: (a) the distribution of the ratio |Jᵀe|²/|e|² from the greatest depth; (b) its relative spread over
// errors, against depth, beside that of the theory of infinite width.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import SignalPropagation

/// Ratios of random and of classifiers' errors.
struct BackpropagatedErrorsFigure: Figure {
    let plot = Plot.panels("backpropagated-errors", height: 400)
    let networks: ErrorNetworks
    /// Bins of the histograms, over ln of the ratio.
    let bins = 40

    func draw(_ inputs: Inputs) throws -> Drawing {
        let records = try networks.kinds.map { try inputs[$0.networks] }, last = networks.depths.count - 1
        var drawing = Drawing()
        let shown = records.map { $0.flatMap { $0[last].shown } }
        let range = Self.range(shown)
        drawing.add("ratios", family: networks.kinds.indices.map { k in
            Drawing.Member(networks.kinds[k].network.name, panel: "a", histogram(shown[k], range))
        })
        let law = ProductOfChiSquares(count: networks.depths[last], degrees: networks.width)
        let grid = (0...200).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 200 }
        drawing.add("chi_squares", panel: "a", [
            Column("ratio", grid.map { exp($0) }),
            Column("density", grid.map { exp(-0.5 * pow($0 - law.logMean, 2) / law.logVariance) / (2 * .pi * law.logVariance).squareRoot() }),
        ])
        drawing.add("random", family: networks.kinds.indices.map { k in
            Drawing.Member(networks.kinds[k].network.name, panel: "b", relativeSpreads(records[k]) { $0.variance })
        })
        drawing.add("classifier", family: networks.kinds.indices.map { k in
            Drawing.Member(networks.kinds[k].network.name, panel: "b", relativeSpreads(records[k]) { $0.trueVariance })
        })
        let depths = stride(from: 0.0, through: log2(Double(networks.depths[last])), by: 0.125).map { exp2($0) }
        drawing.add("theory", family: try networks.kinds.map { kind in
            let perLayer = kind.network.nonlinearity.derivativeDispersion(variance: try kind.network.qStar) + (kind.network.ensemble == .gaussian ? 1 : 0)
            return Drawing.Member(kind.network.name, panel: "b", [
                Column("depth", depths), Column("spread", depths.map { (2 / Double(networks.width + 2) * $0 * perLayer).squareRoot() }),
            ])
        })
        drawing.setPanels(["from depth \(networks.depths[last])", "spread over errors"])
        drawing.set("kinds", networks.kinds.map(\.network.plotName))
        drawing.set("random_name", "random errors")
        drawing.set("classifier_name", "errors of classifiers")
        drawing.set("depths", networks.depths.map(Double.init))
        drawing.set("least_ratio", exp(range.lowerBound))
        drawing.set("most_ratio", exp(range.upperBound))
        let spreads = drawing.blocks.filter { ["random", "classifier"].contains($0.series) }.flatMap { $0.numbers("spread") ?? [] }
        drawing.set("least_spread", spreads.min() ?? 0.01)
        drawing.set("most_spread", spreads.max() ?? 1)
        return drawing
    }

    /// Of ln of the ratios, without the extreme thousandths.
    private static func range(_ shown: [[Double]]) -> ClosedRange<Double> {
        let all = shown.joined().map { log($0) }.sorted()
        guard let first = all.first, let last = all.last, first < last else { return -1...1 }
        return all[all.count / 1000]...all[all.count - 1 - all.count / 1000]
    }

    /// Densities of ln of the ratio, in bins of a fixed width.
    private func histogram(_ ratios: [Double], _ range: ClosedRange<Double>) -> [Column] {
        let width = (range.upperBound - range.lowerBound) / Double(bins)
        var counts = [Double](repeating: 0, count: bins)
        for ratio in ratios where range.contains(log(ratio)) { counts[min(bins - 1, Int((log(ratio) - range.lowerBound) / width))] += 1 }
        return [
            Column("ratio", counts.indices.map { exp(range.lowerBound + (Double($0) + 0.5) * width) }),
            Column("density", counts.map { $0 / (Double(max(1, ratios.count)) * width) }),
        ]
    }

    /// The standard deviation over the errors of a network, relative to its mean ⟨λ⟩; the mean over networks and its standard error.
    private func relativeSpreads(_ networks: [[BackpropagatedErrors.Point]], _ variance: (BackpropagatedErrors.Point) -> Double) -> [Column] {
        let values = self.networks.depths.indices.map { k in networks.map { variance($0[k]).squareRoot() / $0[k].meanSquare } }
        return [
            Column("depth", self.networks.depths.map(Double.init)), Column("spread", values.map(Moments.mean)),
            Column("standard_error", values.map(Moments.standardError)),
        ]
    }
}
