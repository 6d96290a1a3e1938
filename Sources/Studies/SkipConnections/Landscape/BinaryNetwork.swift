// The toy of P3, version 1: a deep network of two units per layer whose weights are +1 or -1, so that its landscape can be enumerated.
//
//   x_1 = f(W_1 x_0),  x_l = f(W_l x_{l-1}) + skip_l,  l = 2 … K,   y = ±x_{K,1} ± x_{K,2} ± 1,     f = ReLU
//
// With K = 5 hidden layers ("7 layers" with inputs and output) the matrices have 22 entries; the text speaks of 2²³ configurations.
// The weight that is missing is read as the readout's bias: the only one that a network without other biases can have besides. Without
// it counts of local minima change little.
import Foundation
import Randomness

/// What the layers of a binary network add to their signals, from the second on.
package enum BinarySkip: String, Codable, Sendable, CaseIterable {
    case plain
    /// The first unit of the layer before, added to both units: a path for signals that treats all units of a layer alike, and so leaves
    /// their permutations a symmetry. Our reading of P3's "path-residual", which we could not check.
    case path
    /// x_{l-1}.
    case residual
    /// x_{l-1} and the mean of Q_k x_k over k = 1 … l-2, with fixed random orthogonal Q_k.
    case hyperResidual

    package var name: String {
        switch self {
        case .plain: "plain"
        case .path: "path-residual"
        case .residual: "residual"
        case .hyperResidual: "hyper-residual"
        }
    }
}

/// A binary network with a problem: samples, and the outputs of a teacher of its own kind.
package struct BinaryNetwork: Sendable {
    package typealias Samples = SIMD8<Double>
    /// K.
    package let hidden: Int
    package let skip: BinarySkip
    /// x_0 on all samples: Gaussian, in multiples of 1/64, so that all sums but those of the hyper-residual network are exact.
    package let inputs: [Samples]
    package private(set) var targets = Samples()
    /// Q of layer l = 2 … K and k = 1 … l-2: cosine, sine, and the determinant.
    private let rotations: [[(cosine: Double, sine: Double, sign: Double)]]

    /// 4 per hidden layer, 2 of the readout and its bias.
    package var weightCount: Int { 4 * hidden + 3 }

    /// - Parameter seed: of samples, teacher and Q.
    package init(hidden: Int, skip: BinarySkip, seed: UInt64) {
        (self.hidden, self.skip) = (hidden, skip)
        let stream = RandomStream(seed: seed), normals = stream.normals(16)
        inputs = (0..<2).map { unit in Samples((0..<8).map { (normals[8 * unit + $0] * 64).rounded() / 64 }) }
        let angles = stream.substream(1).uniforms(2 * hidden * hidden)
        rotations = (0...hidden).map { layer in
            (0..<max(0, layer - 2)).map { k in
                let place = 2 * (hidden * (layer - 1) + k), angle = 2 * Double.pi * angles[place]
                return (cos(angle), sin(angle), angles[place + 1] < 0.5 ? -1 : 1)
            }
        }
        // Most plain networks are constant, because a layer is silent. The teacher is the first that is not.
        let words = stream.substream(2)
        for k: UInt64 in 0... {
            let outputs = outputs(Int(words.word(k) >> 16) & (1 << weightCount - 1))
            if outputs != Samples(repeating: outputs[0]) {
                targets = outputs
                return
            }
        }
    }

    /// Bit b of a configuration is the weight +1 or -1. The highest four bits belong to the first layer, row by row from the lowest; the
    /// lowest three to the readout and its bias.
    private func sign(_ configuration: Int, _ bit: Int) -> Double { configuration >> bit & 1 == 1 ? 1 : -1 }

    /// The outputs of a configuration, computed layer by layer.
    package func outputs(_ configuration: Int) -> Samples {
        var x = [inputs]
        for layer in 1...hidden {
            let first = 3 + 4 * (hidden - layer)
            let h = (0..<2).map { unit in
                x[layer - 1][0] * sign(configuration, first + 2 * unit) + x[layer - 1][1] * sign(configuration, first + 2 * unit + 1)
            }
            x.append(added(layer, (rectified(h[0]), rectified(h[1])), to: x).pair)
        }
        return x[hidden][0] * sign(configuration, 0) + x[hidden][1] * sign(configuration, 1) + sign(configuration, 2)
    }

    /// The sum of squared errors of a configuration, halved.
    package func energy(_ configuration: Int) -> Double { energy(of: outputs(configuration)) }

    func energy(of outputs: Samples) -> Double {
        let error = outputs - targets
        return 0.5 * (error * error).sum()
    }

    func rectified(_ h: Samples) -> Samples { pointwiseMax(h, Samples(repeating: 0)) }

    /// The signals of a layer with what its skips add: `x` has those of the layers before it.
    func added(_ layer: Int, _ signal: (Samples, Samples), to x: [[Samples]]) -> (first: Samples, second: Samples, pair: [Samples]) {
        var (a, b) = signal
        if layer > 1 {
            let last = x[layer - 1]
            switch skip {
            case .plain: break
            case .path: (a, b) = (a + last[0], b + last[0])
            case .residual: (a, b) = (a + last[0], b + last[1])
            case .hyperResidual:
                (a, b) = (a + last[0], b + last[1])
                let share = 1 / Double(max(1, layer - 2))
                for (k, q) in rotations[layer].enumerated() {
                    let (u, v) = (x[k + 1][0], x[k + 1][1])
                    a += share * (q.cosine * u - q.sign * q.sine * v)
                    b += share * (q.sine * u + q.sign * q.cosine * v)
                }
            }
        }
        return (a, b, [a, b])
    }
}
