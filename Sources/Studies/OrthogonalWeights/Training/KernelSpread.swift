// How much the empirical tangent kernel differs between the networks of a kind, before, during and after training.
import BuildGraph
import Datasets
import Experiments
import Foundation
import NetworkModels
import NeuralNetworks

/// The relative squared distance of each network's kernel from the mean of its kind.
package struct KernelSpread: Target {
    package struct Value: Codable, Sendable, Equatable {
        /// After how many steps.
        var steps: [Int]
        /// By step, then by network: |H - mean H|²/|mean H|², times S/(S - 1) for S networks, so that their mean estimates the variance.
        var deviations: [[Double]]
        /// By network: |H - H at the start|/|H at the start| after training.
        var changes: [Double]

        package init(steps: [Int], deviations: [[Double]], changes: [Double]) { (self.steps, self.deviations, self.changes) = (steps, deviations, changes) }

        /// The root of the mean deviation: the relative standard deviation of the kernel.
        func spread(_ k: Int) -> Double { Moments.mean(deviations[k]).squareRoot() }
    }

    let trainings: [Input<TrainingRecord>]
    let hidden: HiddenLayers
    /// The first test images.
    let images: Int
    let inputMeanSquare = 1.0
    let source: TrainingImages

    package func make(_ inputs: Inputs) throws -> Value {
        let data = try inputs[source.data], records = try inputs[trainings]
        let test = LabelledImages(data.test).prefix(images)
        let numbers = test.inputs(through: InputMap(try inputs[source.statistics], meanSquare: inputMeanSquare))
        let stack = LayerStack(inputs: test.inputs, hidden: hidden, outputs: test.classes)
        // Only networks that reached every snapshot.
        let steps = records.map { $0.snapshots.map(\.step) }.max { $0.count < $1.count } ?? []
        let whole = records.filter { $0.divergedAt == nil && $0.snapshots.count == steps.count }
        let kernels = try whole.map { record in
            try record.snapshots.map { snapshot in
                try EmpiricalKernel(stack, parameters: snapshot.parameters, rates: .tangentKernel).gram(numbers).map(Double.init)
            }
        }
        let count = Double(kernels.count), factor = count / (count - 1)
        func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
        func difference(_ x: [Double], _ y: [Double]) -> [Double] { zip(x, y).map { $0 - $1 } }
        let deviations = steps.indices.map { k -> [Double] in
            var mean = [Double](repeating: 0, count: images * images)
            for own in kernels { for i in mean.indices { mean[i] += own[k][i] / count } }
            return kernels.map { factor * norm(difference($0[k], mean)) / norm(mean) }
        }
        let changes = kernels.map { own -> Double in
            guard let first = own.first, let last = own.last else { return .nan }
            return (norm(difference(last, first)) / norm(first)).squareRoot()
        }
        return Value(steps: steps, deviations: deviations, changes: changes)
    }
}
