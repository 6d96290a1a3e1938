// Claims about figure 4: who learns faster, and by how much.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The curves that a claim compares.
struct ComparedCurves: Encodable, Sendable {
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    /// In the order of the curves.
    var optimisers: [Optimiser] { LearningCurve.optimisers(of: curves) }
    var steps: Int { curves.first?.steps ?? 0 }

    /// Of the curves with these properties the one with the greatest merit: chosen on validation images, on a network that is
    /// judged nowhere.
    func best(
        _ inputs: Inputs, _ merit: (ChosenRate.Value) -> Double, where isOne: (LearningCurve) -> Bool
    ) throws -> LearningCurve? {
        try curves.filter(isOne).map { (curve: $0, merit: merit(try inputs[$0.rate])) }.max { $0.merit < $1.merit }?.curve
    }

    func kind(_ curve: LearningCurve, _ inputs: Inputs, name: String? = nil) throws -> LearningComparison.Kind {
        let name = name ?? "\(curve.initialisation.name) with \(curve.optimiser.name)"
        return .init(name, try inputs[curve.trainings], isRateAtEdge: try inputs[curve.rate].isAtEdge)
    }

    func observation(_ inputs: Inputs, _ seen: LearningObservation) throws -> Observation {
        let first = curves.first
        return try inputs[origin].observation(
            seen, "L = \(first?.depth ?? 0), N = \(first?.width ?? 0), \(steps) steps, \(first?.trainings.count ?? 0) networks a kind")
    }
}

/// P1-12: one optimiser's order of learning.
struct LearningFollowsIsometry: Claim {
    let letter: String
    let optimiser: Optimiser
    /// Of this optimiser.
    let compared: ComparedCurves
    let judging: Judging?
    var version: ClaimVersion { ClaimVersion(criterion: 2) }

    var id: String { "P1-12\(letter)" }
    var statement: String {
        "With \(optimiser.name), orthogonal tanh networks of small $q^*$ learn faster than those of large $q^*$, these faster than Gaussian tanh networks, and these faster than ReLU networks."
    }
    var source: String { "P1, figure 4" }
    var criterion: Criterion {
        .greater(
            than: 0, unit: "ln steps",
            because: "each kind takes longer to a test accuracy of 1/4 than the one before; of kinds with two networks the faster counts")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let kinds: [(String, (LearningCurve) -> Bool)] = [
            ("orthogonal tanh, σ_w² = 1.05", { $0.initialisation.isOrthogonalTanh && $0.initialisation.point == .weightVariance(1.05) }),
            ("orthogonal tanh, σ_w² = 2", { $0.initialisation.isOrthogonalTanh && $0.initialisation.point == .weightVariance(2) }),
            ("Gaussian tanh", { $0.initialisation.nonlinearity == .tanh && $0.initialisation.ensemble == .gaussian }),
            ("ReLU", { $0.initialisation.nonlinearity == .relu }),
        ]
        let found = try kinds.compactMap { name, isOne in
            try compared.best(inputs, \.merit, where: isOne).map { try compared.kind($0, inputs, name: name) }
        }
        return try compared.observation(inputs, LearningComparison(found, steps: compared.steps).delays)
    }
}

/// P1-13.
struct IsometryLearnsOrdersOfMagnitudeFaster: Claim {
    /// Of all optimisers.
    let compared: ComparedCurves
    let judging: Judging?
    var version: ClaimVersion { ClaimVersion(criterion: 2) }

    var id: String { "P1-13" }
    var statement: String {
        "Under every optimiser the fastest orthogonal tanh network learns at least ten times faster than the slowest ReLU network."
    }
    var source: String { "P1, abstract" }
    var criterion: Criterion {
        .greater(than: log(10), unit: "ln ratio", because: "“orders of magnitude”: at least one, in steps to a test accuracy of 1/4")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        var items: [Observation.Item] = [], doubt: String?
        for optimiser in compared.optimisers {
            let fast = try compared.best(inputs, \.merit) { $0.optimiser == optimiser && $0.initialisation.isOrthogonalTanh }
            let slow = try compared.best(inputs, { -$0.merit }) { $0.optimiser == optimiser && $0.initialisation.nonlinearity == .relu }
            guard let fast, let slow else { continue }
            let comparison = LearningComparison([try compared.kind(fast, inputs), try compared.kind(slow, inputs)], steps: compared.steps)
            items.append(.init(optimiser.name, comparison.delay(of: 1)))
            doubt = doubt ?? comparison.doubtOfDelays
        }
        return try compared.observation(inputs, LearningObservation(.list(items), doubt: doubt))
    }
}

/// P1-19.
struct IsometryGeneralisesBetter: Claim {
    /// Of all optimisers.
    let compared: ComparedCurves
    let judging: Judging?
    var version: ClaimVersion { ClaimVersion(criterion: 2) }

    var id: String { "P1-19" }
    var statement: String {
        "The best orthogonal tanh network ends with a better test accuracy than the best ReLU network, each with its best optimiser and rate."
    }
    var source: String { "P1, abstract" }
    var criterion: Criterion { .greater(than: 0, because: "a higher accuracy on test images after the last step") }

    func observe(_ inputs: Inputs) throws -> Observation {
        let isOne: [(LearningCurve) -> Bool] = [{ $0.initialisation.isOrthogonalTanh }, { $0.initialisation.nonlinearity == .relu }]
        let kinds = try isOne.compactMap { isOne in
            try compared.best(inputs, { $0.finalAccuracy ?? 0 }, where: isOne).map { try compared.kind($0, inputs) }
        }
        return try compared.observation(inputs, LearningComparison(kinds, steps: compared.steps).accuracyAtTheEnd)
    }
}
