// P4-5, P4-6, P4-8: learning with orthogonal weights where depth over width is small and where it is near 1.
import BuildGraph
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// A question about the trainings.
package enum TrainingQuestion: String, Codable, Hashable, Sendable {
    case shallowNetworksEndAlike, deepOrthogonalIsSooner, deepOrthogonalEndsLower
    case deepOrthogonalIsMoreAccurate
    case kernelStaysSuppressed, spreadPredictsLoss
}

/// A claim about the trainings.
package struct TrainingClaim: StatedClaim {
    package let stated: ClaimStatement
    let question: TrainingQuestion
    let panel: TrainingPanel
    /// By kind.
    let spreads: [Input<KernelSpread.Value>]
    let shallow, deep: Int
    let networks: Judging
    package var judging: Judging? { networks }

    package func observe(_ inputs: Inputs) throws -> Observation {
        let kinds = try zip(panel.kinds, spreads).map { kind, spread in
            TrainingRecords.Kind(
                name: kind.name, ensemble: kind.ensemble, depth: kind.depth, rate: try inputs[kind.rate], records: try inputs[kind.trainings],
                spread: try inputs[spread])
        }
        let records = TrainingRecords(kinds: kinds, steps: panel.steps, shallow: shallow, deep: deep)
        return try inputs[panel.origin].observation(
            records.observation(of: question),
            "width \(panel.kinds.first?.plan.hidden.width ?? 0), \(panel.steps) full-batch steps, \(panel.kinds.first?.trainings.count ?? 0) networks of each kind")
    }
}

/// Trainings of all kinds of a panel, and what is asked of them.
package struct TrainingRecords: Sendable {
    package struct Kind: Sendable {
        package let name: String
        package let ensemble: WeightEnsemble
        package let depth: Int
        package let rate: ChosenRate.Value
        package let records: [TrainingRecord]
        package let spread: KernelSpread.Value

        package init(name: String, ensemble: WeightEnsemble, depth: Int, rate: ChosenRate.Value, records: [TrainingRecord], spread: KernelSpread.Value) {
            (self.name, self.ensemble, self.depth, self.rate, self.records, self.spread) = (name, ensemble, depth, rate, records, spread)
        }
    }

    let kinds: [Kind]
    let steps: Int
    let shallow, deep: Int

    package init(kinds: [Kind], steps: Int, shallow: Int, deep: Int) { (self.kinds, self.steps, self.shallow, self.deep) = (kinds, steps, shallow, deep) }

    /// The loss that counts as learnt: two thirds of that of a constant guess, the variance of a one-hot target of ten classes, 0.09.
    package static let mark = 0.06

    package func observation(of question: TrainingQuestion) -> Observation {
        switch question {
        case .shallowNetworksEndAlike: compare(shallow) { log($0.leastLoss) }
        case .deepOrthogonalIsSooner: times(deep)
        case .deepOrthogonalEndsLower: compare(deep) { log($0.leastLoss) }
        case .deepOrthogonalIsMoreAccurate: compare(deep) { -$0.finalAccuracy }
        case .kernelStaysSuppressed: suppression
        case .spreadPredictsLoss: prediction
        }
    }

    private func kind(_ ensemble: WeightEnsemble, _ depth: Int) -> Kind? { kinds.first { $0.ensemble == ensemble && $0.depth == depth } }

    /// Gaussian minus orthogonal, network by network with the same seed.
    private func compare(_ depth: Int, _ value: (TrainingRecord) -> Double) -> Observation {
        guard let a = kind(.gaussian, depth), let b = kind(.orthogonal, depth) else { return .sample([]) }
        return Observation(.value(.sample(zip(a.records, b.records).map { value($0) - value($1) }))).doubted(byRatesOf: [a, b])
    }

    private func times(_ depth: Int) -> Observation {
        let observation = compare(depth) { log($0.steps(toLoss: Self.mark, atMost: steps)) }
        guard let b = kind(.orthogonal, depth), let a = kind(.gaussian, depth) else { return observation }
        // A time that was cut off makes a Gaussian network look faster than it is, and an orthogonal one too.
        if b.records.contains(where: { !$0.hasReached(loss: Self.mark) }) {
            return observation.doubted(because: "not all orthogonal networks reached the mark", failureStands: false)
        }
        let slow = a.records.count { !$0.hasReached(loss: Self.mark) }
        var noted = observation
        if slow > 0 { noted.note = "\(slow) Gaussian networks did not reach the mark and count with all steps" }
        return noted
    }

    /// The squared relative deviation of each Gaussian network's kernel minus twice that of the orthogonal one.
    private var suppression: Observation {
        guard let a = kind(.gaussian, deep), let b = kind(.orthogonal, deep) else { return .list([]) }
        return Observation(.list(zip(a.spread.steps.indices, a.spread.steps).map { k, step in
            Observation.Item("after \(step) steps", .sample(zip(a.spread.deviations[k], b.spread.deviations[k]).map { $0 - 2 * $1 }))
        }))
    }

    /// For each seed the rank correlation over the kinds between the spread of their kernels at the start and the least loss.
    private var prediction: Observation {
        let spreads = kinds.map { $0.spread.deviations.isEmpty ? .nan : $0.spread.spread(0) }, count = kinds.map(\.records.count).min() ?? 0
        return Observation(.value(.sample((0..<count).map { seed in
            Moments.rankCorrelation(spreads, kinds.map { $0.records[seed].leastLoss })
        }))).doubted(byRatesOf: kinds)
    }
}

