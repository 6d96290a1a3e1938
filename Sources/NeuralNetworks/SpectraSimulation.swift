// Spectra of one network at several depths, one layer at a time: between two layers a simulation is a value that can be
// stored and resumed.
import LinearAlgebra
import NetworkModels
import Randomness

/// A simulation of a Jacobian's singular values that its owner drives from layer to layer.
///
///     while !simulation.isComplete { try simulation.advance() }
///
/// A simulation that is encoded between two layers and decoded elsewhere gives the same bits. Its size is that of one
/// N × N matrix.
public struct SpectraSimulation: Codable {
    /// Ascending, within 1 … L.
    let depths: [Int]
    private(set) var simulation: JacobianSimulation
    private var product: RunningProduct
    /// The spectra of the depths reached so far, in their order.
    public private(set) var spectra: [JacobianSpectrum] = []

    /// Storage for one layer's weights: made when needed, never part of the state.
    private var reflectors: HaarReflectors?
    private var weights: Matrix?

    private enum CodingKeys: CodingKey { case depths, simulation, product, spectra }

    /// A simulation before its first layer.
    /// - Parameter depths: ascending, from 1 to the network's depth.
    /// - Throws: `invalidParameter` for other depths, or an invalid description of a network.
    public init(_ network: RandomNetwork, atDepths depths: [Int], slopes: SlopeSource = .forwardPass) throws(LinearAlgebraError) {
        try self.init(JacobianSimulation(network: network, slopes: slopes, method: .fullProduct), atDepths: depths)
    }

    init(_ simulation: JacobianSimulation, atDepths depths: [Int]) throws(LinearAlgebraError) {
        try simulation.network.validate()
        let ascend = zip(depths, depths.dropFirst()).allSatisfy { $0 < $1 }
        guard let first = depths.first, let last = depths.last, ascend, first >= 1, last <= simulation.network.depth else {
            throw .invalidParameter(
                name: "depths", value: "\(depths)",
                requirement: "ascending, from 1 to the network's depth \(simulation.network.depth)")
        }
        self.depths = depths
        self.simulation = simulation
        product = RunningProduct(simulation)
    }

    public var isComplete: Bool { spectra.count == depths.count }
    /// l, layers multiplied so far.
    public var layer: Int { product.layer }

    /// Multiplies the next layer, and computes the singular values if it is one of the requested depths.
    /// - Throws: `nonFinite` when the signal overflows, LAPACK's failures.
    public mutating func advance() throws(LinearAlgebraError) {
        guard !isComplete else { return }
        try withFlushToZero { () throws(LinearAlgebraError) in
            let isWanted = depths.contains(product.layer + 1)
            let n = simulation.network.width
            switch simulation.network.ensemble {
            case .orthogonal:
                // Taken out and put back, so that it is changed in place.
                var storage: HaarReflectors
                if let kept = reflectors.take() { storage = kept } else {
                    storage = try HaarReflectors(dimension: n, blockSize: HaarReflectors.tunedBlockSize)
                }
                try simulation.multiplyOrthogonalLayer(into: &product, &storage)
                reflectors = storage
                if isWanted { spectra.append(try simulation.orthogonalSpectrum(of: product)) }
            case .gaussian:
                var storage = weights.take() ?? Matrix(rows: n, columns: n)
                try simulation.multiplyGaussianLayer(into: &product, &storage)
                weights = storage
                if isWanted { spectra.append(try simulation.gaussianSpectrum(of: product)) }
            }
        }
    }
}
