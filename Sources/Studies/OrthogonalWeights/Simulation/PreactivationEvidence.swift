// V of many networks whose preactivations alone are simulated: tanh and ReLU, both ensembles.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Preactivations of one setting at one or more widths, beside the theory.
package struct PreactivationEvidence: Encodable, Sendable {
    let setting: TangentSetting
    /// Ascending.
    let widths: [Int]
    let depth: Int
    let networksPerGroup: Int
    /// By width: groups of networks.
    let simulation: [Input<[TensorSample]>]

    init(_ setting: TangentSetting, widths: [Int], depth: Int, groups: [Int], networks: Int) {
        (self.setting, self.widths, self.depth, networksPerGroup) = (setting, widths, depth, networks)
        simulation = widths.map { width in
            Input(Replicates(groups.count) { k in
                PreactivationSimulation(setting: setting, width: width, depth: depth, networks: networks, seed: groups[k])
            })
        }
    }

    /// By the recursion.
    func theory() throws -> [PreactivationStatistics] { try PreactivationRecursion(setting).statistics(depth: depth) }

    /// Of each layer and group V/K², extrapolated from the first two widths, or at the only width.
    func fourPoint(_ inputs: Inputs) throws -> [[Double]] {
        let theory = try theory(), groups = try simulation.map { try inputs[$0] }
        return theory.map { statistics in
            let unit = statistics.kernel * statistics.kernel
            let values = groups.map { batches in
                TensorEstimate.influences(.V, layer: statistics.layer, batches: batches, kernel: statistics.kernel).map { $0 / unit }
            }
            guard values.count > 1 else { return values[0] }
            let weight = Double(widths[1]) / Double(widths[1] - widths[0])
            return zip(values[0], values[1]).map { (1 - weight) * $0 + weight * $1 }
        }
    }

    /// "widths 64, 128, 20 groups of 4000 networks".
    func dataDescription(groups: Int) -> String {
        "\(widths.count == 1 ? "width" : "widths") \(widths.map(String.init).joined(separator: ", ")), \(groups) groups of \(networksPerGroup) networks"
    }
}
