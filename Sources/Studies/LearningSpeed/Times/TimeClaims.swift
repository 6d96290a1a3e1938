// Claims about figure 5: how the learning time depends on rate, depth and q*.
import BuildGraph
import Experiments
import Manuscript
import NetworkModels
import SignalPropagation

/// A question about figure 5.
package enum TimeQuestion: String, Codable, Sendable {
    case bestRateOverDepth, leastTimeOverDepth, timeOverDepthAtFixedScaledRate
    case leastTimeOverVariance, bestRateOverVariance, theSmallestVarianceIsSlower
    case timeFollowsTheEdge
}

/// The learning times that judge, and those that choose.
struct TimeEvidence: Encodable, Sendable {
    let choosers: Input<LearningTimes.Value>
    let judges: Input<LearningTimes.Value>

    func records(_ inputs: Inputs) throws -> TimeRecords {
        let judges = try inputs[judges]
        return TimeRecords(
            choosers: try inputs[choosers], judges: judges,
            edges: try judges.depths.map { depth in
                try judges.qStars.map { try Initialisation.orthogonalTanh(qStar: $0).spectrum(depth: depth).largestSingularValue() }
            })
    }
}

/// A claim about figure 5.
package struct TimeClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: TimeQuestion
    let evidence: TimeEvidence
    let origin: Input<ImageOrigin.Value>
    let networks: Judging
    package var judging: Judging? { networks }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.records(inputs)
        let depths = records.judges.depths.map(String.init).joined(separator: ", ")
        return try inputs[origin].observation(records.observation(of: question), "orthogonal tanh, SGD, L = \(depths)")
    }
}

extension TimeClaim {
    /// What P1 says about its figure 5 (quoted from memory).
    package static let statements: [(TimeQuestion, ClaimStatement)] = [
        (
            .bestRateOverDepth,
            ClaimStatement(
                "P1-14a", ClaimVersion(criterion: 3),
                "The learning rate at which an orthogonal tanh network of small $q^*$ learns fastest falls as $1/L$.", source: "P1, figure 5a",
                .within(-1.5 ... -0.5, because: "the exponent is nearer to −1 than to 0 (no dependence) or −2"))
        ),
        (
            .leastTimeOverDepth,
            ClaimStatement(
                "P1-14b", ClaimVersion(criterion: 3),
                "At its best rate an orthogonal tanh network of small $q^*$ learns in a time that grows as $\\sqrt L$.", source: "P1, section 3",
                .within(0.25...0.75, because: "the exponent is nearer to 1/2 than to 0 (no dependence) or 1 (proportional)"))
        ),
        (
            .timeOverDepthAtFixedScaledRate,
            ClaimStatement(
                "P1-14c", ClaimVersion(criterion: 3),
                "Curves of $\\tau/\\sqrt L$ against $\\eta L$ fall on one: at any fixed $\\eta L$ the time grows as $\\sqrt L$.",
                source: "P1, figure 5a",
                .within(0.25...0.75, because: "the exponent, averaged over the ηL up to the best, is nearer to 1/2 than to 0 or 1"))
        ),
        (
            .leastTimeOverVariance,
            ClaimStatement(
                "P1-15a", ClaimVersion(criterion: 3), "In the deepest networks the time to learn at the best rate grows with $q^*$.",
                source: "P1, figure 5b and 5d", .greater(than: 0, because: "the slope of ln τ over ln q* is positive"))
        ),
        (
            .bestRateOverVariance,
            ClaimStatement(
                "P1-15b", ClaimVersion(criterion: 3), "In the deepest networks the best learning rate falls with $q^*$.", source: "P1, figure 5b",
                .less(than: 0, because: "the slope of ln η over ln q* is negative"))
        ),
        (
            .theSmallestVarianceIsSlower,
            ClaimStatement(
                "P1-15c", .first, "The smallest $q^*$ of the grid learns slower than the next, contrary to P1-15a.",
                source: "our finding; P1's figure 5d has the opposite",
                .greater(than: 0, unit: "ln steps", because: "the smallest q* takes longer, in the mean over the depths"))
        ),
        (
            .timeFollowsTheEdge,
            ClaimStatement(
                "P1-16", ClaimVersion(criterion: 3),
                "Over depths and $q^*$ the least time to learn goes with the largest singular value of the network's Jacobian at initialisation.",
                source: "P1, figures 3 and 5",
                .greater(than: 0.5, because: "the rank correlation with the s_max of figure 3: nearer to a perfect order than to none"))
        ),
    ]
}
