// Numbers that the text quotes about trainings.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The table beside figure 4: `learning-speed.optimisers[0].networks[2].quarter`.
struct LearningSpeeds: Target {
    struct Network: Codable, Sendable, Equatable {
        var name: String
        /// The chosen rate.
        var rate: Double
        /// s_max of the theory, and the geometric mean of the networks'.
        var largestSingularValue, measuredSingularValue: Double
        /// Whether the chosen rate is the least or greatest of those tried.
        var isRateAtEdge: Bool
        /// Steps to a test accuracy of 0.2, 1/4 and 0.3 with 95 % intervals: "12 (10–14)"; "> 300" when some network never had it.
        var fifth, quarter, thirty: String
        /// Mean accuracy at the end.
        var finalAccuracy: Double
        /// Networks that diverged.
        var diverged: Int
    }

    struct Group: Codable, Sendable, Equatable {
        var name: String
        var networks: [Network]
    }

    struct Value: Codable, Sendable, Equatable {
        var depth, width, steps, replicates, ratesTried: Int
        var optimisers: [Group]
        /// Chosen rates at an edge of their grid, of how many.
        var ratesAtEdge, curves: Int
    }

    let curves: [LearningCurve]
    let ratesTried: Int
    var label: String? { "learning-speed" }

    func make(_ inputs: Inputs) throws -> Value {
        let groups = try LearningCurve.optimisers(of: curves).map { optimiser in
            Group(name: optimiser.name, networks: try curves.filter { $0.optimiser == optimiser }.map { try network($0, inputs) })
        }
        return Value(
            depth: curves.first?.depth ?? 0, width: curves.first?.width ?? 0, steps: curves.first?.steps ?? 0,
            replicates: curves.first?.trainings.count ?? 0, ratesTried: ratesTried, optimisers: groups,
            ratesAtEdge: groups.flatMap(\.networks).count { $0.isRateAtEdge }, curves: curves.count)
    }

    private func network(_ curve: LearningCurve, _ inputs: Inputs) throws -> Network {
        let records = try inputs[curve.trainings]
        func steps(_ accuracy: Double) -> String {
            guard records.allSatisfy({ $0.steps(toAccuracy: accuracy) != nil }) else { return "> \(curve.steps)" }
            return IntervalText.geometricMean(ofLogarithms: records.compactMap { $0.steps(toAccuracy: accuracy).map { log(max(1, $0)) } })
        }
        return Network(
            name: curve.initialisation.name, rate: try inputs[curve.rate].rate,
            largestSingularValue: try curve.initialisation.spectrum(depth: curve.depth).largestSingularValue(),
            measuredSingularValue: exp(TrainingRecord.logFirstEdge(records)), isRateAtEdge: try inputs[curve.rate].isAtEdge,
            fifth: steps(0.2), quarter: steps(learningMark), thirty: steps(0.3),
            finalAccuracy: Moments.mean(records.map(\.finalAccuracy)), diverged: records.count { $0.divergedAt != nil })
    }
}

/// A mean with its interval, in words.
enum IntervalText {
    /// "12 (10–14)": the geometric mean and its 95 % interval (Student's t over the logarithms).
    static func geometricMean(ofLogarithms values: [Double]) -> String {
        let mean = Moments.mean(values)
        let half = Estimate(
            value: mean, noises: [(pow(Moments.standardError(values), 2), Double(max(1, values.count - 1)))], count: values.count
        ).halfWidth(confidence: 0.95)
        func text(_ logarithm: Double) -> String {
            let value = exp(logarithm)
            return NumberText.text(value, .fixed(value < 10 ? 1 : 0), in: .plain) ?? "?"
        }
        return "\(text(mean)) (\(text(mean - half))–\(text(mean + half)))"
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
