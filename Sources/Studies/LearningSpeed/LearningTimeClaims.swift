// Claims about figure 5: how the time to learn depends on rate, depth and q*.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// What the claims about figure 5 have in common.
struct LearningTimeEvidence: Encodable, Sendable {
    let times: Input<LearningTimes.Value>
    let origin: Input<ImageOrigin.Value>
    let judging: Judging?

    func observation(_ inputs: Inputs, _ seen: (LearningTimes.Value) -> LearningObservation) throws -> Observation {
        let times = try inputs[times]
        let depths = times.depths.map(String.init).joined(separator: ", ")
        return try inputs[origin].observation(seen(times), "orthogonal tanh, SGD, L = \(depths), \(times.replicates) networks a point")
    }
}

/// P1-14a.
struct BestRateIsInverseDepth: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-14a" }
    var statement: String { "The learning rate at which an orthogonal tanh network of small $q^*$ learns fastest falls as $1/L$." }
    var source: String { "P1, figure 5a" }
    var criterion: Criterion {
        .within(-1.5 ... -0.5, because: "the exponent is nearer to −1 than to 0 (no dependence) or −2")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.exponentOfBestRate) }
}

/// P1-14b.
struct LearningTimeIsRootOfDepth: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-14b" }
    var statement: String { "At its best rate an orthogonal tanh network of small $q^*$ learns in a time that grows as $\\sqrt L$." }
    var source: String { "P1, section 3" }
    var criterion: Criterion {
        .within(0.25...0.75, because: "the exponent is nearer to 1/2 than to 0 (no dependence) or 1 (proportional)")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.exponentOfLeastTime) }
}

/// P1-14c.
struct LearningTimesCollapse: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-14c" }
    var statement: String { "Curves of $\\tau/\\sqrt L$ against $\\eta L$ fall on one: at any fixed $\\eta L$ the time grows as $\\sqrt L$." }
    var source: String { "P1, figure 5a" }
    var criterion: Criterion { .within(0.25...0.75, because: "the exponent at each ηL is nearer to 1/2 than to 0 or 1") }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.exponentsAtScaledRates) }
}

/// P1-15a.
struct SmallVarianceLearnsFaster: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-15a" }
    var statement: String { "In the deepest networks the time to learn at the best rate grows with $q^*$." }
    var source: String { "P1, figure 5b and 5d" }
    var criterion: Criterion { .greater(than: 0, unit: "ln steps", because: "each q* of the grid takes longer than the one before") }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.delaysOverVariance) }
}

/// P1-15b.
struct SmallVarianceAllowsLargerRates: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-15b" }
    var statement: String { "In the deepest networks the best learning rate falls with $q^*$." }
    var source: String { "P1, figure 5b" }
    var criterion: Criterion { .less(than: 0, because: "the slope of ln η over ln q* is negative") }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.exponentOfBestRateOverVariance) }
}

/// P1-16.
struct LearningTimeResemblesTheEdge: Claim {
    let evidence: LearningTimeEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-16" }
    var statement: String {
        "Over depths and $q^*$ the least time to learn goes with the largest singular value of the network's Jacobian at initialisation."
    }
    var source: String { "P1, figure 5c and 5d" }
    var criterion: Criterion {
        .greater(than: 0.5.squareRoot(), because: "a rank correlation above 1/√2: the one explains more than half of the other's variance of ranks")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.correlationWithFirstEdge) }
}
