// The tables of all tensors: by the recursions at three depths, and measured.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks
import SignalPropagation

/// `tensors.theory`, `tensors.silent`, `tensors.measured`, `tensors.deep`.
struct TensorTable: Target {
    struct Value: Codable, Sendable, Equatable {
        /// Of the recursions where biases learn at the rate 1/l, and where they do not.
        var theory, silent: Table
        /// Where theory is tested: at the deepest such layer, beside the theory.
        var measured: Table
        /// Of deep networks of one width.
        var deep: Table
        /// The layer of `measured`, and the two widths from which it is extrapolated.
        var layer, narrow, wide: Int
        /// Networks at each width; and of the deep ones, with their width.
        var networks, deepNetworks, deepWidth: Int
    }

    let depths = [5, 20, 100]
    let tested, deep: [TensorEvidence]
    let theory, silent: [Input<[FiniteWidthStatistics]>]
    var label: String? { "tensors" }

    init(_ simulations: Simulations) {
        (tested, deep) = (simulations.tested, simulations.deep)
        func theory(_ setting: TangentSetting) -> Input<[FiniteWidthStatistics]> {
            Input(TensorTheory(setting: setting.replacingWeightVariance(by: simulations.weightVariance), depth: 100))
        }
        self.theory = WeightEnsemble.inOrder.map { theory(.main($0)) }
        silent = WeightEnsemble.inOrder.map { theory(.silentBiases($0)) }
    }

    func make(_ inputs: Inputs) throws -> Value {
        let records = try tested.map { try inputs.records($0) }, last = (records.first?.widths.count ?? 2) - 2
        let layer = records.first?.testedLayers(last).last ?? 2
        return Value(
            theory: ratios(try theory.map { try inputs[$0] }), silent: ratios(try silent.map { try inputs[$0] }),
            measured: measured(records, pair: last, layer: layer), deep: deepValues(try deep.map { try inputs.records($0) }), layer: layer,
            narrow: records.first?.widths[last] ?? 0, wide: records.first?.widths[last + 1] ?? 0,
            networks: (records.first?.groupCount ?? 0) * (tested.first?.networksPerGroup ?? 0),
            deepNetworks: (deep.first?.networksPerGroup ?? 0) * (try deep.first.map { try inputs.records($0).groupCount } ?? 0),
            deepWidth: deep.first?.widths.first ?? 0)
    }

    private func rows(_ cells: (Correlator) -> [Table.Cell]) -> [Table.Row] {
        Correlator.allCases.map { Table.Row($0.rawValue, label: $0.markdownName, cells($0)) }
    }

    private func ratios(_ theory: [[FiniteWidthStatistics]]) -> Table {
        Table(
            "tensor",
            columns: WeightEnsemble.inOrder.flatMap { ensemble in
                depths.map { Table.Column("\(ensemble.displayName) \($0)", heading: "\(ensemble.displayName), $l = \($0)$", format: .significant(3)) }
            }, rows: rows { correlator in theory.flatMap { statistics in depths.map { .number(statistics[$0 - 1].ratio(correlator)) } } })
    }

    private func measured(_ records: [TensorRecords], pair: Int, layer: Int) -> Table {
        Table(
            "tensor",
            columns: WeightEnsemble.inOrder.map(\.displayName).flatMap { name in
                [
                    Table.Column("\(name) theory", heading: "\(name): theory", format: .fixed(3)), .init("\(name) networks", heading: "networks", format: .fixed(3)),
                    .init("\(name) chi", heading: "$\\chi^2$ per point", format: .fixed(2)),
                ]
            },
            rows: rows { correlator in
                records.flatMap { records -> [Table.Cell] in
                    [
                        .number(records.theory[layer - 1].ratio(correlator)), Moments.interval(records.extrapolated(correlator, layer: layer, from: pair)),
                        .number(Moments.mean(records.chiSquares(correlator))),
                    ]
                }
            })
    }

    private func deepValues(_ records: [TensorRecords]) -> Table {
        let layers = records.first.map { first in depths.compactMap { depth in first.layers.last { $0 <= depth } } } ?? []
        return Table(
            "tensor",
            columns: WeightEnsemble.inOrder.flatMap { ensemble in
                layers.uniqued().map { Table.Column("\(ensemble.displayName) \($0)", heading: "\(ensemble.displayName), $l = \($0)$", format: .significant(2)) }
            },
            rows: rows { correlator in
                records.flatMap { records in layers.uniqued().map { Moments.interval(records.values(correlator, layer: $0, width: 0)) } }
            })
    }
}

/// The limits in closed form: `limits`.
struct LimitTable: Target {
    var label: String? { "limits" }

