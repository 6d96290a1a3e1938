// The rate that a curve is shown at: chosen on validation images, by trainings of networks that are shown nowhere else.
import BuildGraph
import NeuralNetworks

/// The best of several learning rates: that of the highest mean accuracy over the logarithm of the step, so that each decade
/// counts as much and fast learners win, averaged over several networks.
public struct ChosenRate: Target {
    public struct Value: Codable, Sendable, Equatable {
        public var rate: Double
        /// Whether it is the least or the greatest of those tried, so that a better one may lie outside.
        public var isAtEdge: Bool
        /// What it was chosen for, and the mean accuracy at the end at this rate, where one was seen.
        public var merit: Double
        public var finalAccuracy: Double?
        /// How many networks chose.
        public var networks: Int

        package init(rate: Double, isAtEdge: Bool, merit: Double, finalAccuracy: Double?, networks: Int) {
            (self.rate, self.isAtEdge, self.merit) = (rate, isAtEdge, merit)
            (self.finalAccuracy, self.networks) = (finalAccuracy, networks)
        }
    }

    let rates: [Double]
    /// By rate and network.
    let trainings: [[Input<TrainingRecord>]]

    /// Tries some trainings at each rate: of the same networks at all rates.
    package init(_ rates: [Double], trainings: (Double) -> [Training]) {
        self.rates = rates
        self.trainings = rates.map { rate in trainings(rate).map { Input($0) } }
    }

    public func make(_ inputs: Inputs) throws -> Value {
        Self.choose(rates, try trainings.map { try inputs[$0] })
    }

    /// Of equals the smaller rate.
    /// - Parameters:
    ///   - rates: ascending, at least one.
    ///   - records: by rate and network.
    package static func choose(_ rates: [Double], _ records: [[TrainingRecord]]) -> Value {
        let merits = records.map { Moments.mean($0.map(\.meanAccuracy)) }
        let best = merits.indices.max { (merits[$0], -$0) < (merits[$1], -$1) } ?? 0
        return Value(
            rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, merit: merits[best],
            finalAccuracy: Moments.mean(records[best].map(\.finalAccuracy)), networks: records[best].count)
    }
}
