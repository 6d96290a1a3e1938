// Claims about figure 5: how the time to learn depends on rate, depth and q*.
import BuildGraph
import Foundation
import Manuscript
import NeuralNetworks

/// What the claims about figure 5 have in common.
struct LearningTimeEvidence: Encodable, Sendable {
    let times: Input<LearningTimes.Value>
    let origin: Input<ImageOrigin.Value>
    let look: Look

    func observation(_ inputs: Inputs, _ form: (LearningTimes.Value) throws -> Observation.Form) throws -> Observation {
        let times = try inputs[times]
        let depths = times.depths.map(String.init).joined(separator: ", ")
        return try inputs[origin].observation(
            form(times), "orthogonal tanh, SGD, L = \(depths), \(times.replicates) networks a point")
    }
}

extension LearningTimes.Value {
    /// For each replicate the slope of `y` over ln L: independent networks, so independent slopes.
    package func slopes(_ y: (_ depth: Int, _ replicate: Int) -> Double) -> [Double] {
        slopes(over: depths.map { log(Double($0)) }, y)
    }

    /// For each replicate the slope of `y` over `x`, by least squares.
    func slopes(over x: [Double], _ y: (_ position: Int, _ replicate: Int) -> Double) -> [Double] {
        let meanX = Moments.mean(x)
        return (0..<replicates).map { replicate in
            let y = x.indices.map { y($0, replicate) }, meanY = Moments.mean(y)
            return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        }
    }

    var replicates: Int { times.first?.first?.first?.count ?? 0 }
}

/// P1-14a.
struct BestRateIsInverseDepth: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-14a" }
    var statement: String { "The learning rate at which an orthogonal tanh network of small $q^*$ learns fastest falls as $1/L$." }
    var source: String { "P1, figure 5a" }
    var criterion: Criterion {
        .within(-1.5 ... -0.5, because: "the exponent is nearer to −1 than to 0 (no dependence) or −2")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            .value(.sample(times.slopes { times.bestLogScaledRate($0, 0, replicate: $1) - log(Double(times.depths[$0])) }))
        }
    }
}

/// P1-14b.
struct LearningTimeIsRootOfDepth: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-14b" }
    var statement: String { "At its best rate an orthogonal tanh network of small $q^*$ learns in a time that grows as $\\sqrt L$." }
    var source: String { "P1, section 3" }
    var criterion: Criterion {
        .within(0.25...0.75, because: "the exponent is nearer to 1/2 than to 0 (no dependence) or 1 (proportional)")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            .value(.sample(times.slopes { log(times.times[$0][0][times.bestRate($0, 0)][$1]) }))
        }
    }
}

/// P1-14c.
struct LearningTimesCollapse: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-14c" }
    var statement: String { "Curves of $\\tau/\\sqrt L$ against $\\eta L$ fall on one: at any fixed $\\eta L$ the time grows as $\\sqrt L$." }
    var source: String { "P1, figure 5a" }
    var criterion: Criterion {
        .within(0.25...0.75, because: "the exponent at each ηL is nearer to 1/2 than to 0 or 1")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            // A rate at which some depth did not learn has no exponent; where that is so of all, the fastest stands for them.
            let learning = times.scaledRates.indices.filter { rate in times.depths.indices.allSatisfy { times.isReached($0, 0, rate: rate) } }
            let fastest = times.scaledRates.indices.min { a, b in
                times.depths.indices.reduce(0) { $0 + times.meanLogTime($1, 0, rate: a) - times.meanLogTime($1, 0, rate: b) } < 0
            }
            return .list((learning.isEmpty ? [fastest ?? 0] : learning).map { rate in
                .init("ηL = \(Fraction.text(times.scaledRates[rate]))", .sample(times.slopes { log(times.times[$0][0][rate][$1]) }))
            })
        }
    }
}

/// P1-15a.
struct SmallVarianceLearnsFaster: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-15a" }
    var statement: String { "In the deepest networks the time to learn at the best rate grows with $q^*$." }
    var source: String { "P1, figure 5b and 5d" }
    var criterion: Criterion { .ordered(.increasing, unit: "ln steps", because: "each q* of the grid takes longer than the one before") }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            let deepest = times.depths.count - 1
            return .list(times.qStars.indices.map {
                .init("q* = \(Fraction.text(times.qStars[$0]))", .sample(times.bestLogTimes(deepest, $0)))
            })
        }
    }
}

/// P1-15b.
struct SmallVarianceAllowsLargerRates: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-15b" }
    var statement: String { "In the deepest networks the best learning rate falls with $q^*$." }
    var source: String { "P1, figure 5b" }
    var criterion: Criterion {
        .less(than: 0, because: "the slope of ln η over ln q* is negative")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            let deepest = times.depths.count - 1
            return .value(.sample(times.slopes(over: times.qStars.map { log($0) }) { variance, replicate in
                times.bestLogScaledRate(deepest, variance, replicate: replicate)
            }))
        }
    }
}

/// P1-16.
struct LearningTimeResemblesTheEdge: Claim {
    let evidence: LearningTimeEvidence
    var look: Look { evidence.look }
    var id: String { "P1-16" }
    var statement: String { "Over depths and $q^*$ the least time to learn goes with the largest singular value of the Jacobian at initialisation." }
    var source: String { "P1, figure 5c and 5d" }
    var criterion: Criterion {
        .greater(than: 0.5.squareRoot(), because: "a rank correlation above 1/√2: the one explains more than half of the other's variance of ranks")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.observation(inputs) { times in
            let cells = times.depths.indices.flatMap { depth in times.qStars.indices.map { (depth, $0) } }
            let edges = try cells.map {
                try Initialisation.orthogonalTanh(qStar: times.qStars[$0.1]).largestSingularValue(depth: times.depths[$0.0])
            }
            return .value(.sample((0..<(times.replicates)).map { replicate in
                Moments.rankCorrelation(edges, cells.map { times.bestLogTimes($0.0, $0.1)[replicate] })
            }))
        }
    }
}
