// Accuracies after longer training: the networks of figure 4 under SGD, at the rates that were chosen for it, for some epochs more. What
// P1's abstract says about generalisation is about long trainings; these are as long as the profile can afford, and judge nothing.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import NeuralNetworks

/// How long, and how many networks.
package struct LongerScale: Codable, Hashable, Sendable {
    /// The test accuracy is told after these many epochs, ascending; the training ends after the last.
    var epochs: [Int]
    /// Of each kind.
    var networks: Int

    package init(epochs: [Int], networks: Int) { (self.epochs, self.networks) = (epochs, networks) }

    static let smoke = LongerScale(epochs: [1, 2, 4], networks: 2)
    static let laptop = LongerScale(epochs: [1, 2, 4], networks: 2)
    static let overnight = LongerScale(epochs: [1, 2], networks: 1)
    static let paper = LongerScale(epochs: [1, 10, 100], networks: 4)
}

/// The longer trainings.
struct LongerTrainings: Encodable, Sendable {
    struct Kind: Encodable, Sendable {
        let initialisation: Initialisation
        let trainings: [Input<TrainingRecord>]
    }

    let kinds: [Kind]
    let epochs: [Int]
    let stepsPerEpoch: Int

    /// - Parameter curves: those whose rates are used.
    init(_ scale: LongerScale, curves: [LearningCurve], on images: TrainingImages, _ sizes: ImagesScale) {
        epochs = scale.epochs
        let stepsPerEpoch = max(1, (sizes.training - sizes.validation + batchSize - 1) / batchSize)
        self.stepsPerEpoch = stepsPerEpoch
        let looks = scale.epochs.map { $0 * stepsPerEpoch }
        kinds = curves.filter { $0.optimiser == .sgd }.map { curve in
            var plan = TrainingPlan(
                initialisation: curve.initialisation, width: curve.width, depth: curve.depth, optimiser: .sgd, batchSize: batchSize,
                steps: looks.last ?? stepsPerEpoch, heldOut: .test(sizes.test))
            plan.probes = [Probe(.accuracy(images: sizes.test), after: looks)]
            return Kind(initialisation: curve.initialisation, trainings: (0..<scale.networks).map {
                Input(ChosenTraining(plan: plan, rate: curve.rate, seed: Judging.choosingSeed(1000 + $0), images: images))
            })
        }
    }
}

/// `longer.accuracies`, `longer.networks`.
struct LongerAccuracies: Target {
    struct Value: Codable, Sendable, Equatable {
        var networks, epochs, steps: Int
        /// By kind and number of epochs.
        var accuracies: Table
    }

    let trainings: LongerTrainings
    var label: String? { "longer" }

    func make(_ inputs: Inputs) throws -> Value {
        let epochs = trainings.epochs
        let columns = epochs.map { Table.Column("epoch \($0)", heading: $0 == 1 ? "1 epoch" : "\($0) epochs", format: .percent(1)) }
        return Value(
            networks: trainings.kinds.first?.trainings.count ?? 0, epochs: epochs.last ?? 0, steps: (epochs.last ?? 0) * trainings.stepsPerEpoch,
            accuracies: Table("network", columns: columns, rows: try trainings.kinds.map { kind in
                let records = try inputs[kind.trainings]
                return Table.Row(kind.initialisation.name, label: kind.initialisation.markdownName, epochs.indices.map { k in
                    .number(Moments.mean(records.map { k < $0.evaluations.count ? $0.evaluations[k].accuracy : $0.chanceAccuracy }))
                })
            }))
    }
}
