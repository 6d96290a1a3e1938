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

    /// The q* with the best conditioning at the end beside each other one, network by network.
    /// - Parameter advantage: of the first record over the second.
    func comparison(_ inputs: Inputs, _ advantage: (TrainingRecord, TrainingRecord) -> Double) throws -> Observation {
        let records = try records(inputs)
        let conditioning = records.map { Moments.mean($0.map { $0.jacobians.last?.conditioning ?? 0 }) }
        let best = conditioning.indices.max { conditioning[$0] < conditioning[$1] } ?? 0
        func name(_ k: Int) -> String { "q* = \(Fraction.text(trainings.qStars[k]))" }
        let others = records.indices.filter { $0 != best }.map { other in
            Observation.Item("\(name(best)) over \(name(other))", .sample(zip(records[best], records[other]).map(advantage)))
        }
        return try observation(inputs, .list(others))
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
struct IsometryLastsUntilLearning: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17a" }
    var statement: String { "A network that begins near isometry is still near it when it has learnt to an accuracy of 1/4." }
    var source: String { "P1, figure 6a and 6b" }
    var criterion: Criterion {
        .greater(
            than: 0.5,
            because: "the conditioning ⟨λ⟩²/⟨λ²⟩, from the smallest q*, is more than half of that of an isometry at the first look after that")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let records = try evidence.records(inputs)
        return try evidence.observation(inputs, .value(.sample(records[0].map { record in
            // A network that never learnt is looked at in the end.
            let learnt = record.steps(toAccuracy: learningMark) ?? .infinity
            return (record.jacobians.first { Double($0.step) >= learnt } ?? record.jacobians.last)?.conditioning ?? .nan
        })))
    }
}

/// P1-17e and P1-17f: ours, since the original tells neither its rate nor its number of steps.
struct IsometryLastsToTheEnd: Claim {
    /// At the common rate, or at that at which the network learns fastest.
    let isFast: Bool
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { isFast ? "P1-17f" : "P1-17e" }
    var statement: String {
        "A network that begins near isometry is still near it after the last step\(isFast ? " at the rate at which it learns fastest" : "")."
    }
    var source: String { "our question" }
    var criterion: Criterion {
        .greater(than: 0.5, because: "the conditioning, from the smallest q*, is more than half of that of an isometry")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let trainings = isFast ? evidence.trainings.fastTrainings : evidence.trainings.trainings[0]
        let records = try inputs[trainings]
        return try evidence.observation(inputs, .value(.sample(records.map { $0.jacobians.last?.conditioning ?? .nan })))
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
        .greater(
            than: -log(10) / Double(evidence.trainings.evaluationsADecade), unit: "ln steps",
            because: "no other q* reaches a test accuracy of 1/4 sooner by more than the spacing of the evaluations")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let steps = Double(evidence.trainings.steps)
        return try evidence.comparison(inputs) { log($1.steps(toAccuracy: learningMark) ?? steps) - log($0.steps(toAccuracy: learningMark) ?? steps) }
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
        .greater(
            than: -2 * (0.25 / Double(evidence.trainings.testImages)).squareRoot(),
            because: "no other q* ends with a better test accuracy by more than two standard errors of one network's")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        try evidence.comparison(inputs) { $0.finalAccuracy - $1.finalAccuracy }
    }
}

/// P1-17d.
struct BestVarianceIsNotTheSmallest: Claim {
    let evidence: IsometryEvidence
    var look: Look { evidence.look }
    var id: String { "P1-17d" }
    var statement: String { "The best $q^*$ for generalisation is not the smallest." }
    var source: String { "P1, figure 6d" }
    var criterion: Criterion { .greater(than: 0, unit: "ln q*", because: "beyond the smallest q* of the grid") }
    func observe(_ inputs: Inputs) throws -> Observation {
        let best = evidence.logBest(try evidence.records(inputs)) { $0.finalAccuracy }
        return try evidence.observation(inputs, .value(.sample(best.map { $0 - log(evidence.trainings.qStars[0]) })))
    }
}
