// Numbers about linear networks that the text quotes.
import BuildGraph
import Foundation
import Manuscript

/// Times to learn: `linear-speeds.layers`, `linear-speeds.table`.
struct LinearSpeeds: Target {
    struct Value: Codable, Sendable, Equatable {
        /// Layers of units.
        var layers: Int
        var tolerance: Double
        /// Times, and steps at the largest stable rate, of each network.
        var table: Table
    }

    let comparison = LinearComparison()
    var label: String? { "linear-speeds" }

    func make(_ inputs: Inputs) throws -> Value {
        let rows = try comparison.each { name, s, a in
            let speeds = try LinearSkip.allCases.map { try comparison.speed($0, strength: s, weight: a) }
            return Table.Row(
                name, label: "$s = \(Int(s))$, $a(0) = \(a)$", speeds.map { .number($0.time) } + speeds.map { .number($0.steps) })
        }
        return Value(
            layers: comparison.layers + 1, tolerance: comparison.tolerance,
            table: Table(
                "mode and start",
                columns: LinearSkip.allCases.map { .init("\($0.name) time", heading: "\($0.name)", unit: "τ", format: .significant(2)) }
                    + LinearSkip.allCases.map { .init("\($0.name) steps", heading: "\($0.name)", unit: "steps", format: .significant(2)) },
                rows: rows))
    }
}
