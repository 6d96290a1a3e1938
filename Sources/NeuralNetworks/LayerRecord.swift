// The elementwise part of a layer: the step between two products with weights, common to all simulations.
import LinearAlgebra
import NetworkModels
import Randomness

/// One layer's slopes and activations, and the averages worth keeping.
struct LayerRecord: Codable {
    /// phi'(h^l), N elements: the diagonal of D^l.
    var slopes: [Double]
    /// x^l = phi(h^l), N elements; empty when the slopes are independent of any signal.
    var activations: [Double]
    /// q^l = |h^l|² / N.
    var preactivationMeanSquare: Double
    /// |D^l|² / N, whose expectation is mu_1.
    var slopeMeanSquare: Double

    /// The record before the first layer: the input x⁰, and slopes of 1.
    init(input: [Double], width: Int) {
        slopes = [Double](repeating: 1, count: width)
        activations = input
        preactivationMeanSquare = 0
        slopeMeanSquare = 1
    }

    /// The layer with preactivations h.
    /// - Throws: `nonFinite` when the signal has overflowed.
    init(
        preactivations h: [Double], of network: RandomNetwork, layer: Int, keepsActivations: Bool
    ) throws(LinearAlgebraError) {
        let phi = network.nonlinearity
        slopes = h.map(phi.derivative)
        activations = keepsActivations ? h.map(phi.value) : []
        preactivationMeanSquare = h.reduce(0) { $0 + $1 * $1 } / Double(h.count)
        slopeMeanSquare = slopes.reduce(0) { $0 + $1 * $1 } / Double(h.count)
        guard preactivationMeanSquare.isFinite else {
            throw .nonFinite(operation: "forward pass, layer \(layer)")
        }
    }

    /// The layer with preactivations drawn from N(0, q*).
    init(independentSlopesOf network: RandomNetwork, layer: Int) throws(LinearAlgebraError) {
        let deviation = network.qStar.squareRoot()
        let h = network.streams.stream(.slopes, layer: layer).normals(network.width).map { deviation * $0 }
        try self.init(preactivations: h, of: network, layer: layer, keepsActivations: false)
    }

    /// The neurons whose slope is not zero, ascending.
    var active: [Int] { slopes.indices.filter { slopes[$0] != 0 } }
}
