// The Hessian of one network's loss along its training, whole: all eigenvalues, what the paper's mixture says of them, and the
// singularities that are near. It is that of the training loss on the first samples, at the parameters that the training kept.
import BuildGraph
import Experiments
import Foundation
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// What is known of a network's curvature after some steps.
public struct CurvaturePoint: Hashable, Codable, Sendable {
    public var step: Int
    /// All eigenvalues of the Hessian, ascending.
    public var eigenvalues: [Double]
    public var count: DegeneracyCount
    /// The paper's fit of the eigenvalues' first four moments; nil for a Hessian of zeros.
    public var mixture: MomentMixture?
    /// Pairs of a neuron and a sample at a bend, where the loss has no second derivative, of all pairs.
    public var shareAtBends: Double
    public var singularities: Singularities

    package init(
        step: Int, eigenvalues: [Double], count: DegeneracyCount, mixture: MomentMixture?, shareAtBends: Double, singularities: Singularities
    ) {
        (self.step, self.eigenvalues, self.count) = (step, eigenvalues, count)
        (self.mixture, self.shareAtBends, self.singularities) = (mixture, shareAtBends, singularities)
    }
}

/// The curvature of a network at each snapshot of its training.
struct NetworkCurvature: Target {
    let plan: TrainingPlan
    let seed: Int
    let images: TrainingImages
    let training: Input<TrainingRecord>
    /// Training images on which the loss is taken.
    let samples: Int

    var words: [String] { plan.words + ["Hessian", "seed \(seed)"] }
    var resources: Resources { plan.hessianResources(images) }
    var work: Double? { plan.hessianWork(images, samples: samples, count: plan.snapshotCount) }

    func make(_ inputs: Inputs) throws -> [CurvaturePoint] {
        let all = LabelledImages(try inputs[images.data].training)
        let (network, meanSquare) = try plan.realisation(seed: seed, inputs: all.inputs, classes: all.classes)
        let (batch, labels) = all.matrix(samples, map: InputMap(try inputs[images.statistics], meanSquare: meanSquare))
        return try inputs[training].snapshots.map { snapshot in
            let parameters = snapshot.parameters.map { Double($0) }
            let hessian = try BatchHessian<Double>(network, parameters: parameters, inputs: batch, labels: labels, objective: plan.objective)
            let matrix = try hessian.matrix()
            let eigenvalues = try matrix.symmetricEigenvalues()
            let moments = (1...4).map { k in eigenvalues.reduce(0) { $0 + pow($1, Double(k)) } / Double(eigenvalues.count) }
            return CurvaturePoint(
                step: snapshot.step, eigenvalues: eigenvalues, count: DegeneracyCount(eigenvalues, forced: hessian.forcedNullity(of: matrix)),
                mixture: MomentMixture(moments: moments),
                shareAtBends: Double(hessian.pairsAtBends) / Double(samples * plan.hidden.count * plan.hidden.width),
                singularities: try Singularities(network, parameters, signals: (1...plan.hidden.count).map { hessian.signals($0) }))
        }
    }
}
