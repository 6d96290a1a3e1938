// The numbers beside the figure of coarse classes, for the text: `coarse-networks.accuracies`.
import BuildGraph
import Experiments
import LinearAlgebra
import Manuscript
import NeuralNetworks

/// The accuracies and degenerate shares after the last step.
struct CoarseClassesTable: Target {
    struct Value: Codable, Sendable, Equatable {
        /// By kind of network.
        var accuracies: Table
    }

    let networks: CurvatureNetworks
    /// Indexed by kind and network.
    let tests: [[Input<Double>]]

    init(_ networks: CurvatureNetworks, on images: TrainingImages, seeds: [Int]) {
        self.networks = networks
        tests = zip(networks.kinds, networks.trainings).map { kind, trainings in
            zip(seeds, trainings).map { Input(TestAccuracy(plan: networks.setting.plan(kind), seed: $0, images: images, training: $1)) }
        }
    }

    var label: String? { "coarse-networks" }

    func make(_ inputs: Inputs) throws -> Value {
        let records = try inputs.records(of: networks)
        let rows = try zip(records.kinds, tests).map { kind, tests -> Table.Row in
            let ends = kind.trainings.map(\.finalAccuracy), counts = kind.curvatures.compactMap(\.last?.count)
            func mean(_ value: (DegeneracyCount) -> Double) -> Table.Cell { .number(Moments.mean(counts.map(value))) }
            return Table.Row(kind.name, [
                .number(Moments.mean(ends)), .number(Moments.standardError(ends)), .number(Moments.mean(try inputs[tests])),
                mean(\.absoluteFraction), mean(\.relativeFraction), mean(\.negativeFraction), .number(Double(ends.count)),
            ])
        }
        return Value(
            accuracies: Table(
                "network",
                columns: [
                    .init("training", format: .percent(1)), .init("error", heading: "standard error", format: .percent(1)),
                    .init("test", format: .percent(1)), .init("absolute", heading: "$\\lvert\\lambda\\rvert < 10^{-3}$", format: .fixed(3)),
                    .init("relative", heading: "$\\lvert\\lambda\\rvert < 10^{-4}\\lambda_{\\max}$", format: .fixed(3)), .init("negative", format: .fixed(3)),
                    .init("networks", format: .fixed(0)),
                ], rows: rows))
    }
}

/// The share of the test images that a trained network classifies rightly.
struct TestAccuracy: Target {
    let plan: TrainingPlan
    let seed: Int
    let images: TrainingImages
    let training: Input<TrainingRecord>

    var words: [String] { plan.words + ["test accuracy", "seed \(seed)"] }

    func make(_ inputs: Inputs) throws -> Double {
        let data = try inputs[images.data], classes = LabelledImages(data.training).classes, test = LabelledImages(data.test)
        let (network, meanSquare) = try plan.realisation(seed: seed, inputs: test.inputs, classes: classes)
        let (batch, labels) = test.matrix(test.count, map: InputMap(try inputs[images.statistics], meanSquare: meanSquare))
        return try inputs[training].snapshots.last.map { last in
            try BatchHessian<Float>(
                network, parameters: last.parameters.map { Double($0) }, inputs: batch, labels: labels, objective: plan.objective
            ).accuracy(labels)
        } ?? .nan
    }
}
