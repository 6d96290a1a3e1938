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
        /// By kind of network, after the last step.
        var spectra: Table
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
        let rows = records.kinds.map { kind -> Table.Row in
            let last = kind.curvatures.compactMap(\.last)
            func mean(_ value: (CurvaturePoint) -> Double) -> Table.Cell { .number(Moments.mean(last.map(value))) }
            return Table.Row(kind.name, [
                mean { $0.count.absoluteFraction }, mean { $0.count.relativeFraction }, mean { $0.count.forcedFraction },
                mean { $0.count.negativeFraction }, mean { $0.mixture?.degenerateFraction ?? 1 }, mean { $0.count.largest },
                mean { $0.singularities.overlap }, mean { $0.singularities.smallestIncoming }, mean { $0.singularities.effectiveRank },
            ])
        }
        return Value(
            inputs: networks.inputs, samples: networks.samples, width: setting.width, depth: setting.depth, steps: setting.steps,
            batchSize: setting.batchSize, networks: networks.trainings.first?.count ?? 0, parameters: all.first?.count.parameters ?? 0,
            rate: setting.rate, snapshots: setting.snapshots.map(String.init).joined(separator: ", "),
            spectra: Table(
                "network",
                columns: [
                    .init("absolute", heading: "$\\lvert\\lambda\\rvert < 10^{-3}$", format: .fixed(3)),
                    .init("relative", heading: "$\\lvert\\lambda\\rvert < 10^{-4}\\lambda_{\\max}$", format: .fixed(3)),
                    .init("forced", heading: "forced zeros", format: .fixed(3)), .init("negative", format: .fixed(3)),
                    .init("mixture", heading: "degenerate by the mixture", format: .fixed(3)),
                    .init("largest", heading: "$\\lambda_{\\max}$", format: .significant(2)), .init("overlap", format: .fixed(3)),
                    .init("smallest incoming", heading: "smallest incoming weights", format: .fixed(2)),
                    .init("effective rank", format: .fixed(3)),
                ], rows: rows),
            shareAtBends: records.kinds.map { Moments.mean($0.curvatures.joined().map(\.shareAtBends)) }.max() ?? 0,
            exactFits: all.count { $0.mixture?.isExact == true }, fits: all.count)
    }
}
