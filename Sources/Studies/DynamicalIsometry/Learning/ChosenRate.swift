// The rate that a curve is shown at: chosen on validation images, from trainings of a network that is shown nowhere else.
import BuildGraph
import NeuralNetworks

/// The best of several learning rates: that of the highest accuracy over the course of the training, each decade of steps
/// counting as much, so that fast learners win.
public struct ChosenRate: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var rate: Double
        /// Whether it is the least or the greatest of those tried, so that a better one may lie outside.
        public var isAtEdge: Bool
        /// Merits, rate by rate; 0 for a training that diverged.
        public var merits: [Double]
    }

    let rates: [Double]
    let trainings: [Input<TrainingRecord>]

    /// Tries `plan` at each rate.
    init(_ rates: [Double], training: (Double) -> Training) {
        self.rates = rates
        trainings = rates.map { Input(training($0)) }
    }

    public func make(_ inputs: Inputs) throws -> Value {
        let merits = try inputs[trainings].map { record -> Double in
            guard record.divergedAt == nil, !record.evaluations.isEmpty else { return 0 }
            return record.evaluations.reduce(0) { $0 + $1.accuracy } / Double(record.evaluations.count)
        }
        // Of equals the smaller rate.
        let best = merits.indices.max { merits[$0] < merits[$1] || (merits[$0] == merits[$1] && $0 > $1) } ?? 0
        return Value(rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, merits: merits)
    }
}
