// What was recorded of a training.
import Foundation

/// The course of a training.
public struct TrainingRecord: Hashable, Codable, Sendable {
    /// eta.
    public var rate: Double
    /// The number of classes of the images.
    public var classes: Int
    /// Mean loss of each step's batch before the step. Ends with the step at which training diverged.
    public var batchLosses: [Double] = []
    public var evaluations: [Point] = []
    public var jacobians: [JacobianPoint] = []
    public var snapshots: [Snapshot] = []
    /// The first step before or after which the loss, or the Jacobian, was not a finite number, where training stops; nil if it
    /// stayed finite.
    public var divergedAt: Int?

    package init(rate: Double, classes: Int) {
        self.rate = rate
        self.classes = classes
    }

    /// Loss and accuracy on held-out images after some steps.
    public struct Point: Hashable, Codable, Sendable {
        public var step: Int
        /// Mean over the images.
        public var loss: Double
        public var accuracy: Double

        package init(step: Int, loss: Double, accuracy: Double) {
            self.step = step
            self.loss = loss
            self.accuracy = accuracy
        }
    }

    /// The parameters after some steps, as they lie in memory.
    public struct Snapshot: Hashable, Codable, Sendable {
        public var step: Int
        public var parameters: [Float]
    }

    /// The accuracy of guessing.
    public var chanceAccuracy: Double { 1 / Double(classes) }

    /// P1's learning time tau: steps until the accuracy is `mark`, interpolated between two evaluations linearly in the
    /// logarithm of the step (in the step itself before step 1). Nil if it is never reached.
    public func steps(toAccuracy mark: Double) -> Double? {
        guard let after = evaluations.firstIndex(where: { $0.accuracy >= mark }) else { return nil }
        let (step, accuracy) = (Double(evaluations[after].step), evaluations[after].accuracy)
        guard after > 0 else { return step }
        let (lastStep, lastAccuracy) = (Double(evaluations[after - 1].step), evaluations[after - 1].accuracy)
        let part = (mark - lastAccuracy) / (accuracy - lastAccuracy)
        return lastStep == 0 ? part * step : lastStep * pow(step / lastStep, part)
    }
}
