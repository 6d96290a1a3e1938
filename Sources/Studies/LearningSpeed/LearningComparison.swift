// What the claims about figure 4 observe in records of trainings: kinds of networks beside each other, network by network,
// since networks of one number share their seed and the order of their images.
import Experiments
import Manuscript
import NeuralNetworks

/// Kinds of networks, the one that should learn fastest first.
package struct LearningComparison {
    package struct Kind {
        let name: String
        let records: [TrainingRecord]
        /// Whether its rate is the least or greatest of those tried: a better one may lie outside.
        let isRateAtEdge: Bool

        package init(_ name: String, _ records: [TrainingRecord], isRateAtEdge: Bool) {
            (self.name, self.records, self.isRateAtEdge) = (name, records, isRateAtEdge)
        }
    }

    let kinds: [Kind]
    /// Steps of a training.
    let steps: Int

    package init(_ kinds: [Kind], steps: Int) {
        (self.kinds, self.steps) = (kinds, steps)
    }

    /// How much longer each kind takes to the mark than the one before.
    package var delays: LearningObservation {
        let items = kinds.indices.dropFirst().map { slow in
            Observation.Item("\(kinds[slow].name) after \(kinds[slow - 1].name)", delay(of: slow))
        }
        return LearningObservation(.list(items), doubt: doubtOfDelays)
    }

    /// How much longer a kind takes than the one before.
    package func delay(of slow: Int) -> Quantity {
        .sample(zip(kinds[slow].records, kinds[slow - 1].records).map {
            $0.logLearningTime(atMost: steps) - $1.logLearningTime(atMost: steps)
        })
    }

    /// A time that is cut off is too short: of the slower kind that counts against the claim, of the faster one for it.
    package var doubtOfDelays: String? {
        let cut = kinds.dropLast().first { $0.records.contains { !$0.hasLearnt } }
        return doubtOfRates ?? cut.map { "not all networks of \($0.name) learnt" }
    }

    /// How much more accurate the first kind ends than the second.
    package var accuracyAtTheEnd: LearningObservation {
        guard kinds.count == 2 else { return LearningObservation(.value(.sample([])), doubt: "there are not two kinds") }
        return LearningObservation(
            .value(.sample(zip(kinds[0].records, kinds[1].records).map { $0.finalAccuracy - $1.finalAccuracy })),
            note: "\(kinds[0].name) beside \(kinds[1].name)", doubt: doubtOfRates)
    }

    private var doubtOfRates: String? {
        let atEdge = kinds.filter(\.isRateAtEdge).map(\.name)
        return atEdge.isEmpty ? nil : "the chosen rate is the least or greatest of those tried for \(atEdge.joined(separator: " and for "))"
    }
}
