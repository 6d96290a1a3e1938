// Training a reference network: every optimiser, penalty and rate, as in a textbook.
import Foundation
import LinearAlgebra
import NetworkModels

/// A network in double precision, in training.
package struct ReferenceTraining: Sendable {
    package let network: ReferenceNetwork
    package let objective: Objective
    package let optimiser: Optimiser
    /// eta.
    package let rate: Double
    package let layerRates: LayerRates
    package var parameters: [Double]
    private var moments: [[Double]]
    package private(set) var steps = 0
    /// For each parameter its rate relative to eta, 0 if it does not learn; and b*, nil if it has no target.
    private var rates: [Double]
    private var targets: [Double?]

    /// - Parameter parameters: the initial ones; if nil, those of `realisation` in single precision, as in the fast pass.
    package init(
        _ realisation: NetworkRealisation, parameters: [Double]? = nil, objective: Objective, optimiser: Optimiser, rate: Double,
        layerRates: LayerRates = .equal
    ) throws(LinearAlgebraError) {
        network = try ReferenceNetwork(realisation)
        let layout = network.layout
        (self.objective, self.optimiser, self.rate, self.layerRates) = (objective, optimiser, rate, layerRates)
        if let parameters {
            precondition(parameters.count == layout.count, "\(parameters.count) parameters for a layout of \(layout.count)")
            self.parameters = parameters
        } else {
            self.parameters = try realisation.singleParameters().elements.map(Double.init)
        }
        moments = Array(repeating: Array(repeating: 0, count: layout.count), count: optimiser.momentCount)
        rates = Array(repeating: 0, count: layout.count)
        targets = Array(repeating: nil, count: layout.count)
        let goals = objective.biasPenalty.map(realisation.biasTargets) ?? []
        for (number, layer) in layout.layers.enumerated() {
            for i in 0..<layer.inputs * layer.outputs { rates[layer.weights + i] = layerRates.weights(inputs: layer.inputs) }
            for i in 0..<layer.outputs {
                rates[layer.biases + i] = realisation.stack.hidden.hasBiases ? layerRates.biases(layer: number + 1) : 0
                if let gains = layer.gains { rates[gains + i] = 1 }
                if number < goals.count { targets[layer.biases + i] = goals[number][i] }
            }
        }
    }

    /// The gradient of the objective, loss plus penalty.
    package func gradient(_ inputs: Matrix, targets t: Matrix) throws(LinearAlgebraError) -> [Double] {
        var gradient = try network.gradient(parameters, inputs, targets: t, objective.loss)
        guard let penalty = objective.biasPenalty else { return gradient }
        for (i, target) in targets.enumerated() {
            if let target { gradient[i] += 2 * penalty.strength * (parameters[i] - target) }
        }
        return gradient
    }

    /// The penalty on the biases.
    package var penalty: Double {
        guard let penalty = objective.biasPenalty else { return 0 }
        return penalty.strength * zip(parameters, targets).reduce(0) { sum, pair in
            sum + (pair.1.map { (pair.0 - $0) * (pair.0 - $0) } ?? 0)
        }
    }

    /// The loss at the current parameters, without the penalty.
    package func loss(_ inputs: Matrix, targets: Matrix) throws(LinearAlgebraError) -> Double {
        try network.loss(parameters, inputs, targets: targets, objective.loss)
    }

    /// Does one step on a batch and returns the loss before it, without the penalty.
    @discardableResult
    package mutating func step(_ inputs: Matrix, targets: Matrix) throws(LinearAlgebraError) -> Double {
        let before = try loss(inputs, targets: targets)
        let g = try gradient(inputs, targets: targets)
        steps += 1
        for i in parameters.indices where rates[i] > 0 {
            let rate = rate * rates[i]
            switch optimiser {
            case .sgd:
                parameters[i] -= rate * g[i]
            case .momentum(let decay):
                moments[0][i] = decay * moments[0][i] + g[i]
                parameters[i] -= rate * moments[0][i]
            case .rmsProp(let decay, let epsilon):
                moments[0][i] = decay * moments[0][i] + (1 - decay) * g[i] * g[i]
                parameters[i] -= rate * g[i] / (moments[0][i].squareRoot() + epsilon)
            case .adam(let beta1, let beta2, let epsilon):
                moments[0][i] = beta1 * moments[0][i] + (1 - beta1) * g[i]
                moments[1][i] = beta2 * moments[1][i] + (1 - beta2) * g[i] * g[i]
                let m = moments[0][i] / (1 - pow(beta1, Double(steps)))
                let v = moments[1][i] / (1 - pow(beta2, Double(steps)))
                parameters[i] -= rate * m / (v.squareRoot() + epsilon)
            }
        }
        return before
    }
}
