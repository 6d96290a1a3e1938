// Random points of the small integer network, regular or singular, on which every unit that is not switched off is active on about half of
// the samples, so that no rank is lost by chance.
import Randomness

/// Parameters of a network, with samples.
package struct SingularPoint: Sendable {
    package let network: IntegerNetwork
    package let samples: [[Int]]
    /// Targets that the network does not reach, one per sample.
    package let targets: [[Int]]

    /// Draws weights and samples, makes the second hidden layer singular, or a regular neighbour, and sets the other biases to the middle
    /// of what they are added to.
    package init(seed: UInt64, samples count: Int, isResidual: Bool, singularity: Singularity, isSingular: Bool) {
        let stream = RandomStream(seed: seed)
        func integers(_ number: Int, _ bound: Int, from first: UInt64) -> [Int] {
            stream.uniforms(number, from: first).map { min(bound, Int($0 * Double(2 * bound + 1)) - bound) }
        }
        // Weights without zeros, since a vanishing one is what singularities are about.
        let weights = integers(IntegerNetwork.parameterCount, 5, from: 0).map { $0 >= 0 ? $0 + 1 : $0 }
        let pool = 2 * count, flat = integers(pool * IntegerNetwork.inputs, 9, from: 1000)
        var samples = (0..<pool).map { Array(flat[$0 * IntegerNetwork.inputs..<($0 + 1) * IntegerNetwork.inputs]) }
        var network = IntegerNetwork(parameters: singularity.applied(to: weights, isSingular: isSingular), isResidual: isResidual)
        let isFixed = { unit in singularity.fixesBias(of: unit) && (isSingular || singularity == .dependence) }
        for layer in 1...IntegerNetwork.hidden {
            for unit in 0..<IntegerNetwork.width where layer != 2 || !isFixed(unit) {
                network.parameters[IntegerNetwork.bias(layer, unit)] = 0
                let sums = samples.map { network.preactivations($0)[layer - 1][unit] }.sorted()
                network.parameters[IntegerNetwork.bias(layer, unit)] = -sums[sums.count / 2]
            }
            network.parameters = singularity.applied(to: network.parameters, isSingular: isSingular)
            // On a bend there is no Hessian.
            samples = samples.filter { !network.preactivations($0)[layer - 1].contains(0) }
        }
        self.network = network
        self.samples = Array(samples.prefix(count))
        let values = integers(count * IntegerNetwork.outputs, 50, from: 100_000)
        targets = (0..<self.samples.count).map { Array(values[$0 * IntegerNetwork.outputs..<($0 + 1) * IntegerNetwork.outputs]) }
    }

    /// Whether a seed's points lose no rank by chance: in both networks, singular or not, every unit outside the singular layer is active on
    /// a fifth to four fifths of the samples; and a regular minimum is flat along the network's scales alone. A plain network has one scale
    /// per hidden unit, and a residual one for each unit of its stream, which all layers share.
    package static func isRegular(seed: UInt64, samples: Int) -> Bool {
        [(false, IntegerNetwork.hidden * IntegerNetwork.width), (true, IntegerNetwork.width)].allSatisfy { isResidual, scales in
            func point(_ singularity: Singularity, _ isSingular: Bool) -> SingularPoint {
                SingularPoint(seed: seed, samples: samples, isResidual: isResidual, singularity: singularity, isSingular: isSingular)
            }
            return [true, false].allSatisfy { isSingular in Singularity.allCases.allSatisfy { point($0, isSingular).isBalanced(samples) } }
                && point(.overlap, false).nullityAtMinimum == scales
        }
    }

    private func isBalanced(_ count: Int) -> Bool {
        let signals = samples.map(network.preactivations)
        return samples.count == count && [0, IntegerNetwork.hidden - 1].allSatisfy { layer in
            (0..<IntegerNetwork.width).allSatisfy { unit in (count / 5...4 * count / 5).contains(signals.count { $0[layer][unit] > 0 }) }
        }
    }

    /// Dimension minus rank of the Hessian where the loss is 0, exactly.
    package var nullityAtMinimum: Int { IntegerNetwork.parameterCount - ExactRank.rank(network.gradients(samples)) }

    /// Dimension minus rank of the Hessian for the random targets, exactly.
    package var nullityElsewhere: Int { IntegerNetwork.parameterCount - ExactRank.rank(network.hessian(samples, targets: targets)) }
}
