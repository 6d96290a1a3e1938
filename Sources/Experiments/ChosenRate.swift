// The rate at which a curve is shown: chosen on validation images, by trainings of networks that are shown nowhere else.
import BuildGraph
import NeuralNetworks

/// The best of several learning rates: the one with the highest accuracy, averaged over the logarithm of the step, so that
/// each decade has equal weight and fast learners win, and over several networks.
public struct ChosenRate: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var rate: Double
        /// Whether it is the smallest or the largest of those tried, so that a better one may lie outside.
        public var isAtEdge: Bool
        /// The mean accuracy by which it was chosen, and the mean final accuracy at this rate, if there is one.
        public var merit: Double
        public var finalAccuracy: Double?
        /// The number of networks that chose it.
        public var networks: Int

        package init(rate: Double, isAtEdge: Bool, merit: Double, finalAccuracy: Double?, networks: Int) {
            (self.rate, self.isAtEdge, self.merit) = (rate, isAtEdge, merit)
            (self.finalAccuracy, self.networks) = (finalAccuracy, networks)
        }
    }

    let rates: [Double]
    /// Indexed by rate and network.
    let trainings: [[Input<TrainingRecord>]]

    /// Tries the same networks at every rate.
    package init(_ rates: [Double], trainings: (Double) -> [Training]) {
        self.rates = rates
        self.trainings = rates.map { rate in trainings(rate).map { Input($0) } }
    }

    public func make(_ inputs: Inputs) throws -> Value {
        Self.choose(rates, try trainings.map { try inputs[$0] })
    }

    /// Of equal rates the smaller wins.
    /// - Parameters:
    ///   - rates: ascending, at least one.
    ///   - records: indexed by rate and network.
    package static func choose(_ rates: [Double], _ records: [[TrainingRecord]]) -> Value {
        let merits = records.map { Moments.mean($0.map(\.meanAccuracy)) }
        let best = merits.indices.max { (merits[$0], -$0) < (merits[$1], -$1) } ?? 0
        return Value(
            rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, merit: merits[best],
            finalAccuracy: Moments.mean(records[best].map(\.finalAccuracy)), networks: records[best].count)
    }
}
