// Numbers about the binary landscapes that the text quotes.
import BuildGraph
import Foundation
import Manuscript

/// Means over problems: `binary-landscapes.table`, `binary-landscapes.weights`.
struct LandscapeSummary: Target {
    struct Value: Codable, Sendable, Equatable {
        /// Weights, hidden layers and problems.
        var weights, hidden, problems: Int
        /// Of each kind of network.
        var table: Table
    }

    let landscapes: BinaryLandscapes
    var label: String? { "binary-landscapes" }

    func make(_ inputs: Inputs) throws -> Value {
        let found = try landscapes.landscapes.map { try inputs[$0] }
        func range(_ all: [LandscapeStatistics], _ value: (LandscapeStatistics) -> Double) -> Table.Cell {
            let values = all.map(value)
            let mean = exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
            return .interval(mean, low: values.min() ?? .nan, high: values.max() ?? .nan)
        }
        return Value(
            weights: landscapes.weights, hidden: landscapes.hidden, problems: found.first?.count ?? 0,
            table: Table(
                "network",
                columns: [
                    .init("local minima", format: .significant(3)), .init("better neighbours", format: .significant(2)),
                    .init("steps downhill", format: .significant(2)),
                    .init("steps of a random walk", format: .significant(2)), .init("walks to a global minimum", format: .percent(1)),
                ],
                rows: zip(BinarySkip.allCases, found).map { kind, all in
                    .init(kind.name, [
                        range(all) { Double($0.localMinima) }, range(all, \.meanBetterNeighbours), range(all, \.meanWalkLength),
                        range(all, \.randomWalkLength), range(all, \.successShare),
                    ])
                }))
    }
}
