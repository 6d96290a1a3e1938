// Claims about figure 6: whether isometry lasts, and what it is good for.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NeuralNetworks

/// What the claims about figure 6 have in common.
struct IsometryEvidence: Encodable, Sendable {
    let trainings: IsometryTrainings
    let origin: Input<ImageOrigin.Value>
    let judging: Judging?

    func observation(_ inputs: Inputs, _ seen: (IsometryRecords) throws -> LearningObservation) throws -> Observation {
        let records = IsometryRecords(
            qStars: trainings.qStars, steps: trainings.steps, records: try trainings.trainings.map { try inputs[$0] })
        return try inputs[origin].observation(
            seen(records),
            "orthogonal tanh, SGD, L = \(trainings.depth), N = \(trainings.width), \(trainings.steps) steps, \(trainings.trainings.first?.count ?? 0) networks a q*")
    }
}

/// P1-17a.
struct IsometryLastsUntilLearning: Claim {
    let evidence: IsometryEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-17a" }
    var statement: String { "A network that begins near isometry is still near it when it has learnt to an accuracy of 1/4." }
    var source: String { "P1, figure 6a and 6b" }
    var criterion: Criterion {
        .greater(than: 0.5, because: "the conditioning ⟨λ⟩²/⟨λ²⟩ then, from the smallest q*, is more than half of that of an isometry")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.conditioningWhenLearnt) }
}

/// P1-17e and P1-17f: ours, since the original tells neither its rate nor its number of steps.
struct IsometryLastsToTheEnd: Claim {
    /// At the common rate, or at that at which the network learns fastest.
    let isFast: Bool
    let evidence: IsometryEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { isFast ? "P1-17f" : "P1-17e" }
    var statement: String {
        "A network that begins near isometry is still near it after the last step\(isFast ? " at the rate at which it learns fastest" : "")."
    }
    var source: String { "our question" }
    var criterion: Criterion {
        .greater(than: 0.5, because: "the conditioning, from the smallest q*, is more than half of that of an isometry")
    }
    func observe(_ inputs: Inputs) throws -> Observation {
        let fast = try inputs[evidence.trainings.fastTrainings]
        return try evidence.observation(inputs) { IsometryRecords.conditioningAtTheEnd(isFast ? fast : $0.records[0]) }
    }
}

/// P1-17b.
struct IsometryAndSpeedAgree: Claim {
    let evidence: IsometryEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-17b" }
    var statement: String { "The $q^*$ that keeps isometry best also learns fastest." }
    var source: String { "P1, figure 6b and 6c" }
    var criterion: Criterion {
        .greater(
            than: -log(10) / Double(evidence.trainings.evaluationsADecade), unit: "ln steps",
            because: "no other q* reaches a test accuracy of 1/4 sooner by more than the spacing of the evaluations; isometry is kept best where the mean conditioning over the logarithm of the step is greatest")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.leadOfTheMostIsometric) }
}

/// P1-17c.
struct IsometryAndGeneralisationAgree: Claim {
    let evidence: IsometryEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-17c" }
    var statement: String { "The $q^*$ that keeps isometry best also ends with the best test accuracy." }
    var source: String { "P1, figure 6b and 6d" }
    var criterion: Criterion {
        .greater(than: -0.01, because: "no other q* ends more accurate by more than one image in a hundred (our choice)")
    }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.accuracyOfTheMostIsometric) }
}

/// P1-17d.
struct BestVarianceIsNotTheSmallest: Claim {
    let evidence: IsometryEvidence
    var judging: Judging? { evidence.judging }
    var version: ClaimVersion { ClaimVersion(criterion: 2) }
    var id: String { "P1-17d" }
    var statement: String { "The $q^*$ that ends with the best test accuracy is not the smallest." }
    var source: String { "P1, figure 6d" }
    var criterion: Criterion { .greater(than: 0, because: "a larger q* ends more accurate than the smallest") }
    func observe(_ inputs: Inputs) throws -> Observation { try evidence.observation(inputs, \.accuracyOfALargerVariance) }
}
