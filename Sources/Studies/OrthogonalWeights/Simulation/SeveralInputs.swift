// The tangent kernel of whole networks, with their first layer and readout, at several inputs.
import BuildGraph
import Experiments
import LinearAlgebra
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// Networks of one ensemble at two widths, beside the recursion.
package struct SeveralInputs: Encodable, Sendable {
    let ensemble: WeightEnsemble
    /// The narrower, then the wider.
    let widths: [Int]
    /// Hidden layers; the kernel is that of the readout.
    let depth: Int
    let groups: Int
    let networks: Int
    /// By width: groups.
    let simulation: [Input<[[Double]]>]

    /// Three inputs of four numbers: of different lengths, at an acute and at an obtuse angle.
    static let inputs: [[Double]] = [[1, 0.5, -1, 0.2], [0.8, 0.9, -0.6, -0.4], [-1.2, 0.7, 0.3, 0.9]]
    static let pairs = [(0, 1), (0, 2), (1, 2)]
    static let pairNames = pairs.map { "inputs \($0 + 1) and \($1 + 1)" }

    init(_ ensemble: WeightEnsemble, widths: [Int], depth: Int, groups: [Int], networks: Int) {
        (self.ensemble, self.widths, self.depth, self.groups, self.networks) = (ensemble, widths, depth, groups.count, networks)
        simulation = widths.map { width in
            Input(Replicates(groups.count) { SeveralInputsSimulation(ensemble: ensemble, width: width, depth: depth, networks: networks, seed: groups[$0]) })
        }
    }

    /// Of each pair and group the mean element over Theta, extrapolated in 1/n, minus 1.
    func deviations(_ inputs: Inputs) throws -> [[Double]] {
        let gram = Matrix(rows: Self.inputs.count, columns: Self.inputs.count) { a, b in
            zip(Self.inputs[a], Self.inputs[b]).reduce(0) { $0 + $1.0 * $1.1 } / Double(Self.inputs[0].count)
        }
        let limit = try KernelRecursion(TangentSetting(.tanh, ensemble)).matrices(inputs: gram, depth: depth + 1).tangentKernel
        let groups = try simulation.map { try inputs[$0] }, weight = Double(widths[1]) / Double(widths[1] - widths[0])
        return Self.pairs.enumerated().map { k, pair in
            zip(groups[0], groups[1]).map { ((1 - weight) * $0[k] + weight * $1[k]) / limit[pair.0, pair.1] - 1 }
        }
    }
}

/// The mean kernel of a group of networks at the pairs of inputs.
struct SeveralInputsSimulation: Target {
    let ensemble: WeightEnsemble
    let width: Int
    let depth: Int
    let networks: Int
    let seed: Int

    var resources: Resources { .simulation(width: width) }
    var work: Double? { 20 * Double(networks * depth * width * width * width) }
    var words: [String] { ["\(ensemble.displayName) tanh", "n = \(width)", "\(networks) networks", "seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> [Double] {
        let inputs = SeveralInputs.inputs, outputs = 4
        let stack = LayerStack(inputs: inputs[0].count, hidden: HiddenLayers(width: width, count: depth, nonlinearity: .tanh), outputs: outputs)
        var sums = [Double](repeating: 0, count: SeveralInputs.pairs.count)
        for seed in networkSeeds(seed, width: width, count: networks) {
            let network = NetworkRealisation(stack, start: NetworkStart(.ensemble(ensemble, sigmaW: 1)), seed: seed)
            let kernel = try EmpiricalKernel(stack, parameters: network.snapshot(), rates: .tangentKernel).gram(inputs.joined().map { Float($0) })
            for (k, pair) in SeveralInputs.pairs.enumerated() { sums[k] += Double(kernel[pair.0 * inputs.count + pair.1]) / Double(outputs * networks) }
        }
        return sums
    }
}
