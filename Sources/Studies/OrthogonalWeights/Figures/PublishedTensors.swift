// The original's two figures of the tangent kernel's tensors in its setting, with the points of its figure of width 50 over ours.
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Ten tensors of networks of width 50 and of width 20, in a panel per width and ensemble.
struct PublishedTensors: Figure {
    let plot = Plot.panels("published-tensors", height: 860)
    /// Width 50, then width 20; by ensemble.
    let evidence: [TensorEvidence]
    let file = PublishedCorrelators.file

    init(_ simulations: Simulations) { evidence = simulations.published + simulations.publishedNarrow }

    func draw(_ inputs: Inputs) throws -> Drawing {
        var drawing = Drawing()
        let published = try PublishedCorrelators(inputs.text(of: file)), records = try evidence.map { try inputs.records($0) }
        let correlators = Correlator.ofKernel
        drawing.add("theory", family: records.enumerated().flatMap { k, records in
            correlators.map { correlator in
                Drawing.Member(correlator.rawValue, panel: Drawing.letter(k), [
                    Column("layer", records.theory.map { Double($0.layer) }), Column("ratio", records.theory.map { $0.ratio(correlator) }),
                ])
            }
        })
        drawing.add("simulation", family: records.enumerated().flatMap { k, records in
            correlators.map { correlator in
                let estimates = records.layers.map { records.estimate(correlator, layer: $0, width: 0) }
                return Drawing.Member(correlator.rawValue, panel: Drawing.letter(k), [
                    Column("layer", records.layers.map(Double.init)), Column("ratio", estimates.map(\.value)),
                    Column("standard_error", estimates.map(\.standardError)),
                ])
            }
        })
        // Some series of the original are hidden behind others.
        let shown = WeightEnsemble.inOrder.enumerated().flatMap { k, ensemble in
            correlators.enumerated().map { (panel: k, tensor: $0 + 1, name: $1.rawValue, points: published.series(ensemble, $1)) }
        }.filter { !$0.points.isEmpty }
        drawing.add("published", family: shown.map { series in
            Drawing.Member(series.name, panel: Drawing.letter(series.panel), [
                Column("layer", series.points.map { Double($0.layer) }), Column("ratio", series.points.map(\.value)),
            ])
        })
        let counts = WeightEnsemble.inOrder.indices.map { panel in shown.count { $0.panel == panel } }
        drawing.set("published_first", [1, Double(counts[0] + 1)])
        drawing.set("published_last", [Double(counts[0]), Double(counts[0] + counts[1])])
        drawing.set("published_tensors", shown.map { Double($0.tensor) })
        drawing.setPanels(evidence.map { "\($0.setting.ensemble.displayName), {/:Italic n} = \($0.widths.first ?? 0)" })
        drawing.set("tensors", correlators.map(\.plotName))
        drawing.set("tensor_count", count: correlators.count)
        drawing.set("depths", evidence.map { Double($0.depth) })
        // The axes hold the simulated values at the last layer where they are at most half a span outside of the recursions'.
        let ranges = records.map { records -> ClosedRange<Double> in
            let values = records.theory.flatMap { statistics in correlators.map { statistics.ratio($0) } }
            let (low, high) = (values.min() ?? 0, values.max() ?? 1), ends = ends(records)
            return max(low - (high - low) / 2, min(low, ends.min() ?? low))...min(high + (high - low) / 2, max(high, ends.max() ?? high))
        }
        drawing.set("lowest", ranges.map(\.lowerBound))
        drawing.set("highest", ranges.map(\.upperBound))
        drawing.set("ends", zip(records, ranges).flatMap { records, range in ends(records).map { min(max($0, range.lowerBound), range.upperBound) } })
        return drawing
    }

    /// What is measured at the last layer.
    private func ends(_ records: TensorRecords) -> [Double] {
        let last = records.layers.last ?? 1
        return Correlator.ofKernel.map { records.estimate($0, layer: last, width: 0).value }
    }
}
