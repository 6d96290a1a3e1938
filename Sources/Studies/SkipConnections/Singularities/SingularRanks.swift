// The exact ranks of Hessians at singular points and at the regular points beside them.
import BuildGraph
import Manuscript

/// Nullities (dimension minus rank) of the small network's Hessians.
struct SingularRanks: Target {
    /// One singularity of one network at one point.
    struct Nullity: Codable, Sendable, Equatable {
        var isResidual: Bool
        var singularity: Singularity
        /// Where the loss is 0: the targets are the network's outputs.
        var regular, singular: Int
        /// Where the targets are random.
        var regularElsewhere, singularElsewhere: Int
    }

    struct Value: Codable, Sendable, Equatable {
        var parameters, samples, points: Int
        /// Units per hidden layer, and hidden units.
        var width, units: Int
        /// Of all points.
        var nullities: [Nullity]
        /// Ranges over the points.
        var table: Table

        /// Of one network and singularity.
        func of(_ singularity: Singularity, isResidual: Bool) -> [Nullity] {
            nullities.filter { $0.singularity == singularity && $0.isResidual == isResidual }
        }
    }

    let points = 2
    let samples = 160
    var label: String? { "singular-ranks" }

    func make(_ inputs: Inputs) throws -> Value {
        let seeds = (0...).lazy.map { UInt64($0) }.filter { SingularPoint.isRegular(seed: $0, samples: samples) }.prefix(points)
        let nullities = seeds.flatMap { seed in
            [false, true].flatMap { isResidual in Singularity.allCases.map { nullity(seed: seed, $0, isResidual: isResidual) } }
        }
        var value = Value(
            parameters: IntegerNetwork.parameterCount, samples: samples, points: points, width: IntegerNetwork.width,
            units: IntegerNetwork.width * IntegerNetwork.hidden, nullities: nullities, table: Table("singularity", columns: [], rows: []))
        value.table = table(value)
        return value
    }

    private func nullity(seed: UInt64, _ singularity: Singularity, isResidual: Bool) -> Nullity {
        func point(_ isSingular: Bool) -> SingularPoint {
            SingularPoint(seed: seed, samples: samples, isResidual: isResidual, singularity: singularity, isSingular: isSingular)
        }
        let (regular, singular) = (point(false), point(true))
        return Nullity(
            isResidual: isResidual, singularity: singularity,
            regular: regular.nullityAtMinimum, singular: singular.nullityAtMinimum,
            regularElsewhere: regular.nullityElsewhere, singularElsewhere: singular.nullityElsewhere)
    }

    private func table(_ value: Value) -> Table {
        func range(_ values: [Int]) -> Table.Cell {
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            return .text(low == high ? "\(low)" : "\(low)–\(high)")
        }
        let networks = [(false, "plain"), (true, "residual")]
        return Table(
            "singularity",
            columns: networks.flatMap { _, name in
                [
                    Table.Column("\(name), minimum", heading: "\(name), at a minimum", format: .integer),
                    Table.Column("\(name), elsewhere", heading: "\(name), elsewhere", format: .integer),
                ]
            },
            rows: Singularity.allCases.map { singularity in
                Table.Row(singularity.name, networks.flatMap { isResidual, _ in
                    let found = value.of(singularity, isResidual: isResidual)
                    return [range(found.map { $0.singular - $0.regular }), range(found.map { $0.singularElsewhere - $0.regularElsewhere })]
                })
            })
    }
}
