// Spectra of one network of finite width, as a target. One forward pass gives all depths, so the depths of a seed belong to
// one network; different seeds are independent.
import BuildGraph
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The singular values of one network's Jacobian at several depths.
public struct SimulatedSpectra: Target {
    public let network: Initialisation
    public let width: Int
    /// Ascending.
    public let depths: [Int]
    public let seed: Int

    public init(_ network: Initialisation, width: Int, depths: [Int], seed: Int) {
        self.network = network
        self.width = width
        self.depths = depths
        self.seed = seed
    }

    public var resources: Resources { .simulation(width: width) }
    public var words: [String] {
        network.words + ["N = \(width)", depths.count == 1 ? "L = \(depths[0])" : "\(depths.count) depths to \(depths.last ?? 0)", "seed \(seed)"]
    }

    /// Flops: a product per layer, as much again where the weights are drawn by reflectors, and a decomposition per depth.
    public var work: Double? {
        let perLayer = network.ensemble == .orthogonal ? 4.0 : 2.0
        return (perLayer * Double(depths.last ?? 1) + 8 * Double(depths.count)) * Double(width * width * width)
    }

    /// Spectra in the order of `depths`.
    public func make(_ inputs: Inputs) throws -> [JacobianSpectrum] {
        var simulation = try inputs.checkpoint.resume(SpectraSimulation.self)
            ?? SpectraSimulation(network.randomNetwork(width: width, depth: depths.last ?? 1, seed: seed), atDepths: depths)
        while !simulation.isComplete {
            try simulation.advance()
            try inputs.checkpoint.save { simulation }
        }
        return simulation.spectra
    }
}

extension Resources {
    /// The resources for simulating a Jacobian of width N: weights, running product, its copy for the decomposition and
    /// LAPACK's workspace are at most a dozen N × N matrices. A small one takes less time than starting a process for it.
    package static func simulation(width: Int) -> Resources {
        Resources(memory: (64 << 20) + 12 * 8 * width * width, isolation: width < 512 ? .thread : .process)
    }
}
