// The numbers beside the figures of Hessians, for the text: `hessians.spectra`, `hessians.parameters`.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// The Hessians' settings, and a table of their shares.
struct CurvatureTable: Target {
    struct Value: Codable, Sendable, Equatable {
        var inputs, samples, width, depth, steps, batchSize, networks, parameters: Int
        var rate: Double
        /// The steps after which the Hessian is taken.
        var snapshots: String
        /// A row per number, a column per kind of network: after the last step, and what training changed, network by network.
        var spectra, changes: Table
        /// Pairs of a neuron and a sample at a bend of the ReLU, of all pairs, in the kind that has most.
        var shareAtBends: Double
        /// How many of the fits met all four moments, of how many.
        var exactFits, fits: Int
    }

    let networks: CurvatureNetworks
    var label: String? { "hessians" }

    func make(_ inputs: Inputs) throws -> Value {
        let records = try inputs.records(of: networks), setting = networks.setting
        let all = records.kinds.flatMap { $0.curvatures.joined() }
        return Value(
            inputs: networks.inputs, samples: networks.samples, width: setting.width, depth: setting.depth, steps: setting.steps,
            batchSize: setting.batchSize, networks: networks.trainings.first?.count ?? 0, parameters: all.first?.count.parameters ?? 0,
            rate: setting.rate, snapshots: setting.snapshots.map(String.init).joined(separator: ", "),
            spectra: Self.table("after the last step", records) { $0.last },
            changes: Self.table("change by training", records) { values in values.last.map { $0 - values[0] } },
            shareAtBends: records.kinds.map { Moments.mean($0.curvatures.joined().map(\.shareAtBends)) }.max() ?? 0,
            exactFits: all.count { $0.mixture?.isExact == true }, fits: all.count)
    }

    /// Numbers of the Hessians and of the singularities, each made from its values at a network's snapshots: means over networks with standard
    /// errors.
    private static func table(
        _ title: String, _ records: CurvatureRecords, _ number: (_ values: [Double]) -> Double?
    ) -> Table {
        func row(_ name: String, _ label: String? = nil, _ value: (CurvaturePoint) -> Double) -> Table.Row {
            Table.Row(name, label: label, records.kinds.map { Moments.estimate($0.curvatures.compactMap { number($0.map(value)) }) })
        }
        return Table(
            title, columns: records.kinds.map { .init($0.name, format: .significant(2)) },
            rows: [
                row("absolute", "share with $\\lvert\\lambda\\rvert < 10^{-3}$") { $0.count.absoluteFraction },
                row("relative", "share with $\\lvert\\lambda\\rvert < 10^{-4}\\lambda_{\\max}$") { $0.count.relativeFraction },
                row("forced", "share of forced zeros") { $0.count.forcedFraction },
                row("negative", "share of negative ones") { $0.count.negativeFraction },
                row("mixture", "degenerate share by the mixture") { $0.mixture?.degenerateFraction ?? 1 },
                row("largest", "$\\lambda_{\\max}$") { $0.count.largest },
                row("overlap") { $0.singularities.overlap },
                row("overlap of weights", "overlap, learnt weights alone") { $0.singularities.overlapOfWeights },
                row("smallest incoming", "smallest incoming weights") { $0.singularities.smallestIncoming },
                row("smallest incoming of weights", "smallest incoming weights, learnt alone") { $0.singularities.smallestIncomingOfWeights },
                row("effective rank") { $0.singularities.effectiveRank },
            ])
    }
}
