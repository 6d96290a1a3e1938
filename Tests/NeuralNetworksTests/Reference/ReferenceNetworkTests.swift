// The reference is the definition, so it is tested against what does not depend on its backward pass: finite differences of
// its loss, and forward passes written out for small networks.
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks
import Testing

@Suite struct ReferenceNetworkTests {
    static let kinds: [(name: String, skip: Skip, normalised: Int?, hasBiases: Bool)] = [
        ("plain", .none, nil, true), ("without biases", .none, nil, false), ("residual", .identity, nil, true),
        ("orthogonal skips", .fixed(.orthogonal(folds: 0)), nil, true), ("folded skips", .fixed(.orthogonal(folds: 1)), nil, false),
        ("skips on the unit circle", .fixed(.unitCircle(decay: 0.3)), nil, true),
        ("hyper-residual", .hyperResidual(.orthogonal(folds: 2)), nil, true),
        ("first layer normalised", .none, 1, true), ("normalised and hyper-residual", .hyperResidual(.orthogonal(folds: 0)), 3, true),
    ]

    func network(_ skip: Skip, normalised: Int? = nil, hasBiases: Bool = true, _ nonlinearity: Nonlinearity = .tanh) -> NetworkRealisation {
        NetworkRealisation(
            LayerStack(
                inputs: 19,
                hidden: HiddenLayers(width: 8, count: 5, nonlinearity: nonlinearity, skip: skip, normalised: normalised, hasBiases: hasBiases),
                outputs: 5),
            start: NetworkStart(.glorotNormal, biasMean: 0.1, biasDeviation: 0.2), seed: 4)
    }

    /// Central differences with step e are off by e²/6 of the third derivative and by the rounding of the loss, 2^-53/e: with
    /// e = 1e-5 by some 1e-11 each if derivatives are of order 1. With skips, losses and slopes are of order 10 here.
    @Test(arguments: kinds.indices, Objective.Loss.allCases)
    func theGradientOfEveryKindIsThatOfFiniteDifferences(kind: Int, loss: Objective.Loss) throws {
        let (name, skip, normalised, hasBiases) = Self.kinds[kind]
        let network = network(skip, normalised: normalised, hasBiases: hasBiases)
        let objective = Objective(loss, biasPenalty: BiasPenalty(strength: 0.7, mean: 0.3, deviation: 0.5))
        var training = try ReferenceTraining(network, objective: objective, optimiser: .sgd, rate: 1)
        let (inputs, targets) = Batches.matrices(Batches.images(), Array(0..<7), meanSquare: 0.8)
        let gradient = try training.gradient(inputs, targets: targets)
        let biases = Set(training.network.layout.layers.flatMap { $0.biases..<$0.biases + $0.outputs })
        let step = 1e-5
        for i in stride(from: 0, to: training.parameters.count, by: 3) where hasBiases || !biases.contains(i) {
            let kept = training.parameters[i]
            training.parameters[i] = kept + step
            let above = try training.loss(inputs, targets: targets) + training.penalty
            training.parameters[i] = kept - step
            let below = try training.loss(inputs, targets: targets) + training.penalty
            training.parameters[i] = kept
            #expect(abs((above - below) / (2 * step) - gradient[i]) < 1e-8, "\(name), parameter \(i)")
        }
    }

