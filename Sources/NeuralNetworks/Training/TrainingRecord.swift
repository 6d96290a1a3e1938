// What was seen of a training.

/// The course of a training.
public struct TrainingRecord: Hashable, Codable, Sendable {
    /// Mean loss of each step's batch before the step, nats. Ends with the step at which training diverged.
    public var batchLosses: [Double] = []
    public var evaluations: [Point] = []
    public var jacobians: [JacobianPoint] = []
    /// The first step whose loss was not a finite number; nil when there was none. What follows would be no training.
    public var divergedAt: Int?

    /// How the network did after some steps.
    public struct Point: Hashable, Codable, Sendable {
        public var step: Int
        public var validation: Evaluation
        public var test: Evaluation
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

    /// The first step after which the accuracy on the validation images was at least `accuracy`: P1's learning time tau.
    /// Nil when it was never.
    public func steps(toValidationAccuracy accuracy: Double) -> Int? {
        evaluations.first { $0.validation.accuracy >= accuracy }?.step
    }

    /// The same on the test images.
    public func steps(toTestAccuracy accuracy: Double) -> Int? {
        evaluations.first { $0.test.accuracy >= accuracy }?.step
    }
}
