// What was seen of a training.
import Foundation

/// The course of a training.
public struct TrainingRecord: Hashable, Codable, Sendable {
    /// Mean loss of each step's batch before the step, nats. Ends with the step at which training diverged.
    public var batchLosses: [Double] = []
    public var evaluations: [Point] = []
    public var jacobians: [JacobianPoint] = []
    /// The first step before or after which the loss, or the Jacobian, was not a finite number; nil when there was none. What
    /// follows would be no training.
    public var divergedAt: Int?

    package init() {}

    /// How the network did on the held-out images after some steps.
    public struct Point: Hashable, Codable, Sendable {
        public var step: Int
        /// Mean cross-entropy, nats.
        public var loss: Double
        public var accuracy: Double

        package init(step: Int, loss: Double, accuracy: Double) {
            self.step = step
            self.loss = loss
            self.accuracy = accuracy
        }
    }

    /// How isometric the network was after some steps.
    public struct JacobianPoint: Hashable, Codable, Sendable {
        public var step: Int
        /// All singular values at all images, image after image.
        public var singularValues: [Double]
        /// Mean over the images of s_max.
        public var largest: Double
        /// Mean over the images of <lambda>² / <lambda²> with lambda = s²: 1 for an isometry, 1/N where all goes into one
        /// direction (P1, figure 6b), 0 for J = 0.
        public var conditioning: Double

        /// - Parameter spectra: singular values at each image, largest first.
        package init(step: Int, spectra: [[Double]]) {
            self.step = step
            singularValues = spectra.flatMap { $0 }
            largest = spectra.reduce(0) { $0 + ($1.first ?? 0) } / Double(spectra.count)
            conditioning = spectra.reduce(0) { $0 + Self.conditioning($1) } / Double(spectra.count)
        }

        /// Relative to the largest, so that no fourth power leaves the range of a Double.
        private static func conditioning(_ values: [Double]) -> Double {
            guard let largest = values.first, largest > 0 else { return 0 }
            let eigenvalues = values.map { ($0 / largest) * ($0 / largest) }
            let first = eigenvalues.reduce(0, +), second = eigenvalues.reduce(0) { $0 + $1 * $1 }
            return first * first / (Double(values.count) * second)
        }
    }

    /// P1's learning time tau: steps until the accuracy is `mark`, between two evaluations along a straight line over the
    /// logarithm of the step (over the step before the first). Nil when it never was.
    public func steps(toAccuracy mark: Double) -> Double? {
        guard let after = evaluations.firstIndex(where: { $0.accuracy >= mark }) else { return nil }
        let (step, accuracy) = (Double(evaluations[after].step), evaluations[after].accuracy)
        guard after > 0 else { return step }
        let (lastStep, lastAccuracy) = (Double(evaluations[after - 1].step), evaluations[after - 1].accuracy)
        let part = (mark - lastAccuracy) / (accuracy - lastAccuracy)
        return lastStep == 0 ? part * step : lastStep * pow(step / lastStep, part)
    }
}
