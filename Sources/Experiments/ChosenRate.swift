// The rate that a curve is shown at: chosen on validation images, from trainings of a network that is shown nowhere else.
import BuildGraph
import NeuralNetworks

/// The best of several learning rates: that of the highest mean accuracy over the logarithm of the step, so that each decade
/// counts as much and fast learners win.
public struct ChosenRate: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var rate: Double
        /// Whether it is the least or the greatest of those tried, so that a better one may lie outside.
        public var isAtEdge: Bool
        /// What it was chosen for, and the accuracy at the end at this rate, where one was seen.
        public var merit: Double
        public var finalAccuracy: Double?

        package init(rate: Double, isAtEdge: Bool, merit: Double, finalAccuracy: Double?) {
            (self.rate, self.isAtEdge, self.merit, self.finalAccuracy) = (rate, isAtEdge, merit, finalAccuracy)
        }
    }

    let rates: [Double]
    let trainings: [Input<TrainingRecord>]

    /// Tries a training at each rate.
    package init(_ rates: [Double], training: (Double) -> Training) {
        self.rates = rates
        trainings = rates.map { Input(training($0)) }
    }

    public func make(_ inputs: Inputs) throws -> Value {
        Self.choose(rates, try inputs[trainings])
    }

    /// Of equals the smaller rate.
    package static func choose(_ rates: [Double], _ records: [TrainingRecord]) -> Value {
        let merits = records.map(\.meanAccuracy)
        let best = merits.indices.max { (merits[$0], -$0) < (merits[$1], -$1) } ?? 0
        return Value(
            rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, merit: merits[best], finalAccuracy: records[best].finalAccuracy)
    }
}
