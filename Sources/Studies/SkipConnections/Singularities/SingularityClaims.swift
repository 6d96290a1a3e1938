// P3-11: the Hessian of a plain network loses rank at its singularities, and that of a residual network does not.
import BuildGraph
import Manuscript

private let place = "P3, version 1 and supplementary note 1"
private let definition = "the definition: the nullity at the singular point minus that at the regular point beside it"

/// Every singularity costs the plain network's Hessian rank.
struct PlainHessiansLoseRank: Claim {
    let ranks = Input(SingularRanks())
    var id: String { "P3-11a" }
    var statement: String {
        """
        In a plain network the Hessian at a minimum becomes singular, or more so, where two units have equal incoming weights, where the incoming or \
        the outgoing weights of a unit vanish, and where a unit depends linearly on others.
        """
    }
    var source: String { place }
    var criterion: Criterion { .greater(than: 0, because: definition) }

    func observe(_ inputs: Inputs) throws -> Observation { try losses(inputs[ranks], Singularity.allCases, isResidual: false) }
}

/// They do not cost the residual network's Hessian rank where it is the weights that vanish or coincide.
struct ResidualHessiansKeepRank: Claim {
    let ranks = Input(SingularRanks())
    var id: String { "P3-11b" }
    var statement: String {
        """
        In a residual network the Hessian at a minimum loses no rank where two units have equal incoming weights, where the outgoing weights of a unit \
        vanish, and where a unit's own signal depends linearly on others'.
        """
    }
    var source: String { place }
    var criterion: Criterion { .equals(0, within: 0, because: definition) }

    func observe(_ inputs: Inputs) throws -> Observation {
        try losses(inputs[ranks], [.overlap, .outgoing, .dependence], isResidual: true)
    }
}

/// A unit without incoming weights.
struct ResidualHessiansKeepRankWithoutIncomingWeights: Claim {
    let ranks = Input(SingularRanks())
    var id: String { "P3-11c" }
    var statement: String { "In a residual network the Hessian at a minimum loses no rank where the incoming weights of a unit vanish, which leaves it constant or silent." }
    var source: String { place }
    var criterion: Criterion { .equals(0, within: 0, because: definition) }

    func observe(_ inputs: Inputs) throws -> Observation { try losses(inputs[ranks], [.constant, .silent], isResidual: true) }
}

/// Away from a minimum.
struct PlainHessiansLoseRankElsewhere: Claim {
    let ranks = Input(SingularRanks())
    var id: String { "P3-11d" }
    var statement: String {
        """
        In a plain network the Hessian loses rank where two units have equal incoming weights, where the incoming or the outgoing weights of a unit \
        vanish, and where a unit depends linearly on others, not only at a minimum.
        """
    }
    var source: String { place }
    var criterion: Criterion { .greater(than: 0, because: definition) }

    func observe(_ inputs: Inputs) throws -> Observation {
        try losses(inputs[ranks], Singularity.allCases, isResidual: false, atMinimum: false)
    }
}

/// Losses of rank, one item per point and singularity.
private func losses(
    _ ranks: SingularRanks.Value, _ singularities: [Singularity], isResidual: Bool, atMinimum: Bool = true
) -> Observation {
    .list(singularities.flatMap { singularity in
        ranks.of(singularity, isResidual: isResidual).enumerated().map { k, found in
            let loss = atMinimum ? found.singular - found.regular : found.singularElsewhere - found.regularElsewhere
            return Observation.Item("\(singularity.name), point \(k + 1)", .exact(Double(loss)))
        }
    }, data: """
        rank lost at the singular point, by exact integer arithmetic; \(ranks.parameters) parameters, \(ranks.samples) samples, \
        \(atMinimum ? "loss 0" : "random targets"), \(ranks.points) random points
        """)
}
