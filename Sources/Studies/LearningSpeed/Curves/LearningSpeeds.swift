// The tables beside figure 4, and beside the same figure on MNIST.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// The tables: `learning-speed.steps`, `learning-speed.accuracies`; `digit-speed` on MNIST.
struct LearningSpeeds: Target {
    private struct Network {
        var initialisation: Initialisation
        /// s_max of the theory, and the networks' geometric mean of s_max divided by the root mean square singular value.
        var largestSingularValue, measuredSingularValue: Double
        /// Whether the chosen rate is the smallest or largest of those tried.
        var isRateAtEdge: Bool
        /// Steps to the mark with their 95 % interval; "more than" the steps taken if some network never reached it.
        var steps: Table.Cell
        /// Mean final accuracy.
        var finalAccuracy: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var depth, width, replicates, ratesTried: Int
        /// By network and optimiser: steps to the mark; the final accuracy, beside the largest singular value.
        var steps, accuracies: Table
        /// How many chosen rates are at an edge of their grid, and how many there are.
        var ratesAtEdge, curves: Int
    }

    let curves: [LearningCurve]
    let ratesTried: Int
    var name = "learning-speed"
    var label: String? { name }

    func make(_ inputs: Inputs) throws -> Value {
        let optimisers = curves.map(\.optimiser).uniqued()
        // One group per optimiser, each with the same networks.
        let groups = try optimisers.map { optimiser in
            try curves.filter { $0.optimiser == optimiser }.map { try network($0, inputs) }
        }
        let networks = groups.first ?? []
        func rows(_ cells: (_ network: Int) -> [Table.Cell]) -> [Table.Row] {
            networks.indices.map { Table.Row(networks[$0].initialisation.name, label: networks[$0].initialisation.markdownName, cells($0)) }
        }
        let steps = Table(
            "network", columns: optimisers.map { .init($0.name, format: .significant(2)) },
            rows: rows { k in groups.map { $0[k].steps } })
        let edges = [
            Table.Column("theory", heading: "$s_{\\max}$: theory", format: .fixed(1)), .init("networks", format: .fixed(1)),
        ]
        let accuracies = Table(
            "network", columns: edges + optimisers.map { .init($0.name, format: .percent(1)) },
            rows: rows { k in
                [.number(networks[k].largestSingularValue), .number(networks[k].measuredSingularValue)]
                    + groups.map { .number($0[k].finalAccuracy) }
            })
        return Value(
            depth: curves.first?.depth ?? 0, width: curves.first?.width ?? 0, replicates: curves.first?.trainings.count ?? 0,
            ratesTried: ratesTried, steps: steps, accuracies: accuracies,
            ratesAtEdge: groups.joined().count { $0.isRateAtEdge }, curves: curves.count)
    }

    private func network(_ curve: LearningCurve, _ inputs: Inputs) throws -> Network {
        let records = try inputs[curve.trainings]
        let steps = records.compactMap { $0.steps(toAccuracy: learningMark) }
        return Network(
            initialisation: curve.initialisation,
            largestSingularValue: try curve.initialisation.spectrum(depth: curve.depth).largestSingularValue(),
            measuredSingularValue: exp(TrainingRecord.logFirstEdge(records)), isRateAtEdge: try inputs[curve.rate].isAtEdge,
            steps: steps.count < records.count
                ? .above(Double(curve.steps)) : Moments.geometricMean(ofLogarithms: steps.map { log(max(1, $0)) }),
            finalAccuracy: Moments.mean(records.map(\.finalAccuracy)))
    }
}
