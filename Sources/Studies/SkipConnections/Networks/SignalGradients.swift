// How large the gradients with respect to each layer's signals are along a training: whether they vanish on their way to the
// first layer.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// Gradient norms of one network at each snapshot of its training.
struct SignalGradients: Target {
    struct Point: Hashable, Codable, Sendable {
        var step: Int
        /// The root mean square over samples of |dLoss/dx_l|, l = 1 … K.
        var norms: [Double]

        /// ln of the last layer's over the first's. A gradient that vanishes altogether, behind a silent layer, counts as 1e-12 of
        /// the last's.
        var logDecay: Double {
            let last = norms.last ?? .nan
            return -log(max(1e-12, (norms.first ?? .nan) / last))
        }
    }

    struct Value: Codable, Sendable, Equatable {
        var points: [Point]
        /// The share of test images that the trained network classifies rightly.
        var testAccuracy: Double
    }

    let kind: NetworkKind
    let setting: TrainingSetting
    let penalty: Input<ChosenPenalty.Value>
    let seed: Int
    let images: TrainingImages
    let training: Input<TrainingRecord>
    /// Samples of the gradients, and test images.
    let samples: Int

    var words: [String] { [kind.name, "gradients", "seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> Value {
        let data = try inputs[images.data], all = LabelledImages(data.training)
        let plan = setting.plan(kind, try inputs[penalty].penalty)
        let (network, meanSquare) = try plan.realisation(seed: seed, inputs: all.inputs, classes: all.classes)
        let map = InputMap(try inputs[images.statistics], meanSquare: meanSquare)
        let (batch, labels) = all.matrix(samples, map: map), (test, testLabels) = LabelledImages(data.test).matrix(data.test.count, map: map)
        func expansion(_ snapshot: TrainingRecord.Snapshot, _ inputs: Matrix, _ labels: [Int]) throws -> BatchHessian<Float> {
            try BatchHessian<Float>(
                network, parameters: snapshot.parameters.map { Double($0) }, inputs: inputs, labels: labels, objective: plan.objective)
        }
        let snapshots = try inputs[training].snapshots
        return Value(
            points: try snapshots.map { Point(step: $0.step, norms: try expansion($0, batch, labels).signalGradients) },
            testAccuracy: try snapshots.last.map { try expansion($0, test, testLabels).accuracy(testLabels) } ?? .nan)
    }
}
