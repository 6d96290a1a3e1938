// Directions in the space of all parameters, and the derivatives along them from which the kernel's descendants follow.
//
// The gradient of output a of layer L, times the rates, is the direction v_a. In layer l it has rank one,
//
//   weights (lambda_W/n) delta_a^l (x^{l-1})ᵀ,  biases lambda_b(l) delta_a^l,    delta_a^l = ∂z_a^L/∂z^l,
//
// so that a derivative along it costs a product with W and two inner products per layer, and nothing of n² numbers is stored.
import LinearAlgebra
import NetworkModels

/// v_a at one network and output layer.
struct TangentDirection {
    /// delta_a^l at l - 1, n elements each.
    let backSignals: [[Double]]

    /// Propagates the output's unit vector back.
    init(output a: Int, ofLayer top: Int, in network: TangentNetwork) throws(LinearAlgebraError) {
        var signal = [Double](repeating: 0, count: network.width)
        signal[a] = 1
        var signals = [signal]
        for layer in stride(from: top - 1, to: 0, by: -1) {
            signal = try network.weights[layer - 1].transposedTimes(signal)
            for (i, jet) in network.jets[layer - 1].enumerated() { signal[i] *= jet.first }
            signals.append(signal)
        }
        backSignals = signals.reversed()
    }
}

/// The mixed derivatives of preactivations and activations along the directions of a set, given by its members' bits.
///
/// There are at most three directions: sets are 0b001 … 0b111, and 0 stands for the values themselves.
struct TangentJet {
    /// z_S^l at l - 1, by set.
    private(set) var preactivations: [[[Double]]]
    /// x_S^l at l - 1, by set.
    private(set) var activations: [[[Double]]]

    init(_ directions: [TangentDirection], upToLayer top: Int, in network: TangentNetwork) throws(LinearAlgebraError) {
        let sets = 1 << directions.count
        let none = [Double](repeating: 0, count: network.width)
        preactivations = []
        activations = []
        for layer in 1...top {
            var z = Array(repeating: none, count: sets)
            z[0] = network.preactivations[layer - 1]
            for set in 1..<sets {
                if layer > 1 { z[set] = try network.weights[layer - 2].times(activations[layer - 2][set]) }
                for (i, direction) in directions.enumerated() where set & 1 << i != 0 {
                    let rest = set & ~(1 << i)
                    var amount = network.setting.weightRate * network.meanInput(activations, rest, layer: layer)
                    if rest == 0 { amount += network.setting.biasRate.value(layer: layer) }
                    for (k, signal) in direction.backSignals[layer - 1].enumerated() { z[set][k] += amount * signal }
                }
            }
            preactivations.append(z)
            activations.append((0..<sets).map { set in network.jets[layer - 1].indices.map { Self.activation(network.jets[layer - 1][$0], z, set, $0) } })
        }
    }

    /// x_S of neuron k by the formula of Faà di Bruno.
    private static func activation(_ s: Nonlinearity.Jet, _ z: [[Double]], _ set: Int, _ k: Int) -> Double {
        let low = set & -set, rest = set & ~low
        switch set.nonzeroBitCount {
        case 0: return s.value
        case 1: return s.first * z[set][k]
        case 2: return s.first * z[set][k] + s.second * z[low][k] * z[rest][k]
        default:
            let (u, v, w) = (z[0b001][k], z[0b010][k], z[0b100][k])
            let pairs = u * z[0b110][k] + v * z[0b101][k] + w * z[0b011][k]
            return s.first * z[set][k] + s.second * pairs + s.third * u * v * w
        }
    }
}

extension TangentNetwork {
    /// x^{l-1} · x_S^{l-1}/n; the input does not depend on parameters.
    fileprivate func meanInput(_ activations: [[[Double]]], _ set: Int, layer: Int) -> Double {
        if set == 0 { return meanSquareInput(ofLayer: layer) }
        guard layer > 1 else { return 0 }
        return dot(activations[layer - 2][0], activations[layer - 2][set]) / Double(width)
    }
}

/// Hess z_a v_b: the derivative of a gradient along a direction, of rank two in every layer,
/// ∂delta_a^l (x^{l-1})ᵀ + delta_a^l (∂x^{l-1})ᵀ.
struct HessianProduct {
    private let signals: [[Double]]
    private let signalChanges: [[Double]]
    private let jet: TangentJet

    /// - Parameter jet: along the direction b alone.
    init(gradientOf a: TangentDirection, along b: TangentDirection, jet: TangentJet, ofLayer top: Int, in network: TangentNetwork) throws(LinearAlgebraError) {
        var change = [Double](repeating: 0, count: network.width)
        var changes = [change]
        for layer in stride(from: top - 1, to: 0, by: -1) {
            let (above, weights) = (a.backSignals[layer], network.weights[layer - 1])
            let straight = try weights.transposedTimes(above)
            var bent = try weights.transposedTimes(change)
            let amount = network.setting.weightRate / Double(network.width) * dot(b.backSignals[layer], above)
            for (k, s) in network.jets[layer - 1].enumerated() {
                bent[k] += amount * s.value
                bent[k] = s.first * bent[k] + s.second * jet.preactivations[layer - 1][1][k] * straight[k]
            }
            change = bent
            changes.append(change)
        }
        signals = a.backSignals
        signalChanges = changes.reversed()
        self.jet = jet
    }

    /// (Hess z_a v_b)ᵀ lambda (Hess z_c v_d).
    func weighted(with other: HessianProduct, in network: TangentNetwork) -> Double {
        let n = Double(network.width)
        var sum = 0.0
        for layer in 1...signals.count {
            let k = layer - 1
            let changes = dot(signalChanges[k], other.signalChanges[k])
            var inner = changes * network.meanSquareInput(ofLayer: layer)
            if layer > 1 {
                let (x, mine, theirs) = (jet.activations[k - 1][0], jet.activations[k - 1][1], other.jet.activations[k - 1][1])
                inner += (dot(signalChanges[k], other.signals[k]) * dot(x, theirs) + dot(signals[k], other.signalChanges[k]) * dot(mine, x)
                    + dot(signals[k], other.signals[k]) * dot(mine, theirs)) / n
            }
            sum += network.setting.weightRate * inner + network.setting.biasRate.value(layer: layer) * changes
        }
        return sum
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for k in a.indices { sum += a[k] * b[k] }
    return sum
}
