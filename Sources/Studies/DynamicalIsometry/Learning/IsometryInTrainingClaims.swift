// Claims about figure 6: whether isometry lasts, and what it is good for.
import BuildGraph
import Foundation
import Manuscript
import NeuralNetworks

/// What the claims about figure 6 have in common.
struct IsometryEvidence: Encodable, Sendable {
    let trainings: IsometryTrainings
    let origin: Input<ImageOrigin.Value>
    let look: Look

    func records(_ inputs: Inputs) throws -> [[TrainingRecord]] { try trainings.trainings.map { try inputs[$0] } }

    func observation(_ inputs: Inputs, _ form: Observation.Form) throws -> Observation {
        try inputs[origin].observation(
            form, "orthogonal tanh, SGD, L = \(trainings.depth), N = \(trainings.width), \(trainings.steps) steps, \(trainings.trainings.first?.count ?? 0) networks a q*")
    }

    /// For each network the ln q* at which a quantity is greatest, among the networks of its number.
    func logBest(_ records: [[TrainingRecord]], _ quantity: (TrainingRecord) -> Double) -> [Double] {
        (0..<(records.map(\.count).min() ?? 0)).map { network in
            let values = records.map { quantity($0[network]) }
            let best = values.indices.max { (values[$0], -$0) < (values[$1], -$1) } ?? 0
            return log(trainings.qStars[best])
        }
    }
}

/// P1-17a.
struct IsometryLasts: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17a" }
    var statement: String { "A network that begins near isometry is still near it after it has learnt." }
    var source: String { "P1, figure 6a and 6b" }
    var criterion: Criterion {
        .greater(than: 0.5, because: "the conditioning $\\langle\\lambda\\rangle^2/\\langle\\lambda^2\\rangle$ after the last step, from the smallest $q^*$, is more than half of that of an isometry")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.records(inputs)
        return try evidence.observation(inputs, .value(.sample(records[0].map { $0.jacobians.last?.conditioning ?? .nan })))
    }
}

/// P1-17b.
struct IsometryAndSpeedAgree: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17b" }
    var statement: String { "The $q^*$ that keeps isometry best also learns fastest." }
    var source: String { "P1, figure 6b and 6c" }
    var criterion: Criterion {
        .within(-log(4) ... log(4), unit: "ln q*", because: "the two $q^*$ are neighbours in the grid, whose step is 4, or the same")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.records(inputs)
        let isometric = evidence.logBest(records) { $0.jacobians.last?.conditioning ?? 0 }
        let fast = evidence.logBest(records) { -log($0.steps(toAccuracy: learningMark) ?? .greatestFiniteMagnitude) }
        return try evidence.observation(inputs, .value(.sample(zip(isometric, fast).map { $0 - $1 })))
    }
}

/// P1-17c.
struct IsometryAndGeneralisationAgree: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17c" }
    var statement: String { "The $q^*$ that keeps isometry best also generalises best." }
    var source: String { "P1, figure 6b and 6d" }
    var criterion: Criterion {
        .within(-log(4) ... log(4), unit: "ln q*", because: "the two $q^*$ are neighbours in the grid, whose step is 4, or the same")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.records(inputs)
        let isometric = evidence.logBest(records) { $0.jacobians.last?.conditioning ?? 0 }
        let accurate = evidence.logBest(records) { $0.finalAccuracy }
        return try evidence.observation(inputs, .value(.sample(zip(isometric, accurate).map { $0 - $1 })))
    }
}

/// P1-17d.
struct BestVarianceIsNotTheSmallest: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17d" }
    var statement: String { "The best $q^*$ for generalisation is not the smallest." }
    var source: String { "P1, figure 6d" }
    var criterion: Criterion { .greater(than: 0, unit: "ln q*", because: "beyond the smallest $q^*$ of the grid") }
    func observe(_ inputs: Inputs) throws -> Observation {
        let best = evidence.logBest(try evidence.records(inputs)) { $0.finalAccuracy }
        return try evidence.observation(inputs, .value(.sample(best.map { $0 - log(evidence.trainings.qStars[0]) })))
    }
}
