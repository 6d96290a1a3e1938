// P4-3, continued: the recursions against simulated networks, every tensor, by chi².
import BuildGraph
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// Every tensor of networks, extrapolated in 1/n, is that of the recursions.
struct RecursionsDescribeNetworks: Claim {
    let evidence: TensorEvidence
    let judging: Judging?
    var id: String { evidence.setting.ensemble == .gaussian ? "P4-3d" : "P4-3e" }
    var statement: String {
        """
        Every tensor of simulated \(evidence.setting.ensemble.displayName) tanh networks, extrapolated in $1/n$, is that of the recursion \
        to within the scatter of groups of \(evidence.networksPerGroup) networks, where $l/n \\le 1/8$.
        """
    }
    var source: String { "derived; simulated" }
    var criterion: Criterion {
        .less(
            than: 2, unit: "χ² per point",
            because: """
                the mean over groups of χ² per width and layer is 1 where the recursion is exact, plus the square of its error in units of \
                the standard deviation of a group: errors are to be smaller than that
                """)
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try inputs.records(evidence)
        return .list(
            Correlator.allCases.map { .init($0.rawValue, .sample(records.chiSquares($0))) },
            data: "\(records.testedPoints.count) pairs of widths and layers; \(evidence.dataDescription(groups: records.groupCount))")
    }
}

/// The control: with the other ensemble's recursion the tensors that differ do not agree.
struct OtherEnsembleIsExcluded: Claim {
    let evidence: TensorEvidence
    let judging: Judging?
    let other: TensorEvidence
    /// The three tensors whose recursions contain a term for orthogonal weights.
    let compared: [Correlator] = [.V, .B, .F]
    var id: String { "P4-3f" }
    var statement: String { "Networks with orthogonal weights are nearer to their own recursion of $V$, $B$ and $F$ than to that for Gaussian weights." }
    var source: String { "a control of P4-3e; simulated" }
    var criterion: Criterion { .greater(than: 0, because: "nearer: the distance from the wrong recursion minus that from the right one, in units of the right value") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (own, wrong) = (try inputs.records(evidence), try inputs.records(other))
        return .list(
            compared.flatMap { correlator in
                own.testedPoints.map { point in
                    let right = own.theory[point.layer - 1].ratio(correlator), wrong = wrong.theory[point.layer - 1].ratio(correlator)
                    let values = own.extrapolated(correlator, layer: point.layer, from: point.pair)
                    return Observation.Item(
                        "\(correlator.rawValue), layer \(point.layer), n = \(own.widths[point.pair]) and \(own.widths[point.pair + 1])",
                        .sample(values.map { (abs($0 - wrong) - abs($0 - right)) / abs(right) }))
                }
            }, data: evidence.dataDescription(groups: own.groupCount))
    }
}
