// Claims about figure 4: who learns faster, and by how much. A training that never reached the mark counts with the steps
// it was given, which favours it: what is found slower is slower.
import BuildGraph
import Foundation
import LinearAlgebra
import Manuscript
import NeuralNetworks

/// The curves that a claim compares.
struct ComparedCurves: Encodable, Sendable {
    let curves: [LearningCurve]
    let origin: Input<ImageOrigin.Value>

    /// In the order of the curves.
    var optimisers: [Optimiser] { LearningCurve.optimisers(of: curves) }

    /// Of the curves with these properties the one that did best on validation images.
    func best(_ inputs: Inputs, where isOne: (Initialisation) -> Bool) throws -> LearningCurve? {
        var best: (curve: LearningCurve, merit: Double)?
        for curve in curves where isOne(curve.initialisation) {
            let merit = try inputs[curve.rate].merits.max() ?? 0
            if merit > best?.merit ?? -1 { best = (curve, merit) }
        }
        return best?.curve
    }

    func observation(_ inputs: Inputs, _ form: Observation.Form) throws -> Observation {
        let first = curves.first
        return try inputs[origin].observation(
            form, "L = \(first?.depth ?? 0), N = \(first?.width ?? 0), \(first?.steps ?? 0) steps, \(first?.trainings.count ?? 0) networks a kind")
    }
}

/// P1-12: one optimiser's order of learning.
struct LearningFollowsIsometry: Claim {
    let letter: String
    let optimiser: Optimiser
    /// Of this optimiser.
    let compared: ComparedCurves
    let look: Look

    var id: String { "P1-12\(letter)" }
    var statement: String {
        "With \(optimiser.name), orthogonal tanh networks of small $q^*$ learn faster than those of large $q^*$, these faster than Gaussian tanh networks, and these faster than ReLU networks."
    }
    var source: String { "P1, figure 4" }
    var criterion: Criterion {
        .ordered(
            .increasing, unit: "ln steps",
            because: "each kind takes longer to a test accuracy of 1/4 than the one before; of kinds with two networks the faster counts")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let kinds: [(String, (Initialisation) -> Bool)] = [
            ("orthogonal tanh, σ_w² = 1.05", { $0.isOrthogonalTanh && $0.point == .weightVariance(1.05) }),
            ("orthogonal tanh, σ_w² = 2", { $0.isOrthogonalTanh && $0.point == .weightVariance(2) }),
            ("Gaussian tanh", { $0.nonlinearity == .tanh && $0.ensemble == .gaussian }),
            ("ReLU", { $0.nonlinearity == .relu }),
        ]
        var items: [Observation.Item] = []
        for (name, isOne) in kinds {
            guard let curve = try compared.best(inputs, where: isOne) else { continue }
            items.append(.init(name, .sample(curve.logarithmicTimes(to: learningMark, try inputs[curve.trainings]))))
        }
        return try compared.observation(inputs, .list(items))
    }
}

extension Initialisation {
    var isOrthogonalTanh: Bool { nonlinearity == .tanh && ensemble == .orthogonal }
}

/// P1-13.
struct IsometryLearnsOrdersOfMagnitudeFaster: Claim {
    /// Of all optimisers.
    let compared: ComparedCurves
    let look: Look

    var id: String { "P1-13" }
    var statement: String {
        "Under every optimiser the fastest orthogonal tanh network learns at least ten times faster than the slowest ReLU network."
    }
    var source: String { "P1, abstract" }
    var criterion: Criterion {
        .greater(than: log(10), unit: "ln ratio", because: "“orders of magnitude”: at least one, in steps to a test accuracy of 1/4")
    }

    func observe(_ inputs: Inputs) throws -> Observation {
        let items = try compared.optimisers.map { optimiser in
            let curves = compared.curves.filter { $0.optimiser == optimiser }
            func times(_ isOne: (Initialisation) -> Bool) throws -> [[Double]] {
                try curves.filter { isOne($0.initialisation) }.map { $0.logarithmicTimes(to: learningMark, try inputs[$0.trainings]) }
            }
            let fast = try times(\.isOrthogonalTanh).min { Moments.mean($0) < Moments.mean($1) } ?? []
            let slow = try times { $0.nonlinearity == .relu }.max { Moments.mean($0) < Moments.mean($1) } ?? []
            return Observation.Item(optimiser.name, .sample(zip(slow, fast).map { $0 - $1 }))
        }
        return try compared.observation(inputs, .list(items))
    }
}

/// P1-19.
struct IsometryGeneralisesBetter: Claim {
    /// Of all optimisers.
    let compared: ComparedCurves
    let look: Look

    var id: String { "P1-19" }
    var statement: String {
        "The best orthogonal tanh network ends with a better test accuracy than the best ReLU network, each with its best optimiser and rate."
    }
    var source: String { "P1, abstract" }
    var criterion: Criterion { .greater(than: 0, because: "a higher accuracy on test images after the last step") }

    func observe(_ inputs: Inputs) throws -> Observation {
        func accuracies(_ isOne: (Initialisation) -> Bool) throws -> [Double] {
            guard let curve = try compared.best(inputs, where: isOne) else { return [] }
            return try inputs[curve.trainings].map(\.finalAccuracy)
        }
        return try compared.observation(
            inputs, .difference(.sample(try accuracies(\.isOrthogonalTanh)), minus: .sample(try accuracies { $0.nonlinearity == .relu })))
    }
}
