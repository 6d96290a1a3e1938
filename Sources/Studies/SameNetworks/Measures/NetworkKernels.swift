// The tangent kernel of one network along its training, whole: spread over seeds and change from the start follow from it.
import BuildGraph
import Datasets
import Experiments
import NetworkModels
import NeuralNetworks

/// The empirical tangent kernel after some steps, summed over outputs.
package struct KernelPoint: Codable, Sendable, Equatable {
    package var step: Int
    /// m × m numbers for m images.
    package var kernel: [Float]

    package init(step: Int, kernel: [Float]) { (self.step, self.kernel) = (step, kernel) }
}

/// The kernels of a network at the first test images, at each snapshot of its training.
struct NetworkKernels: Target {
    let plan: TrainingPlan
    let training: Input<TrainingRecord>
    let source: TrainingImages
    /// m.
    let count: Int

    var words: [String] { plan.words + ["tangent kernel"] }

    func make(_ inputs: Inputs) throws -> [KernelPoint] {
        let test = LabelledImages(try inputs[source.data].test).prefix(count)
        let (network, meanSquare) = try plan.realisation(seed: 0, inputs: test.inputs, classes: test.classes)
        let numbers = test.inputs(through: InputMap(try inputs[source.statistics], meanSquare: meanSquare))
        return try inputs[training].snapshots.map { snapshot in
            KernelPoint(
                step: snapshot.step,
                kernel: try EmpiricalKernel(network.stack, parameters: snapshot.parameters, rates: .equal).gram(numbers))
        }
    }
}