    /// As functions of v.
    private static let forms: [(correlator: Correlator, gaussian: String, orthogonal: String)] = [
        (.G1, "$-1/3$", "$2$"), (.V, "$2/3$", "$-2$"), (.A, "$4v^2/27$", "$0$"), (.B, "$1/3$", "$0$"), (.D, "$-2v/9$", "$0$"), (.F, "$1/4$", "$-2/3$"),
        (.P, "$-1/12$", "$-1/3$"), (.Q, "$-v/16$", "$-v/9$"), (.R, "$-1/12 + v/48$", "$-1/3 + v/9$"), (.S, "$(1-v)/12$", "$(1-v)/3$"),
        (.T, "$v^2/32$", "$2v^2/27$"), (.U, "$0$", "$0$"),
    ]

    func make(_ inputs: Inputs) throws -> Table {
        let rates = [TangentSetting.BiasRate.overLayer(1), .constant(0)]
        let limits = try WeightEnsemble.inOrder.map { ensemble in
            try rates.map { try LargeDepthLimits(TangentSetting(.tanh, ensemble, biasRate: $0)) }
        }
        return Table(
            "tensor",
            columns: WeightEnsemble.inOrder.map(\.displayName).flatMap { name in
                [
                    Table.Column("\(name) main", heading: "\(name), $v = 2/3$", format: .significant(3)),
                    .init("\(name) silent", heading: "$v = 0$", format: .significant(3)),
                ]
            },
            rows: Self.forms.map { form in
                Table.Row(
                    form.correlator.rawValue, label: "\(form.correlator.markdownName): \(form.gaussian), \(form.orthogonal)",
                    limits.flatMap { $0.map { .number($0[form.correlator]) } })
            })
    }
}

/// `published-fit.width`, `.readings["1/l"].chiSquare`.
struct PublishedComparison: Target {
    struct Reading: Codable, Sendable, Equatable {
        /// "1/l".
        var name: String
        /// Per point, and the root mean square difference.
        var chiSquare, rootMeanSquare: Double
    }

    struct Value: Codable, Sendable, Equatable {
        var width, points, gaussianPoints: Int
        /// Of the biases' rates.
        var readings: [Reading]
        /// The standard error of D's points as their third differences show it, and the error of reading.
        var errorOfD, readingError: Double
        /// chi² per point of our networks of width 50: in units of the kernels of infinite width, and of their own mean kernels.
        var gaussian, orthogonal, gaussianMeasured, orthogonalMeasured: Double
    }

    let file = PublishedCorrelators.file
    /// Networks of width 50, by ensemble.
    let networks: [TensorEvidence]
    let names = ["1/l", "constant", "none"]
    let readings: [Input<[FiniteWidthStatistics]>]
    var label: String? { "published-fit" }

    init(_ simulations: Simulations) {
        networks = simulations.published
        readings = [TangentSetting.BiasRate.overLayer(1), .constant(1), .constant(0)].map {
            Input(TensorTheory(setting: .published(.orthogonal, biasRate: $0), depth: PublishedCorrelators.depth))
        }
    }

    func make(_ inputs: Inputs) throws -> Value {
        let published = try PublishedCorrelators(inputs.text(of: file))
        let own = published.points.filter { $0.ensemble == .orthogonal && $0.layer > 1 }
        func chiSquare(_ k: Int, measured: Bool) throws -> Double {
            Moments.mean(try inputs.records(networks[k]).chiSquares(published, WeightEnsemble.inOrder[k], inMeasuredUnits: measured).perGroup)
        }
        return Value(
            width: PublishedCorrelators.width, points: own.count, gaussianPoints: published.points.count { $0.ensemble == .gaussian && $0.layer > 1 },
            readings: try zip(names, readings).map { name, theory in
                let statistics = try inputs[theory]
                let squares = own.map { pow($0.value - statistics[$0.layer - 1].ratio($0.correlator), 2) }
                return Reading(name: name, chiSquare: published.chiSquare(statistics), rootMeanSquare: Moments.mean(squares).squareRoot())
            },
            errorOfD: published.standardError(.orthogonal, .D), readingError: PublishedCorrelators.readingError(.orthogonal),
            gaussian: try chiSquare(0, measured: false), orthogonal: try chiSquare(1, measured: false), gaussianMeasured: try chiSquare(0, measured: true),
            orthogonalMeasured: try chiSquare(1, measured: true))
    }
}

/// The settings of the simulations, for the text: `tensor-settings.networks`.
struct TensorSettings: Target {
    struct Value: Codable, Sendable {
        var widths: String
        var groups, networks, pairs, depth, deepWidth, deepNetworks, preactivationWidth, preactivationNetworks, publishedNetworks: Int
    }

    let value: Value
    var label: String? { "tensor-settings" }

    init(_ scale: TensorScale) {
        value = Value(
            widths: scale.widths.map(String.init).joined(separator: ", "), groups: scale.testedGroups, networks: scale.testedGroups * scale.networks, pairs: scale.pairs,
            depth: scale.deep.depth, deepWidth: scale.deep.width, deepNetworks: scale.deep.groups * scale.deep.networks,
            preactivationWidth: scale.preactivationWidths.last ?? 0, preactivationNetworks: scale.groups * scale.preactivationNetworks,
            publishedNetworks: scale.groups * scale.publishedNetworks)
    }

    func make(_ inputs: Inputs) throws -> Value { value }
}
