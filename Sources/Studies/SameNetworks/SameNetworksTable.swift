// The numbers beside the figure, for the text: `three-measures.kinds`, `three-measures.agreement`, and the settings.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels

/// The settings of the experiment, for the text.
package struct SameNetworksSettings: Codable, Hashable, Sendable {
    var inputs, width, depth, layers, steps, batchSize, networks, pairs, choosers: Int
    var rates: String
    var trainingImages, validationImages, testImages, jacobianImages, kernelImages, samples: Int

    init(_ scale: SameNetworksScale) {
        (inputs, width, depth, layers) = (scale.inputs, scale.width, scale.depth, scale.depth + 2)
        (steps, batchSize, networks, pairs) = (scale.steps, scale.batchSize, scale.networks, scale.networks / 2)
        choosers = scale.choosers
        rates = scale.rates.map { NumberText.short($0) }.joined(separator: ", ")
        (trainingImages, validationImages, testImages) = (scale.trainingImages, scale.validationImages, scale.testImages)
        (jacobianImages, kernelImages, samples) = (scale.jacobianImages, scale.kernelImages, scale.samples)
    }
}

/// The tables of the experiment.
struct SameNetworksTable: Target {
    struct Value: Codable, Sendable, Equatable {
        var settings: SameNetworksSettings
        /// Parameters per network.
        var parameters: Int
        /// By kind of network.
        var kinds: Table
        /// By pair of measures, at the start and at the end; and of each measure with the loss reached.
        var agreement: Table
    }

    let networks: MeasuredNetworks
    let settings: SameNetworksSettings
    var label: String? { "three-measures" }

    func make(_ inputs: Inputs) throws -> Value {
        let records = try inputs.records(of: networks)
        return Value(
            settings: settings, parameters: try inputs[networks.kinds[0].curvatures[0]].first?.count.parameters ?? 0,
            kinds: try kinds(records, inputs), agreement: agreement(records))
    }

    private func kinds(_ records: JointRecords, _ inputs: Inputs) throws -> Table {
        let columns = [
            Table.Column("rate", heading: "$\\eta$", format: .significant(3)),
            .init("jacobian", heading: "$J$: start", format: .significant(2)), .init("jacobianEnd", heading: "end", format: .significant(2)),
            .init("kernel", heading: "kernel: start", format: .significant(2)), .init("kernelEnd", heading: "end", format: .significant(2)),
            .init("change", heading: "change", format: .significant(2)), .init("hessian", heading: "degenerate: start", format: .fixed(2)),
            .init("hessianEnd", heading: "end", format: .fixed(2)), .init("negative", heading: "negative: start", format: .fixed(2)),
            .init("negativeEnd", heading: "end", format: .fixed(2)), .init("loss", heading: "least test loss", format: .significant(2)),
            .init("accuracy", heading: "accuracy", format: .percent(0)),
        ]
        return Table("network", columns: columns, rows: try records.kinds.indices.map { k in
            let kind = records.kinds[k]
            func mean(_ measure: Measure, _ stage: Stage) -> Table.Cell {
                cell(Moments.mean((0..<kind.pairCount).map { kind.measure(measure, stage, pair: $0) }))
            }
            func network(_ value: (NetworkCourse) -> Double?) -> Table.Cell { cell(Moments.mean(kind.networks.map { value($0) ?? .nan })) }
            return Table.Row(kind.name, label: networks.kinds[k].initialisation.markdownName, [
                .number(try inputs[networks.kinds[k].rate].rate), mean(.jacobian, .start), mean(.jacobian, .end), mean(.kernel, .start),
                mean(.kernel, .end), network { $0.kernelChanges.last }, mean(.hessian, .start), mean(.hessian, .end), network { $0.negative.first },
                network { $0.negative.last }, network { $0.leastLoss }, network { $0.finalAccuracy },
            ])
        })
    }

    /// A mean over networks of which one diverged is not told.
    private func cell(_ value: Double) -> Table.Cell { value.isFinite ? .number(value) : .missing }

    private func agreement(_ records: JointRecords) -> Table {
        let measures = Measure.allCases
        let pairs = measures.indices.flatMap { a in measures.indices.filter { $0 > a }.map { (measures[a], measures[$0]) } }
        func interval(_ values: [Double]) -> Table.Cell { values.count > 1 ? Moments.interval(values) : .missing }
        return Table(
            "rank correlation over the kinds", columns: [.init("start", heading: "at the start", format: .fixed(2)), .init("end", heading: "after training", format: .fixed(2))],
            rows: pairs.map { a, b in
                Table.Row("\(a.name), \(b.name)", [interval(records.correlations(a, b, .start)), interval(records.correlations(a, b, .end))])
            } + measures.map { measure in
                Table.Row("\(measure.name), loss reached", [interval(records.predictions(measure)), interval(records.predictions(measure, .end))])
            })
    }
}

extension Measure {
    /// In a table.
    var name: String {
        switch self {
        case .jacobian: "Jacobian"
        case .kernel: "kernel"
        case .hessian: "Hessian"
        }
    }
}
