// The Hessian of a network that is too large for its whole spectrum, along its training: stochastic Lanczos quadrature in single
// precision. It is that of the training loss on the first samples, at the parameters that the training kept.
import BuildGraph
import Experiments
import LinearAlgebra
import NetworkModels
import NeuralNetworks

/// What is known of a large network's curvature after some steps.
public struct EstimatedPoint: Hashable, Codable, Sendable {
    public var step: Int
    public var parameters: Int
    public var estimate: SpectralEstimate

    package init(step: Int, parameters: Int, estimate: SpectralEstimate) {
        (self.step, self.parameters, self.estimate) = (step, parameters, estimate)
    }
}

/// The estimated curvature of a network at each snapshot of its training.
struct EstimatedCurvature: Target {
    let plan: TrainingPlan
    let seed: Int
    let images: TrainingImages
    let training: Input<TrainingRecord>
    /// Training images on which the loss is taken.
    let samples: Int
    /// Random vectors, and products with each.
    let probes: Int
    let steps: Int
    let snapshots: Int
    /// P, to within the biases.
    let parameters: Int

    var words: [String] { plan.words + ["Hessian by Lanczos", "seed \(seed)"] }
    /// The bases of all probes, in double precision, and the products of all probes.
    var resources: Resources {
        Resources.heavy(memory: 8 * parameters * probes * (steps + 4) + 64 * samples * plan.hidden.width * plan.hidden.count + (400 << 20))
    }
    /// Products, and three passes over the basis at a tenth of their rate.
    var work: Double? {
        let products = 12 * Double(parameters * samples), orthogonalisation = 60 * Double(parameters * (steps + 1))
        return Double(snapshots * probes * steps) * (products + orthogonalisation)
    }

    func make(_ inputs: Inputs) throws -> [EstimatedPoint] {
        let all = LabelledImages(try inputs[images.data].training)
        let (network, meanSquare) = try plan.realisation(seed: seed, inputs: all.inputs, classes: all.classes)
        let (batch, labels) = all.matrix(samples, map: InputMap(try inputs[images.statistics], meanSquare: meanSquare))
        return try inputs[training].snapshots.map { snapshot in
            let hessian = try BatchHessian<Float>(
                network, parameters: snapshot.parameters.map { Double($0) }, inputs: batch, labels: labels, objective: plan.objective)
            var products: [[Float]] = []
            let estimate = try SpectralEstimate(count: hessian.count, probes: probes, steps: steps, seed: UInt64(seed)) {
                vectors throws(LinearAlgebraError) in
                try hessian.times(vectors.map { $0.map { Float($0) } }, into: &products)
                return products.map { $0.map { Double($0) } }
            }
            return EstimatedPoint(step: snapshot.step, parameters: hessian.count, estimate: estimate)
        }
    }
}
