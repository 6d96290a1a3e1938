// The table of the trainings, and their settings.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// `orthogonal-learning.results`, `.width`, `.trainingImages`.
struct TrainingTable: Target {
    struct Value: Codable, Sendable, Equatable {
        /// By data, loss, depth and ensemble.
        var results: Table
        var width, steps, networks, choosers, choosingSteps, trainingImages, validationImages, testImages, kernelImages, shallow, deep: Int
        var depths, rates, smallerRates: String
        /// Networks per kind on CIFAR-10 and with the cross-entropy.
        var colourNetworks, otherNetworks: Int
        var mark: Double
        /// "MNIST, the official files".
        var digits, colour: String
    }

    let panels: [TrainingPanel]
    /// Of the first panel's kinds.
    let spreads: [Input<KernelSpread.Value>]
    private let settings: Settings
    var label: String? { "orthogonal-learning" }

    /// What the text says of the scale.
    private struct Settings: Encodable {
        let width, steps, networks, choosers, choosingSteps, trainingImages, validationImages, testImages, kernelImages, shallow, deep: Int
        let depths: [Int]
        let rates, smallerRates: [Double]
        let colourNetworks, otherNetworks: Int
    }

    init(panels: [TrainingPanel], spreads: [Input<KernelSpread.Value>], scale: OrthogonalTrainingScale) {
        (self.panels, self.spreads) = (panels, spreads)
        settings = Settings(
            width: scale.width, steps: scale.steps, networks: scale.networks, choosers: scale.choosers, choosingSteps: scale.choosingSteps,
            trainingImages: scale.trainingImages, validationImages: scale.validationImages, testImages: scale.testImages,
            kernelImages: scale.kernelImages, shallow: scale.shallow, deep: scale.deep, depths: scale.depths, rates: scale.rates, smallerRates: scale.smallerRates,
            colourNetworks: scale.colourNetworks, otherNetworks: scale.otherNetworks)
    }

    func make(_ inputs: Inputs) throws -> Value {
        let rows = try panels.enumerated().flatMap { k, panel in
            try panel.kinds.enumerated().map { try row($1, panel, spread: k == 0 ? inputs[spreads[$0]] : nil, inputs) }
        }
        let columns = [
            Table.Column("rate", heading: "rate $\\eta$", format: .significant(2)), .init("loss", heading: "least test loss", format: .fixed(4)),
            .init("accuracy", heading: "accuracy", format: .percent(1)), .init("steps", heading: "steps to the mark", format: .significant(3)),
            .init("start", heading: "spread of $H$: start", format: .fixed(2)), .init("end", heading: "end", format: .fixed(2)),
            .init("change", heading: "change of $H$", format: .fixed(2)),
        ]
        let s = settings
        return Value(
            results: Table("network", columns: columns, rows: rows), width: s.width, steps: s.steps, networks: s.networks, choosers: s.choosers,
            choosingSteps: s.choosingSteps, trainingImages: s.trainingImages, validationImages: s.validationImages, testImages: s.testImages,
            kernelImages: s.kernelImages, shallow: s.shallow, deep: s.deep, depths: s.depths.map(String.init).joined(separator: ", "),
            rates: s.rates.map { NumberText.short($0) }.joined(separator: ", "),
            smallerRates: s.smallerRates.map { NumberText.short($0) }.joined(separator: ", "), colourNetworks: s.colourNetworks,
            otherNetworks: s.otherNetworks, mark: TrainingRecords.mark,
            digits: try panels.first.map { try inputs[$0.origin].text } ?? "", colour: try panels.last.map { try inputs[$0.origin].text } ?? "")
    }

    private func row(_ kind: NetworkKind, _ panel: TrainingPanel, spread: KernelSpread.Value?, _ inputs: Inputs) throws -> Table.Row {
        let records = try inputs[kind.trainings], losses = records.map(\.leastLoss).filter(\.isFinite)
        let isSquared = panel.loss == .squaredError
        let times = records.filter { $0.hasReached(loss: TrainingRecords.mark) }.map { log($0.steps(toLoss: TrainingRecords.mark, atMost: panel.steps)) }
        let time: Table.Cell = !isSquared ? .missing : times.count < records.count ? .above(Double(panel.steps)) : Moments.geometricMean(ofLogarithms: times)
        let last = (spread?.deviations.count ?? 0) - 1
        let name = "\(try inputs[panel.origin].name), \(isSquared ? "squared error" : "cross-entropy"), \(kind.name)"
        return Table.Row(name, [
            .number(try inputs[kind.rate].rate), losses.count < records.count ? .missing : Moments.interval(losses),
            .number(Moments.mean(records.map(\.finalAccuracy))), time, last < 0 ? .missing : spread.map { .number($0.spread(0)) } ?? .missing,
            last < 0 ? .missing : spread.map { .number($0.spread(last)) } ?? .missing, last < 0 ? .missing : spread.map { .number(Moments.mean($0.changes)) } ?? .missing,
        ])
    }
}
