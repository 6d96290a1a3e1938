// What the claims about figure 4 observe in records of trainings. Kinds of networks are compared network by network, since
// networks with the same number share their seed and the order of their images.
import Experiments
import Foundation
import Manuscript
import NetworkModels
import NeuralNetworks

/// The trainings of figure 4.
package struct CurveRecords {
    /// One kind of network under one optimiser, at its chosen rate.
    package struct Kind {
        package var initialisation: Initialisation
        package var optimiser: Optimiser
        /// s_max of the theory of infinite width.
        package var largest: Double
        /// Its rate, chosen on networks and images that judge nothing.
        package var chosen: ChosenRate.Value
        package var records: [TrainingRecord]

        package init(_ initialisation: Initialisation, _ optimiser: Optimiser, largest: Double, chosen: ChosenRate.Value, records: [TrainingRecord]) {
            (self.initialisation, self.optimiser, self.largest) = (initialisation, optimiser, largest)
            (self.chosen, self.records) = (chosen, records)
        }

        var name: String { "\(initialisation.name) with \(optimiser.name)" }
    }

    package var kinds: [Kind]
    /// Steps of a training.
    let steps: Int

    package init(_ kinds: [Kind], steps: Int) {
        (self.kinds, self.steps) = (kinds, steps)
    }

    private var optimisers: [Optimiser] { kinds.map(\.optimiser).uniqued() }

    private func kinds(of optimiser: Optimiser) -> [Kind] { kinds.filter { $0.optimiser == optimiser } }

    package func observation(of question: CurveQuestion) -> Observation {
        switch question {
        case .theMostIsometricIsFirst(let optimiser): delaysAfterTheMostIsometric(optimiser)
        case .speedFollowsTheEdge: correlationsWithTheEdge
        case .optimisersAgree: concordanceOfOptimisers
        case .orthogonalTanhIsTenTimesFaster: delaysOfTheSlowestRectifier
        case .orthogonalTanhEndsMoreAccurate: accuracyAtTheEnd
        }
    }

    /// How much longer each kind takes to reach the mark than the kind with the smallest s_max.
    private func delaysAfterTheMostIsometric(_ optimiser: Optimiser) -> Observation {
        let kinds = kinds(of: optimiser).sorted { $0.largest < $1.largest }
        guard let first = kinds.first else { return Observation(.list([])) }
        return delays(kinds.dropFirst().map { (first, $0, $0.initialisation.name) })
    }

    /// For each optimiser, the delay of the slowest ReLU network after the fastest orthogonal tanh network, as ranked by the
    /// choosers.
    private var delaysOfTheSlowestRectifier: Observation {
        delays(optimisers.compactMap { optimiser in
            let kinds = kinds(of: optimiser)
            let fast = kinds.filter(\.initialisation.isOrthogonalTanh).max { $0.chosen.merit < $1.chosen.merit }
            let slow = kinds.filter { $0.initialisation.nonlinearity == .relu }.min { $0.chosen.merit < $1.chosen.merit }
            return fast.flatMap { fast in slow.map { (fast, $0, optimiser.name) } }
        })
    }

    /// ln tau of the slow kind minus that of the fast one. A time that is cut off is too short: for the slow kind the delay
    /// then looks smaller, for the fast kind larger.
    private func delays(_ pairs: [(fast: Kind, slow: Kind, name: String)]) -> Observation {
        let items = pairs.map { fast, slow, name in
            Observation.Item(name, .sample(zip(slow.records, fast.records).map {
                $0.logLearningTime(atMost: steps) - $1.logLearningTime(atMost: steps)
            }))
        }
        var observation = Observation(.list(items)).doubted(byRatesOf: pairs.flatMap { [$0.fast, $0.slow] })
        if let cut = pairs.map(\.fast).first(where: { $0.records.contains { !$0.hasLearnt } }) {
            observation = observation.doubted(because: "not all networks of \(cut.name) learnt", failureStands: true)
        }
        return observation
    }

    /// For each optimiser and network, the rank correlation over the kinds between speed and −s_max.
    private var correlationsWithTheEdge: Observation {
        Observation(.list(optimisers.map { optimiser in
            let kinds = kinds(of: optimiser)
            return Observation.Item(optimiser.name, .sample(replicates.map { k in
                Moments.rankCorrelation(kinds.map { -$0.largest }, kinds.map { $0.records[k].meanAccuracy })
            }))
        })).doubted(byRatesOf: kinds)
    }

    /// For each network, how similarly the optimisers rank the kinds by speed.
    private var concordanceOfOptimisers: Observation {
        Observation(.value(.sample(replicates.map { k in
            Moments.concordance(optimisers.map { kinds(of: $0).map { $0.records[k].meanAccuracy } })
        }))).doubted(byRatesOf: kinds)
    }

    /// How much higher the final accuracy of the best orthogonal tanh network is than that of the best ReLU network, as ranked
    /// by the choosers.
    private var accuracyAtTheEnd: Observation {
        func best(_ isOne: (Initialisation) -> Bool) -> Kind? {
            kinds.filter { isOne($0.initialisation) }.max { ($0.chosen.finalAccuracy ?? 0) < ($1.chosen.finalAccuracy ?? 0) }
        }
        guard let tanh = best(\.isOrthogonalTanh), let relu = best({ $0.nonlinearity == .relu }) else { return Observation(.value(.sample([]))) }
        return Observation(
            .value(.sample(zip(tanh.records, relu.records).map { $0.finalAccuracy - $1.finalAccuracy })), note: "\(tanh.name) beside \(relu.name)"
        ).doubted(byRatesOf: [tanh, relu])
    }

    /// The numbers of the networks that exist for every kind.
    private var replicates: Range<Int> { 0..<(kinds.map(\.records.count).min() ?? 0) }
}

extension Observation {
    /// In doubt if a chosen rate is the smallest or largest of those tried: a better one may lie outside.
    fileprivate func doubted(byRatesOf kinds: [CurveRecords.Kind]) -> Observation {
        let atEdge = kinds.filter(\.chosen.isAtEdge).map(\.name).uniqued()
        if atEdge.isEmpty { return self }
        return doubted(because: "the chosen rate is the least or greatest of those tried for \(atEdge.joined(separator: " and for "))")
    }
}
