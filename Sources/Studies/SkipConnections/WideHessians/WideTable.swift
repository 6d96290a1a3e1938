// The numbers of wide networks for the text: `wide-hessians.shares`, `wide-hessians.parameters`.
import BuildGraph
import Experiments
import Manuscript
import NeuralNetworks

/// The setting of the wide networks, and bounds on their degenerate shares.
struct WideTable: Target {
    struct Value: Codable, Sendable, Equatable {
        var parameters, width, samples, probes, lanczosSteps, steps, networks: Int
        var depths: String
        /// By depth, kind and step, means over the networks.
        var shares: Table
        /// The widest of the bounds on the share with |λ| < 1e-3.
        var widest: Double
    }

    let networks: WideNetworks
    var label: String? { "wide-hessians" }

    func make(_ inputs: Inputs) throws -> Value {
        var (rows, widest, parameters): ([Table.Row], Double, Int) = ([], 0, 0)
        for (d, depth) in networks.depths.enumerated() {
            for (k, kind) in networks.kinds.enumerated() {
                let records = try inputs[networks.curvatures[d][k]]
                for position in records.first?.indices ?? 0..<0 {
                    let points = records.map { $0[position] }
                    if d == 0 { parameters = points.first?.parameters ?? 0 }
                    func bounds(_ measure: EstimatedMeasure) throws -> Table.Cell {
                        let shares = try points.map(measure.share), (low, high) = (Moments.mean(shares.map(\.low)), Moments.mean(shares.map(\.high)))
                        if measure == .absolute { widest = max(widest, high - low) }
                        return .interval(0.5 * (low + high), low: low, high: high)
                    }
                    let name = (networks.depths.count > 1 ? "\(depth) layers, " : "") + "\(kind.name), step \(points[0].step)"
                    rows.append(Table.Row(name, [
                        try bounds(.absolute), try bounds(.relative),
                        .number(Moments.mean(try points.map { try $0.estimate.size(ofAtLeast: 0.9) })),
                        .number(Moments.mean(try points.map { try $0.estimate.largest() })),
                        .number(try points.map { try EstimatedMeasure.absolute.share($0).standardError }.max() ?? .nan),
                    ]))
                }
            }
        }
        return Value(
            parameters: parameters, width: networks.setting.width, samples: networks.samples, probes: networks.probes,
            lanczosSteps: networks.steps, steps: networks.setting.steps, networks: networks.trainings[0][0].count,
            depths: networks.depths.map(String.init).joined(separator: " and "),
            shares: Table(
                "network",
                columns: [
                    .init("absolute", heading: "$\\lvert\\lambda\\rvert < 10^{-3}$", format: .fixed(2)),
                    .init("relative", heading: "$\\lvert\\lambda\\rvert < 10^{-4}\\lambda_{\\max}$", format: .fixed(2)),
                    .init("bulk", heading: "$\\lvert\\lambda\\rvert$ of nine in ten, at most", format: .significant(2)),
                    .init("largest", heading: "$\\lambda_{\\max}$", format: .significant(2)),
                    .init("error", heading: "standard error of the vectors", format: .significant(1)),
                ], rows: rows),
            widest: widest)
    }
}
