// Figures 7 and 8: singular values of deep tanh Jacobians over gain and signal, and the variances that the gain leads to.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import SignalPropagation

/// Histograms of singular values: a row per gain, a column per first variance.
public struct GainJacobiansFigure: Figure {
    public let plot = Plot.panels("gain-jacobians", width: 680, height: 760)
    let evidence: NonlinearEvidence
    /// Of log10 s.
    let lowest = -6.0, highest = 1.5
    let bins = 30

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        var members: [Drawing.Member] = [], titles: [String] = [], kept: [Double] = []
        for (gain, row) in zip(evidence.gains, evidence.jacobians) {
            for (variance, networks) in zip(evidence.firstVariances, row) {
                let values = try inputs[networks]
                members.append(.init("g = \(gain), q^1 = \(variance)", panel: Drawing.letter(members.count), histogram(values, gain, variance)))
                titles.append("")
                kept.append(100 * Moments.mean(values.map(\.shareOfOrderOne)))
            }
        }
        drawing.add("histogram", family: members)
        drawing.setPanels(titles)
        drawing.set("gains", evidence.gains)
        drawing.set("first_variances", evidence.firstVariances)
        drawing.set("kept", kept)
        drawing.set("bin_width", (highest - lowest) / Double(bins))
        drawing.set("lowest", lowest)
        drawing.set("highest", highest)
        drawing.set("tallest", drawing.greatest("share") ?? 1)
        return drawing
    }

    /// Shares per bin of log10 s; smaller values are counted in the first bin.
    private func histogram(_ networks: [GainJacobian.Value], _ gain: Double, _ variance: Double) -> [Column] {
        let width = (highest - lowest) / Double(bins)
        var counts = [Double](repeating: 0, count: bins), total = 0.0
        for s in networks.flatMap(\.singularValues) {
            total += 1
            let place = s > 0 ? (log10(s) - lowest) / width : 0
            counts[min(bins - 1, max(0, Int(place)))] += 1
        }
        return [
            Column("gain", constant: gain), Column("first_variance", constant: variance),
            Column("log10_singular_value", (0..<bins).map { lowest + width * (Double($0) + 0.5) }), Column("share", counts.map { $0 / total }),
        ]
    }
}

/// q_∞ against the gain, and variances layer by layer.
public struct GainVariancesFigure: Figure {
    public let plot = Plot.panels("gain-variances", width: 680, height: 360)
    let evidence: NonlinearEvidence

    public func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let gains = (0...240).map { 0.5 + 1.6 * Double($0) / 240 }
        drawing.add("limit", panel: "a", [Column("gain", gains), Column("variance", gains.map(NonlinearEvidence.limit))])
        let last = NonlinearEvidence.averaged
        let means = try evidence.variances.map { try inputs[$0].map { Moments.mean(Array($0.suffix(last))) } }
        drawing.add("simulated_limit", panel: "a", [
            Column("gain", evidence.varianceGains), Column("variance", means.map(Moments.mean)),
            Column("standard_error", means.map(Moments.standardError)),
        ])
        let layers = (1...evidence.varianceLayers).map(Double.init)
        drawing.add("layerwise", family: evidence.shownGains.map { gain in
            Drawing.Member("g = \(gain)", panel: "b", [
                Column("gain", constant: gain), Column("layer", layers),
                Column("variance", NonlinearEvidence.map(gain: gain).trajectory(from: evidence.varianceStart, depth: evidence.varianceLayers - 1)),
            ])
        })
        drawing.add("simulated_layerwise", family: try evidence.shownGains.map { gain in
            let networks = try evidence.varianceGains.firstIndex(of: gain).map { try inputs[evidence.variances[$0]] } ?? []
            return Drawing.Member("g = \(gain)", panel: "b", [
                Column("gain", constant: gain), Column("layer", layers),
                Column("variance", layers.indices.map { l in Moments.mean(networks.map { $0[l] }) }),
            ])
        })
        drawing.setPanels(["after the last layers", "layer by layer"])
        drawing.set("gains", evidence.shownGains)
        drawing.set("kinds", ["theory", "networks, N = \(evidence.varianceWidth)"])
        drawing.set("last", evidence.shownGains.map { gain in
            NonlinearEvidence.map(gain: gain).trajectory(from: evidence.varianceStart, depth: evidence.varianceLayers - 1).last ?? 0
        })
        drawing.set("layers", Double(evidence.varianceLayers))
        drawing.set("largest", drawing.greatest("variance") ?? 1)
        return drawing
    }
}
