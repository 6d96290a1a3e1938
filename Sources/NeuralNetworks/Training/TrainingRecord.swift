// What was seen of a training.
import Foundation

/// The course of a training.
public struct TrainingRecord: Hashable, Codable, Sendable {
    /// Mean loss of each step's batch before the step, nats. Ends with the step at which training diverged.
    public var batchLosses: [Double] = []
    public var evaluations: [Point] = []
    public var jacobians: [JacobianPoint] = []
    /// The first step whose loss was not a finite number; nil when there was none. What follows would be no training.
    public var divergedAt: Int?

    /// How the network did on the held-out images after some steps.
    public struct Point: Hashable, Codable, Sendable {
        public var step: Int
        /// Mean cross-entropy, nats.
        public var loss: Double
        public var accuracy: Double

        init(step: Int, evaluation: Evaluation) {
            self.step = step
            loss = evaluation.loss
            accuracy = evaluation.accuracy
        }
    }

    /// How isometric the network was after some steps.
    public struct JacobianPoint: Hashable, Codable, Sendable {
        public var step: Int
        /// All singular values at all images, image after image.
        public var singularValues: [Double]
        /// Mean over the images of s_max.
        public var largest: Double
        /// Mean over the images of <lambda>² / <lambda²> with lambda = s²: 1 for an isometry (P1, figure 6b).
        public var conditioning: Double
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
