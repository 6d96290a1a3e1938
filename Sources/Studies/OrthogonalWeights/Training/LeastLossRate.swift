// The rate of a kind of network: chosen on validation images by networks that judge nothing.
import BuildGraph
import Experiments
import NeuralNetworks

/// The rate with the smallest validation loss at the end of short trainings, averaged over networks.
struct LeastLossRate: Target {
    let rates: [Double]
    /// Indexed by rate and network.
    let trainings: [[Input<TrainingRecord>]]

    func make(_ inputs: Inputs) throws -> ChosenRate.Value {
        let losses = try trainings.map { Moments.mean(try inputs[$0].map(\.finalLoss)) }
        // Of equal rates the smaller wins; a rate at which a training diverged never does.
        let best = losses.indices.min { (losses[$0].isNaN ? .infinity : losses[$0], $0) < (losses[$1].isNaN ? .infinity : losses[$1], $1) } ?? 0
        return ChosenRate.Value(
            rate: rates[best], isAtEdge: best == 0 || best == rates.count - 1, merit: -losses[best], finalAccuracy: nil, networks: trainings[best].count)
    }
}

extension TrainingRecord {
    /// The last loss on held-out images; infinite after a divergence.
    var finalLoss: Double { divergedAt == nil ? evaluations.last?.loss ?? .infinity : .infinity }

    /// The smallest loss on held-out images.
    var leastLoss: Double { evaluations.map(\.loss).filter(\.isFinite).min() ?? .infinity }

    /// Steps until the loss is below a mark, interpolated between evaluations; all steps, `steps`, if it never is.
    func steps(toLoss mark: Double, atMost steps: Int) -> Double {
        guard let after = evaluations.firstIndex(where: { $0.loss <= mark }) else { return Double(steps) }
        guard after > 0 else { return 1 }
        let (a, b) = (evaluations[after - 1], evaluations[after])
        let part = (a.loss - mark) / (a.loss - b.loss)
        return max(1, Double(a.step) + part * Double(b.step - a.step))
    }

    func hasReached(loss mark: Double) -> Bool { evaluations.contains { $0.loss <= mark } }
}
