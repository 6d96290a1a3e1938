// The course of one network: what was measured of it, step by step.
import Experiments
import Foundation
import NeuralNetworks

/// One network along its training.
package struct NetworkCourse: Sendable {
    /// After how many steps Jacobian and kernel were measured; then the variance of λ/⟨λ⟩, the mean over images.
    package var steps: [Int]
    package var jacobianSpreads: [Double]
    package var kernels: [[Float]]
    /// After how many steps the Hessian was computed; then shares of its eigenvalues.
    package var hessianSteps: [Int]
    package var degenerate: [Double]
    package var negative: [Double]
    /// The least loss on test images along the training, which is what it reached: steps at a large rate raise the last one by chance.
    package var leastLoss: Double
    /// On test images after the last step.
    package var finalAccuracy: Double

    package init(
        steps: [Int], jacobianSpreads: [Double], kernels: [[Float]], hessianSteps: [Int], degenerate: [Double], negative: [Double],
        leastLoss: Double, finalAccuracy: Double
    ) {
        (self.steps, self.jacobianSpreads, self.kernels) = (steps, jacobianSpreads, kernels)
        (self.hessianSteps, self.degenerate, self.negative) = (hessianSteps, degenerate, negative)
        (self.leastLoss, self.finalAccuracy) = (leastLoss, finalAccuracy)
    }

    init(_ record: TrainingRecord, kernels: [KernelPoint], hessians: [HessianPoint]) {
        self.init(
            steps: record.jacobians.map(\.step), jacobianSpreads: record.jacobians.map(\.relativeVariance), kernels: kernels.map(\.kernel),
            hessianSteps: hessians.map(\.step), degenerate: hessians.map(\.count.relativeFraction),
            negative: hessians.map(\.count.relativeNegativeFraction),
            leastLoss: record.evaluations.map(\.loss).filter(\.isFinite).min() ?? .infinity, finalAccuracy: record.finalAccuracy)
    }

    /// |H - H at the start|/|H at the start|, step by step.
    package var kernelChanges: [Double] {
        guard let first = kernels.first else { return [] }
        return kernels.map { (squaredDistance($0, first) / squaredNorm(first)).squareRoot() }
    }
}

extension TrainingRecord.JacobianPoint {
    /// ⟨λ²⟩/⟨λ⟩² - 1 for the squared singular values λ of J, by the harmonic mean of 1 + it over the images: 0 for an isometry.
    var relativeVariance: Double { conditioning > 0 ? 1 / conditioning - 1 : .infinity }
}

/// The relative variance of the kernel over seeds, from two networks: |H_a - H_b|²/2 estimates the variance without bias, and
/// H_a · H_b the squared norm of the mean.
package func kernelSpread(_ a: [Float], _ b: [Float]) -> Double {
    let product = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    return product > 0 ? 0.5 * squaredDistance(a, b) / product : .infinity
}

private func squaredNorm(_ x: [Float]) -> Double { x.reduce(0) { $0 + Double($1) * Double($1) } }

private func squaredDistance(_ x: [Float], _ y: [Float]) -> Double {
    zip(x, y).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
}