extension Observation {
    /// In doubt if a chosen rate is the smallest or largest of those tried: a better one may lie outside.
    fileprivate func doubted(byRatesOf kinds: [TrainingRecords.Kind]) -> Observation {
        let atEdge = kinds.filter(\.rate.isAtEdge).map(\.name)
        return atEdge.isEmpty ? self : doubted(because: "the chosen rate is the least or greatest of those tried for \(atEdge.joined(separator: " and for "))")
    }
}

extension TrainingClaim {
    /// What P4 says of training (abstract, figures and the authors' popular account), and our criteria.
    package static let statements: [(TrainingQuestion, ClaimStatement)] = [
        (
            .shallowNetworksEndAlike,
            ClaimStatement(
                "P4-5a", .first, "Shallow networks ($L/n \\ll 1$) of both ensembles reach the same test loss on MNIST.", source: "P4, training figure (5 layers)",
                .within(-0.1...0.1, unit: "ln ratio", because: "a tenth (our choice): the original's curves of 5 layers cannot be told apart"))
        ),
        (
            .deepOrthogonalIsSooner,
            ClaimStatement(
                "P4-5b", .first, "Deep networks ($L/n$ about 1) reach a test loss of 0.06 on MNIST in fewer steps with orthogonal weights than with Gaussian ones.",
                source: "P4, training figure (30 layers)",
                .greater(than: 0, unit: "ln ratio", because: "fewer; 0.06 is two thirds of the loss of a constant guess (our choice), which the original's networks pass first"))
        ),
        (
            .deepOrthogonalEndsLower,
            ClaimStatement(
                "P4-5c", .first, "Deep networks reach a lower test loss on MNIST with orthogonal weights than with Gaussian ones.", source: "P4, training figure (30 layers)",
                .greater(than: 0, unit: "ln ratio", because: "lower; in the original 8 per cent after 30,000 steps"))
        ),
        (
            .kernelStaysSuppressed,
            ClaimStatement(
                "P4-6", .first, "The tangent kernels of deep networks differ less between networks with orthogonal weights, before, during and after training: their variance is less than half.",
                source: "P4, abstract and authors' account", .greater(than: 0, because: "the relative squared deviation of a Gaussian network's kernel minus twice that of an orthogonal one's"))
        ),
        (
            .spreadPredictsLoss,
            ClaimStatement(
                "P4-8", .first, "Kinds of networks whose tangent kernels differ less between networks at the start reach a lower test loss on MNIST.",
                source: "P4, abstract", .greater(than: 0, because: "the rank correlation over depths and ensembles of the kernel's relative spread with the least test loss, seed by seed"))
        ),
    ]

    /// The same on CIFAR-10.
    package static let onColour: [(TrainingQuestion, ClaimStatement)] = [
        (
            .deepOrthogonalEndsLower,
            ClaimStatement(
                "P4-5d", .first, "Deep networks reach a lower test loss on CIFAR-10 with orthogonal weights than with Gaussian ones.", source: "P4 (CIFAR-10)",
                .greater(than: 0, unit: "ln ratio", because: "lower, as on MNIST"))
        ),
        (
            .deepOrthogonalIsMoreAccurate,
            ClaimStatement(
                "P4-5e", .first, "Deep networks are more accurate on test images of CIFAR-10 after training with orthogonal weights than with Gaussian ones.",
                source: "ours, after P4-5d", .greater(than: 0, because: "more accurate; the least loss of so few images is close to that of a constant guess"))
        ),
    ]
}
