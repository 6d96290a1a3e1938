// The Hessian of one network along its training, whole: how many of its eigenvalues are degenerate, and how many negative.
import BuildGraph
import Datasets
import Experiments
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// Shares of the Hessian's eigenvalues after some steps.
package struct HessianPoint: Codable, Sendable, Equatable {
    package var step: Int
    package var count: DegeneracyCount

    package init(step: Int, count: DegeneracyCount) { (self.step, self.count) = (step, count) }
}

/// The Hessians of the training loss of a network on the first training images, at some snapshots of its training.
struct NetworkHessians: Target {
    let plan: TrainingPlan
    let seed: Int
    let training: Input<TrainingRecord>
    let source: TrainingImages
    let samples: Int
    let steps: [Int]

    var words: [String] { plan.words + ["Hessian", "seed \(seed)"] }
    var resources: Resources { plan.hessianResources(source) }
    var work: Double? { plan.hessianWork(source, samples: samples, count: steps.count) }

    func make(_ inputs: Inputs) throws -> [HessianPoint] {
        let all = LabelledImages(try inputs[source.data].training)
        let (network, meanSquare) = try plan.realisation(seed: seed, inputs: all.inputs, classes: all.classes)
        let (batch, labels) = all.matrix(samples, map: InputMap(try inputs[source.statistics], meanSquare: meanSquare))
        return try inputs[training].snapshots.filter { steps.contains($0.step) }.map { snapshot in
            let hessian = try BatchHessian<Double>(
                network, parameters: snapshot.parameters.map(Double.init), inputs: batch, labels: labels, objective: plan.objective)
            let matrix = try hessian.matrix(), eigenvalues = try matrix.symmetricEigenvalues()
            return HessianPoint(step: snapshot.step, count: DegeneracyCount(eigenvalues, forced: hessian.forcedNullity(of: matrix)))
        }
    }
}