    /// The recursions of P3, written out sample by sample.
    @Test(arguments: kinds.indices) func theForwardPassIsTheRecursionOfItsKind(kind: Int) throws {
        let (_, skip, normalised, hasBiases) = Self.kinds[kind]
        guard normalised == nil else { return }
        let network = network(skip, hasBiases: hasBiases, .relu)
        let reference = try ReferenceNetwork(network)
        let parameters = try network.singleParameters().elements.map { Double($0) }
        let (inputs, _) = Batches.matrices(Batches.images(), [3, 4], meanSquare: 0.8)
        let signals = try reference.signals(parameters, inputs)
        let q = try network.skipMatrices()
        for sample in 0..<2 {
            var x = [inputs.column(sample)]
            for l in 1...6 {
                let layer = reference.layout.layers[l - 1]
                var next = try reference.weights(l, parameters).times(x[l - 1])
                for i in next.indices { next[i] += parameters[layer.biases + i] }
                if l == 6 {
                    for (value, expected) in zip(signals.outputs.column(sample), next) { #expect(abs(value - expected) < 1e-12) }
                    break
                }
                for i in next.indices {
                    next[i] = max(next[i], 0)
                    switch skip {
                    case .identity where l > 1: next[i] += x[l - 1][i]
                    case .fixed where l > 1: next[i] += try q[l - 2].times(x[l - 1])[i]
                    case .hyperResidual where l > 1:
                        next[i] += x[l - 1][i]
                        if l > 2 { for k in 1...l - 2 { next[i] += try q[k - 1].times(x[k])[i] / Double(l - 2) } }
                    default: break
                    }
                }
                x.append(next)
            }
        }
    }

    @Test func aNormalisedLayerHasMeanItsBiasAndDeviationItsGain() throws {
        let network = network(.none, normalised: 2)
        let reference = try ReferenceNetwork(network)
        var parameters = try network.singleParameters().elements.map { Double($0) }
        let layer = reference.layout.layers[1]
        let gains = try #require(layer.gains)
        parameters[gains] = 3
        let (inputs, _) = Batches.matrices(Batches.images(), Array(0..<50), meanSquare: 0.8)
        let h = try reference.signals(parameters, inputs).preactivations[1]
        for (i, gain) in [(0, 3.0), (1, 1.0)] {
            let row = (0..<50).map { h[i, $0] }
            let mean = row.reduce(0, +) / 50, variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 50
            #expect(abs(mean - parameters[layer.biases + i]) < 1e-12)
            // The floor of 1e-5 under a variance of order 1.
            #expect(abs(variance.squareRoot() / gain - 1) < 1e-3)
        }
    }

    /// With linear phi, no biases and before training, weights minus the identity undo the skips: the outputs are those of the
    /// plain network.
    @Test func theMaliciousStartUndoesIdentitySkips() throws {
        var malicious = network(.identity, hasBiases: false, .linear), plain = network(.none, hasBiases: false, .linear)
        malicious.start = NetworkStart(.glorotUniform, subtractsIdentity: true)
        plain.start = NetworkStart(.glorotUniform)
        let (inputs, targets) = Batches.matrices(Batches.images(), Array(0..<5), meanSquare: 0.8)
        let losses = try [malicious, plain].map {
            try ReferenceTraining($0, objective: Objective(.squaredError), optimiser: .sgd, rate: 1).loss(inputs, targets: targets)
        }
        // Weights are rounded to single precision, differently with and without the identity subtracted.
        #expect(abs(losses[0] - losses[1]) < 1e-5)
    }

    /// Gradient descent on squared error with tangent-kernel rates: a step moves weights by eta/n of their gradient and biases
    /// by eta/l.
    @Test func layersLearnAtTheirOwnRates() throws {
        let network = network(.none)
        var training = try ReferenceTraining(
            network, objective: Objective(.squaredError), optimiser: .sgd, rate: 0.5, layerRates: .tangentKernel)
        let (inputs, targets) = Batches.matrices(Batches.images(), Array(0..<5), meanSquare: 0.8)
        let before = training.parameters, gradient = try training.gradient(inputs, targets: targets)
        try training.step(inputs, targets: targets)
        for (number, layer) in training.network.layout.layers.enumerated() {
            #expect(abs(training.parameters[layer.weights] - (before[layer.weights] - 0.5 / Double(layer.inputs) * gradient[layer.weights])) < 1e-15)
            #expect(abs(training.parameters[layer.biases] - (before[layer.biases] - 0.5 / Double(number + 1) * gradient[layer.biases])) < 1e-15)
        }
    }

    @Test func aMissingLayerCannotBeNormalised() {
        #expect(throws: LinearAlgebraError.self) { try network(.none, normalised: 6).validate() }
        #expect(throws: LinearAlgebraError.self) { try network(.fixed(.orthogonal(folds: 4))).skipMatrices() }
    }
}
