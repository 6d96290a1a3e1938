// The numbers beside the figures of trained networks, for the text: `skip-networks.accuracies`, `skip-networks.strength`.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// The trainings' settings, and a table of their accuracies.
struct AccuracyTable: Target {
    struct Value: Codable, Sendable, Equatable {
        var inputs, width, depth, steps, batchSize, networks, choosers, trainingImages: Int
        var rate: Double
        /// The chosen strength and deviation of BiasReg, and the grids.
        var strength, deviation: Double
        var strengths, deviations: String
        /// The gain in mean accuracy at which they were chosen.
        var gain: Double
        /// By kind of network: training and test accuracy after the last step.
        var accuracies: Table
        /// By kind of network: ln of the gradient with respect to the first layer's signals over the last's, before training, at the first
        /// snapshot of it and after the last step.
        var gradients: Table
        /// That first snapshot.
        var early: Int
    }

    let networks: ComparedNetworks
    let strengths: [Double]
    let deviations: [Double]
    let choosers: Int
    let trainingImages: Int
    var label: String? { "skip-networks" }

    func make(_ inputs: Inputs) throws -> Value {
        let setting = networks.setting, chosen = try inputs[networks.penalty]
        func list(_ values: [Double]) -> String { values.map { NumberText.short($0) }.joined(separator: ", ") }
        let rows = try networks.kinds.indices.map { kind -> Table.Row in
            let ends = try inputs[networks.trainings[kind]].map(\.finalAccuracy)
            let tests = try inputs[networks.gradients[kind]].map(\.testAccuracy)
            return Table.Row(networks.kinds[kind].name, [
                .number(Moments.mean(ends)), .number(Moments.standardError(ends)), .number(Moments.mean(tests)),
            ])
        }
        let decays = try networks.kinds.indices.map { kind -> Table.Row in
            let points = try inputs[networks.gradients[kind]].map(\.points)
            return Table.Row(networks.kinds[kind].name, setting.threeLooks.map { k in Moments.estimate(points.map { -$0[k].logDecay }) })
        }
        return Value(
            inputs: networks.inputs, width: setting.width, depth: setting.depth, steps: setting.steps, batchSize: setting.batchSize,
            networks: networks.trainings.first?.count ?? 0, choosers: choosers, trainingImages: trainingImages, rate: setting.rate,
            strength: chosen.penalty.strength, deviation: chosen.penalty.deviation, strengths: list(strengths), deviations: list(deviations),
            gain: chosen.merit - chosen.plainMerit,
            accuracies: Table(
                "network",
                columns: [
                    .init("training", format: .percent(1)), .init("error", heading: "standard error", format: .percent(1)),
                    .init("test", format: .percent(1)),
                ], rows: rows),
            gradients: Table(
                "network",
                columns: [
                    .init("start", heading: "before training", format: .fixed(2)),
                    .init("early", heading: "after \(setting.snapshots[1]) steps", format: .fixed(2)),
                    .init("end", heading: "after \(setting.steps) steps", format: .fixed(2)),
                ], rows: decays),
            early: setting.snapshots[1])
    }
}
