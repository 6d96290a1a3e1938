// The numbers beside the figure about isometry and curvature, for the text: `isometry-of-hessians.kinds`.
import BuildGraph
import Experiments
import Manuscript

/// Conditioning and degeneracy of each kind of untrained network.
struct IsometryTable: Target {
    struct Value: Codable, Sendable, Equatable {
        var networks: Int
        var kinds: Table
    }

    let networks: IsometricNetworks
    var label: String? { "isometry-of-hessians" }

    func make(_ inputs: Inputs) throws -> Value {
        let records = try inputs.records(of: networks)
        return Value(
            networks: networks.trainings.first?.count ?? 0,
            kinds: Table(
                "network",
                columns: [
                    .init("conditioning", heading: "conditioning of $J$", format: .fixed(3)),
                    .init("degenerate", heading: "$\\lvert\\lambda\\rvert < 10^{-4}\\lambda_{\\max}$", format: .fixed(3)),
                ],
                rows: records.kinds.map {
                    Table.Row($0.name, [Moments.estimate($0.conditioning), Moments.estimate($0.degeneracy)])
                }))
    }
}
