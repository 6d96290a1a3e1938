// A small ReLU network with integer weights on integer inputs: outputs, gradients and Hessians are integers, and so exact.
//
//   x_1 = f(W_1 x_0 + b_1),  x_l = f(W_l x_{l-1} + b_l) [+ x_{l-1}],  y = W_4 x_3 + b_4;      loss = Σ over samples and outputs (y - t)²/2
//
// ReLU has no second derivative at 0: what is computed is the Hessian of the piece on which a network lies, and no network here has
// a preactivation of 0 on a sample.

/// The network, as in P3: three hidden layers of three units between three inputs and two outputs.
package struct IntegerNetwork: Sendable, Equatable {
    package static let inputs = 3, width = 3, outputs = 2, hidden = 3
    /// Weights of a layer, row by row, and then its biases; one layer after another.
    package var parameters: [Int]
    /// Whether the second and third hidden layer add their inputs to their outputs.
    package var isResidual: Bool

    package init(parameters: [Int], isResidual: Bool) {
        precondition(parameters.count == Self.parameterCount, "\(parameters.count) parameters are not \(Self.parameterCount)")
        (self.parameters, self.isResidual) = (parameters, isResidual)
    }

    /// Inputs and outputs of the four layers.
    static let shapes = [(inputs, width)] + Array(repeating: (width, width), count: hidden - 1) + [(width, outputs)]
    package static let parameterCount = shapes.reduce(0) { $0 + ($1.0 + 1) * $1.1 }

    /// Where the weights of a layer l = 1 … 4 begin.
    private static func start(_ layer: Int) -> Int { shapes.prefix(layer - 1).reduce(0) { $0 + ($1.0 + 1) * $1.1 } }
    /// The place of the weight from unit j to unit i of a layer, counted from 0.
    package static func weight(_ layer: Int, _ i: Int, _ j: Int) -> Int { start(layer) + i * shapes[layer - 1].0 + j }
    /// The place of a bias.
    package static func bias(_ layer: Int, _ i: Int) -> Int { start(layer) + shapes[layer - 1].0 * shapes[layer - 1].1 + i }

    /// Outputs on an input.
    package func outputs(_ input: [Int]) -> [Int] { values(input)[Self.hidden] }
    /// Preactivations of the hidden layers.
    package func preactivations(_ input: [Int]) -> [[Int]] { Array(values(input).prefix(Self.hidden)) }

    /// Preactivations of all layers, without derivatives.
    private func values(_ input: [Int]) -> [[Int]] {
        var (x, all) = (input, [[Int]]())
        for layer in 1...Self.hidden + 1 {
            let h = (0..<Self.shapes[layer - 1].1).map { i in
                x.indices.reduce(parameters[Self.bias(layer, i)]) { $0 + parameters[Self.weight(layer, i, $1)] * x[$1] }
            }
            all.append(h)
            x = h.indices.map { max(0, h[$0]) + (isResidual && 1 < layer && layer <= Self.hidden ? x[$0] : 0) }
        }
        return all
    }

    /// What the network computes with its gates held: which units answer is a parameter, so that outputs are linear in each weight.
    private func signals(_ parameters: [Int], _ input: [Int], _ gates: [[Bool]]) -> (x: [[Int]], outputs: [Int]) {
        var x = [input]
        for layer in 1...Self.hidden + 1 {
            let inner = x[layer - 1]
            let h = (0..<Self.shapes[layer - 1].1).map { i in
                inner.indices.reduce(parameters[Self.bias(layer, i)]) { $0 + parameters[Self.weight(layer, i, $1)] * inner[$1] }
            }
            if layer > Self.hidden { return (x, h) }
            x.append(h.indices.map { (gates[layer - 1][$0] ? h[$0] : 0) + (isResidual && layer > 1 ? inner[$0] : 0) })
        }
        return (x, [])
    }

    /// The gradient of Σ_k c_k y_k, by one pass back.
    private func gradient(_ parameters: [Int], _ input: [Int], _ gates: [[Bool]], of c: [Int]) -> [Int] {
        let x = signals(parameters, input, gates).x
        var (gradient, delta) = ([Int](repeating: 0, count: Self.parameterCount), c)
        for layer in (1...Self.hidden + 1).reversed() {
            let inner = x[layer - 1]
            // Of h: through the gate in hidden layers.
            let d = layer > Self.hidden ? delta : delta.indices.map { gates[layer - 1][$0] ? delta[$0] : 0 }
            var below = layer > 1 && layer <= Self.hidden && isResidual ? delta : [Int](repeating: 0, count: inner.count)
            for i in d.indices {
                gradient[Self.bias(layer, i)] = d[i]
                for j in inner.indices {
                    gradient[Self.weight(layer, i, j)] = d[i] * inner[j]
                    below[j] += parameters[Self.weight(layer, i, j)] * d[i]
                }
            }
            delta = below
        }
        return gradient
    }

    private func gates(_ input: [Int]) -> [[Bool]] { preactivations(input).map { $0.map { $0 > 0 } } }
    private static func unit(_ k: Int) -> [Int] { (0..<outputs).map { $0 == k ? 1 : 0 } }

    /// The gradients G of all outputs on all samples, one row for each sample and output. Where the loss is 0 its Hessian is GᵀG, which
    /// has the rank of G.
    package func gradients(_ samples: [[Int]]) -> [[Int]] {
        samples.flatMap { sample in
            let gates = gates(sample)
            return (0..<Self.outputs).map { gradient(parameters, sample, gates, of: Self.unit($0)) }
        }
    }

    /// The Hessian of the loss, by its rows. Outputs are linear in each parameter, so that their second derivatives are differences of
    /// gradients at neighbouring integers.
    package func hessian(_ samples: [[Int]], targets: [[Int]]) -> [[Int]] {
        var hessian = parameters.map { _ in [Int](repeating: 0, count: Self.parameterCount) }
        for (sample, target) in zip(samples, targets) {
            let gates = gates(sample), errors = zip(outputs(sample), target).map { $0 - $1 }
            let rows = (0..<Self.outputs).map { gradient(parameters, sample, gates, of: Self.unit($0)) }
            let base = gradient(parameters, sample, gates, of: errors)
            for i in parameters.indices {
                var shifted = parameters
                shifted[i] += 1
                let moved = gradient(shifted, sample, gates, of: errors)
                for j in parameters.indices { hessian[i][j] += moved[j] - base[j] + rows.reduce(0) { $0 + $1[i] * $1[j] } }
            }
        }
        return hessian
    }
}
