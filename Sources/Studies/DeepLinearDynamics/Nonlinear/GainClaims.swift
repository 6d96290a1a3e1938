// P2-11 and P2-12: tanh networks have a critical gain of 1, and near it some of the isometry of linear orthogonal networks.
import BuildGraph
import Foundation
import Manuscript
import SignalPropagation

/// Below and at g = 1 activity dies out; above, it settles.
struct GainHasACriticalValue: Claim {
    let dying = [0.5, 0.9, 0.99, 1]
    let living = [1.0001, 1.001, 1.01]
    var id: String { "P2-11a" }
    var statement: String { "The activity of tanh networks dies out up to the gain $g = 1$ and settles at $q_\\infty \\approx g - 1$ just above it." }
    var source: String { "P2, section 4 and figure 8; the slope is derived" }
    var criterion: Criterion {
        .equals(
            0, within: 0.02,
            because: "tanh²x = x² − 2x⁴/3 + …: q_∞ = (g² − 1)/(2g²) to first order, (g − 1)(1 + c(g − 1)) with |c| of order one, here at most 2 %")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        .list(
            dying.map { .init("g = \($0)", .exact(NonlinearEvidence.limit(gain: $0))) }
                + living.map { .init("g = \($0)", .exact(NonlinearEvidence.limit(gain: $0) / ($0 - 1) - 1)) },
            data: "q_∞ up to g = 1; q_∞/(g − 1) − 1 above; fixed points by Newton's method")
    }
}

/// Networks of finite width have these variances.
struct VariancesFollowTheTheory: Claim {
    let evidence: NonlinearEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-11b" }
    var statement: String { "The variances of networks of finite width follow the recursion $q^{l+1} = g^2 \\int \\mathcal{D}z \\tanh^2(\\sqrt{q^l} z)$." }
    var source: String { "P2, figure 8" }
    var criterion: Criterion {
        .within(-0.05...0.05, because: "a twentieth (our choice) in ln q, averaged over the last five of 30 layers; finite width adds a relative l/N")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let last = NonlinearEvidence.averaged
        return .list(try zip(evidence.varianceGains, evidence.variances).map { gain, networks in
            let theory = NonlinearEvidence.map(gain: gain).trajectory(from: evidence.varianceStart, depth: evidence.varianceLayers - 1).suffix(last)
            return .init("g = \(gain)", .sample(try inputs[networks].map { variances in
                zip(variances.suffix(last), theory).reduce(0) { $0 + log($1.0 / $1.1) } / Double(last)
            }))
        }, data: "mean ln(q/theory) of the last \(last) layers, width \(evidence.varianceWidth)")
    }
}

/// At g = 1 many singular values stay of order one.
struct CriticalGainKeepsSingularValues: Claim {
    let evidence: NonlinearEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-12a" }
    var statement: String {
        "At $g = 1$ a share of order one of the singular values stays of order one over \(evidence.layers) layers, even for signals that saturate the first layers."
    }
    var source: String { "P2, figure 7" }
    var criterion: Criterion {
        .greater(than: 0.1, because: "more than a tenth of the singular values between 1/10 and 10 (both our choice), for each q^1")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let row = evidence.gains.firstIndex(of: 1) ?? 0
        return .list(try zip(evidence.firstVariances, evidence.jacobians[row]).map { variance, networks in
            .init("q^1 = \(variance)", .sample(try inputs[networks].map(\.shareOfOrderOne)))
        }, data: "share of singular values between 1/10 and 10, width \(evidence.width)")
    }
}

/// Too much gain harms less than too little.
struct RaisingTheGainHarmsLess: Claim {
    let evidence: NonlinearEvidence
    var judging: Judging? { evidence.judging }
    var id: String { "P2-12b" }
    var statement: String { "Raising the gain by a tenth leaves more singular values of order one than lowering it by as much." }
    var source: String { "P2, figure 7" }
    var criterion: Criterion { .greater(than: 0, because: "the share at the largest gain minus that at the smallest, for each q^1") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let (low, high) = (evidence.jacobians[0], evidence.jacobians[evidence.jacobians.count - 1])
        return .list(try evidence.firstVariances.indices.map { k in
            .init("q^1 = \(evidence.firstVariances[k])", .sample(try zip(inputs[high[k]], inputs[low[k]]).map { $0.shareOfOrderOne - $1.shareOfOrderOne }))
        }, data: "share between 1/10 and 10 at g = \(evidence.gains.last ?? 1) minus that at g = \(evidence.gains[0]), width \(evidence.width)")
    }
}
