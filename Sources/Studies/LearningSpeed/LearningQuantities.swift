// Numbers that the text quotes about trainings.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The tables beside figure 4: `learning-speed.steps`, `learning-speed.accuracies`.
struct LearningSpeeds: Target {
    private struct Network {
        var initialisation: Initialisation
        /// s_max of the theory, and the geometric mean of the networks'.
        var largestSingularValue, measuredSingularValue: Double
        /// Whether the chosen rate is the least or greatest of those tried.
        var isRateAtEdge: Bool
        /// Steps to the mark with their 95 % interval; above all that were taken when some network never came so far.
        var steps: Table.Cell
        /// Mean accuracy at the end.
        var finalAccuracy: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var depth, width, replicates, ratesTried: Int
        /// By network and optimiser: steps to the mark; the accuracy at the end, beside the largest singular value.
        var steps, accuracies: Table
        /// Chosen rates at an edge of their grid, of how many.
        var ratesAtEdge, curves: Int
    }

    let curves: [LearningCurve]
    let ratesTried: Int
    var label: String? { "learning-speed" }

    func make(_ inputs: Inputs) throws -> Value {
        let optimisers = LearningCurve.optimisers(of: curves)
        // Optimiser by optimiser, each with the same networks.
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

extension Moments {
    /// The geometric mean and its 95 % interval (Student's t over the logarithms).
    static func geometricMean(ofLogarithms values: [Double]) -> Table.Cell {
        let mean = mean(values)
        let half = Estimate(
            value: mean, noises: [(pow(standardError(values), 2), Double(max(1, values.count - 1)))], count: values.count
        ).halfWidth(confidence: 0.95)
        return .interval(exp(mean), low: exp(mean - half), high: exp(mean + half))
    }
}

/// How the trainings were done: `learning.depth`, `learning.rates.sgd`.
struct LearningSettings: Target {
    struct Value: Codable, Sendable, Equatable {
        var depth, width, batchSize, steps, replicates, validationImages, testImages: Int
        /// Grids, as lists in words.
        var sgdRates, momentumRates, adaptiveRates, depths, qStars, scaledRates: String
        var smallestQStar: String
        /// The greatest depth of figure 5 over the least.
        var depthRange: Double
        var longestTime, timeReplicates, isometryDepth, isometryReplicates: Int
        /// eta L of figure 6.
        var isometryRate: Double
        /// How often each image is seen in a training of figures 4 and 6.
        var epochs: Double
    }

    let value: Value
    var label: String? { "learning" }

    init(_ scale: LearningScale) {
        func list(_ numbers: [Double]) -> String { numbers.map { NumberText.text($0, .significant(3), in: .plain) ?? "?" }.joined(separator: ", ") }
        value = Value(
            depth: scale.depth, width: scale.width, batchSize: scale.batchSize, steps: scale.steps, replicates: scale.replicates,
            validationImages: scale.validationImages, testImages: scale.testImages,
            sgdRates: list(scale.rates(of: .sgd)), momentumRates: list(scale.rates(of: .momentum)),
            adaptiveRates: list(scale.rates(of: .adam)), depths: scale.depths.map(String.init).joined(separator: ", "),
            qStars: scale.qStars.map(Fraction.text).joined(separator: ", "),
            scaledRates: scale.scaledRates.map(Fraction.text).joined(separator: ", "),
            smallestQStar: scale.qStars.min().map(Fraction.text) ?? "",
            depthRange: Double(scale.depths.max() ?? 1) / Double(scale.depths.min() ?? 1), longestTime: scale.longestTime,
            timeReplicates: scale.timeReplicates, isometryDepth: scale.isometryDepth, isometryReplicates: scale.isometryReplicates,
            isometryRate: scale.isometryScaledRate,
            epochs: Double(scale.steps * scale.batchSize) / Double(max(1, scale.trainingImages - scale.validationImages)))
    }

    func make(_ inputs: Inputs) throws -> Value { value }
}
