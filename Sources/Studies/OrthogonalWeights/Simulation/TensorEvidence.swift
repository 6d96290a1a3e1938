// Theory and simulation of one setting at several widths: the evidence of claims, and the data of figures.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Networks of one setting, at one or more widths, beside the theory.
package struct TensorEvidence: Encodable, Sendable {
    let setting: TangentSetting
    /// Ascending.
    let widths: [Int]
    let depth: Int
    /// Where descendants were computed.
    let layers: [Int]
    let theory: Input<[FiniteWidthStatistics]>
    /// By width: groups of networks.
    let simulation: [Input<[TensorSample]>]
    let networksPerGroup: Int

    /// Networks with their kernels and descendants.
    init(_ setting: TangentSetting, widths: [Int], depth: Int, layers: [Int], groups: [Int], networks: Int, pairs: Int) {
        (self.setting, self.widths, self.depth, self.layers, networksPerGroup) = (setting, widths, depth, layers, networks)
        theory = Input(TensorTheory(setting: setting, depth: depth))
        simulation = widths.map { width in
            // Layers that are tested at this width, or all where there is only one.
            let own = widths.count == 1 ? depth : min(depth, width / TensorRecords.leastWidthPerLayer)
            return Input(Replicates(groups.count) { k in
                TensorSimulation(
                    setting: setting, width: width, depth: own, layers: layers.filter { $0 <= own }, pairs: pairs, networks: networks, seed: groups[k])
            })
        }
    }

    /// "widths 24, 48, 96, 20 groups of 200 networks".
    func dataDescription(groups: Int) -> String {
        "\(widths.count == 1 ? "width" : "widths") \(widths.map(String.init).joined(separator: ", ")), \(groups) groups of \(networksPerGroup) networks"
    }
}

extension Inputs {
    /// What was simulated, beside the theory.
    func records(_ evidence: TensorEvidence) throws -> TensorRecords {
        TensorRecords(
            widths: evidence.widths, layers: evidence.layers, theory: try self[evidence.theory], groups: try evidence.simulation.map { try self[$0] })
    }
}

/// Simulated tensors beside the theory, in the units of P4's figures.
package struct TensorRecords: Sendable {
    /// Layers are tested up to this share of the width: L/n ≤ 1/8.
    static let leastWidthPerLayer = 8

    let widths: [Int]
    /// Where descendants were computed.
    let layers: [Int]
    let theory: [FiniteWidthStatistics]
    /// By width.
    let groups: [[TensorSample]]

    var groupCount: Int { groups.first?.count ?? 0 }

    /// One value per group, whose mean is the estimate at that width.
    func values(_ correlator: Correlator, layer: Int, width k: Int) -> [Double] {
        let statistics = theory[layer - 1], unit = statistics.unit(correlator)
        return TensorEstimate.influences(correlator, layer: layer, batches: groups[k], kernel: statistics.kernel).map { $0 / unit }
    }

    /// The same in units of the mean kernels that the networks of that width have, instead of those of infinite width.
    func valuesInMeasuredUnits(_ correlator: Correlator, layer: Int, width k: Int) -> [Double] {
        func mean(_ quantity: PairAverages.Quantity) -> Double { Moments.mean(groups[k].map { $0.layers[layer - 1][quantity] }) }
        let unit = theory[layer - 1].unit(correlator), measured = correlator.unit(kernel: mean(.square), tangentKernel: mean(.diagonal))
        return values(correlator, layer: layer, width: k).map { $0 * unit / measured }
    }

    func estimate(_ correlator: Correlator, layer: Int, width k: Int) -> TensorEstimate { TensorEstimate(of: values(correlator, layer: layer, width: k)) }

    /// One value per group, extrapolated from widths k and k + 1 to infinite width, linearly in 1/n.
    func extrapolated(_ correlator: Correlator, layer: Int, from k: Int) -> [Double] {
        let (narrow, wide) = (Double(widths[k]), Double(widths[k + 1]))
        let weight = wide / (wide - narrow)
        return zip(values(correlator, layer: layer, width: k), values(correlator, layer: layer, width: k + 1)).map { (1 - weight) * $0 + weight * $1 }
    }

    /// The layers that are tested with widths k and k + 1; nothing but V fluctuates in layer 1.
    func testedLayers(_ k: Int) -> [Int] {
        let last = min(theory.count, widths[k] / Self.leastWidthPerLayer)
        return last < 2 ? [] : layers.filter { (2...last).contains($0) }
    }

    /// Points of a comparison: the pair of widths and the layer.
    var testedPoints: [(pair: Int, layer: Int)] {
        widths.indices.dropLast().flatMap { k in testedLayers(k).map { (k, $0) } }
    }

    /// Of each group chi² per point: squared differences from the theory over the variance between groups.
    ///
    /// The mean over groups is (G - 1)/G where the theory is exact, and greater by the square of its error in units of the standard
    /// deviation of a group.
    func chiSquares(_ correlator: Correlator) -> [Double] {
        let points = testedPoints
        let squares = points.map { point in
            let values = extrapolated(correlator, layer: point.layer, from: point.pair), expected = theory[point.layer - 1].ratio(correlator)
            let deviation = TensorEstimate(of: values).standardError * Double(values.count).squareRoot()
            return values.map { ($0 - expected) * ($0 - expected) / (deviation * deviation) }
        }
        return (0..<groupCount).map { group in squares.reduce(0) { $0 + $1[group] } / Double(points.count) }
    }
}
